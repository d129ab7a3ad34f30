import { DeleteOutlined, EditOutlined } from '@ant-design/icons'
import { Button, Popconfirm, Space } from 'antd'
import type { CountyGroup, CountyStaff } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { ROLE } from '../../words.ts'
import { GROUP_KIND } from './words.ts'
import { PlainTable } from '../plain-table.tsx'
import { None } from '../state.tsx'

/** Asks once before something is removed. */
export const Remove = ({ name, onRemove }: { name: string; onRemove: () => void }) => (
  <Popconfirm
    title={t(`删除“${name}”？`, `Remove “${name}”?`)}
    okText={t('删除', 'Remove')}
    okButtonProps={{ danger: true }}
    onConfirm={onRemove}
  >
    <Button
      size="small"
      type="text"
      danger
      icon={<DeleteOutlined />}
      aria-label={t(`删除 ${name}`, `Remove ${name}`)}
    />
  </Popconfirm>
)

interface RowProps {
  name: string
  onEdit: () => void
  onRemove: () => void
}

/** What can be done with a row. */
export const EditRemove = ({ name, onEdit, onRemove }: RowProps) => (
  <Space>
    <Button
      size="small"
      type="text"
      icon={<EditOutlined />}
      aria-label={t(`修改 ${name}`, `Edit ${name}`)}
      onClick={onEdit}
    />
    <Remove name={name} onRemove={onRemove} />
  </Space>
)

interface StaffProps {
  staff: CountyStaff[]
  onEdit: (staff: CountyStaff) => void
  onRemove: (id: string) => void
}

/** The staff of one office. */
export function StaffTable({ staff, onEdit, onRemove }: StaffProps) {
  if (!staff.length) return <p className="muted">{t('还没有人员', 'No staff yet')}</p>
  return (
    <PlainTable
      rows={staff}
      columns={[
        { title: t('姓名', 'Name'), render: (_, s) => <b>{s.name}</b> },
        { title: t('职务', 'Post'), dataIndex: 'post' },
        { title: t('角色', 'Role'), render: (_, s) => ROLE[s.role] },
        { title: t('别名', 'Aliases'), render: (_, s) => s.aliases.join('、') || '—' },
        { title: t('微信', 'WeChat'), render: (_, s) => (s.wechat ? t('已绑定', 'Tied') : '—') },
        { title: t('登录', 'Login'), render: (_, s) => (s.login ? t('有', 'Yes') : t('没有', 'No')) },
        {
          title: t('操作', 'Actions'),
          render: (_, s) => (
            <EditRemove name={s.name} onEdit={() => onEdit(s)} onRemove={() => onRemove(s.id)} />
          ),
        },
      ]}
    />
  )
}

interface GroupsProps {
  groups: CountyGroup[]
  onEdit: (group: CountyGroup) => void
  onRemove: (id: string) => void
}

/** The groups of one area. */
export function GroupTable({ groups, onEdit, onRemove }: GroupsProps) {
  if (!groups.length) return <None>{t('这里没有群', 'No groups here')}</None>
  return (
    <PlainTable
      rows={groups}
      page={20}
      columns={[
        { title: t('群名', 'Name'), render: (_, g) => <b>{g.topic}</b> },
        { title: t('类型', 'Kind'), render: (_, g) => GROUP_KIND[g.kind] },
        { title: t('成员', 'Members'), dataIndex: 'members' },
        { title: t('群号', 'Id'), render: (_, g) => <span className="code muted">{g.id}</span> },
        {
          title: t('操作', 'Actions'),
          render: (_, g) => (
            <EditRemove name={g.topic} onEdit={() => onEdit(g)} onRemove={() => onRemove(g.id)} />
          ),
        },
      ]}
    />
  )
}
