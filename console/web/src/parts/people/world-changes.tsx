import { Alert, Table, Tag } from 'antd'
import type { ImportPreview } from '../../../../server/schemas.ts'
import { counted, t } from '../../language.ts'
import { useCategoryName } from '../../me.ts'
import { fieldName, KIND_NAME, valueText } from './words.ts'

type Change = ImportPreview['changes'][number]

const CHANGE: Record<Change['change'], { name: string; color: string }> = {
  added: { name: t('新增', 'Added'), color: 'cyan' },
  changed: { name: t('修改', 'Changed'), color: 'blue' },
  removed: { name: t('删除', 'Removed'), color: 'red' },
}

/** What a file would change, or what is wrong with it. */
export function Preview({ preview }: { preview: ImportPreview }) {
  const { problems, counts, changes, left, admins, idle } = preview
  if (problems.length) return <Problems problems={problems} />
  const changing = counts.filter((c) => c.added + c.changed + c.removed > 0)
  const rest = counts.filter((c) => c.left > 0)
  return (
    <>
      {changing.length === 0 && (
        <Alert
          type="info"
          showIcon
          title={t('和现在一样，没有改动', 'Nothing changes: all is as it is now')}
        />
      )}
      <p className="people-lead">
        {changing.map(({ kind, added, changed, removed }) => (
          <Tag key={kind}>
            {KIND_NAME[kind]}
            {added > 0 && ` ${t('新增', 'added')} ${added}`}
            {changed > 0 && ` ${t('修改', 'changed')} ${changed}`}
            {removed > 0 && ` ${t('删除', 'removed')} ${removed}`}
          </Tag>
        ))}
      </p>
      {admins.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className="problem"
          title={t(
            `导入后有 ${admins.length} 人成为管理员，什么都能改；请核对`,
            `New admins, who may change everything: ${admins.length}. Make sure that it is meant`,
          )}
          description={admins.join('、')}
        />
      )}
      {idle.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className="problem"
          title={t(
            `导入后 ${idle.length} 个单位没有人能接单`,
            `Nobody could accept cases in ${counted(idle.length, 'office')}`,
          )}
          description={`${idle.slice(0, 20).join('、')}${idle.length > 20 ? '…' : ''}`}
        />
      )}
      {changes.length > 0 && <Changes changes={changes} />}
      {rest.length > 0 && (
        <details className="people-left">
          <summary>
            {t('文件里没有、保持不变的：', 'Not in the file, left as it is: ')}
            {rest.map((c) => `${KIND_NAME[c.kind]} ${c.left}`).join('，')}
          </summary>
          <ul>
            {left.map(({ kind, id, name }) => (
              <li key={`${kind} ${id}`}>
                {KIND_NAME[kind]} {name} <span className="muted code">{id}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Changes({ changes }: { changes: Change[] }) {
  const categoryName = useCategoryName()
  // Of a dispatch or a deadline the id is its category and area.
  const nameOf = ({ kind, id, name }: Change) => {
    if (kind !== 'dispatch' && kind !== 'deadline') return name || (kind === 'settings' ? '' : id)
    const [category = '', area = ''] = id.split('\n')
    return `${category ? categoryName(category) : t('全部类别', 'All categories')} ${area || t('全部区域', 'everywhere')}`
  }
  return (
    <Table
      rowKey={({ kind, id }) => `${kind} ${id}`}
      size="small"
      dataSource={changes}
      pagination={changes.length > 50 && { pageSize: 50, showSizeChanger: false }}
      columns={[
        {
          title: t('改动', 'Change'),
          render: (_, { change }) => <Tag color={CHANGE[change].color}>{CHANGE[change].name}</Tag>,
        },
        { title: t('种类', 'Kind'), render: (_, { kind }) => KIND_NAME[kind] },
        { title: t('名称', 'Name'), render: (_, change) => <b>{nameOf(change)}</b> },
        { title: t('内容', 'What'), render: (_, { fields }) => <Fields fields={fields} /> },
      ]}
    />
  )
}

export const Fields = ({ fields }: { fields: Change['fields'] }) => (
  <ul className="people-fields">
    {fields.map(({ field, before, after }) => (
      <li key={field}>
        <span className="muted">{fieldName(field)}</span>{' '}
        {before !== null && (
          <>
            <del>{valueText(field, before)}</del> →{' '}
          </>
        )}
        <b>{valueText(field, after)}</b>
      </li>
    ))}
  </ul>
)

function Problems({ problems }: { problems: ImportPreview['problems'] }) {
  return (
    <>
      <Alert
        type="error"
        showIcon
        role="alert"
        className="problem"
        title={t(
          `有 ${problems.length} 处不对，什么都没有导入；改好以后重新选文件`,
          `${counted(problems.length, 'mistake')}; nothing is loaded. Correct them and choose the file again`,
        )}
      />
      <Table
        rowKey={(problem) => JSON.stringify(problem)}
        size="small"
        dataSource={problems}
        pagination={problems.length > 50 && { pageSize: 50, showSizeChanger: false }}
        columns={[
          { title: t('表', 'Sheet'), render: (_, { sheet }) => sheet ?? '—' },
          { title: t('行', 'Row'), dataIndex: 'row' },
          { title: t('哪里不对', 'What is wrong'), dataIndex: 'reason' },
        ]}
      />
    </>
  )
}
