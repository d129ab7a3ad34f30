import { PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown, Table, Tag } from 'antd'
import { useState } from 'react'
import type { User, UserList } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { usePages } from '../../data.ts'
import { t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { useSearch } from '../../route.ts'
import { fullTime, shortTime } from '../../time.ts'
import { ROLE } from '../../words.ts'
import { SearchInput } from '../search-input.tsx'
import { Loading } from '../state.tsx'
import { actsOn, UserAsk, type Asked } from './user-acts.tsx'
import { UserMake } from './user-make.tsx'
import '../../styles/account.css'

/** The users of the console, for admins. */
export function Users() {
  const [search, setSearch] = useSearch()
  const loaded = usePages<User, UserList>(pathOf(['users'], { search, limit: 50 }), 'users')
  const [asked, setAsked] = useState<Asked | 'make' | null>(null)
  const close = () => setAsked(null)
  return (
    <>
      <div className="account-bar">
        <SearchInput
          label={t('找账号', 'Find a user')}
          placeholder={t('姓名或用户名', 'Name or user name')}
          value={search}
          onChange={setSearch}
        />
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAsked('make')}>
          {t('新建账号', 'New user')}
        </Button>
      </div>
      <Loading loaded={loaded}>
        {({ items, next }) => (
          <>
            <UserTable users={items} onAsk={setAsked} />
            {next && (
              <Button block onClick={loaded.more} className="more">
                {t('更多', 'More')}
              </Button>
            )}
          </>
        )}
      </Loading>
      {asked === 'make' && <UserMake after={loaded.reload} onClosed={close} />}
      {asked && asked !== 'make' && <UserAsk {...asked} after={loaded.reload} onClosed={close} />}
    </>
  )
}

function UserTable({ users, onAsk }: { users: User[]; onAsk: (asked: Asked) => void }) {
  const me = useMe()
  return (
    <Table<User>
      rowKey="login"
      size="middle"
      dataSource={users}
      pagination={false}
      scroll={{ x: 900 }}
      columns={[
        {
          title: t('用户名', 'User name'),
          width: 150,
          render: (_, user) => <span className="code">{user.login}</span>,
        },
        {
          title: t('姓名', 'Name'),
          render: (_, { name, office, post }) =>
            name ? (
              <>
                {name}
                <span className="muted"> {[office, post].filter(Boolean).join(' · ')}</span>
              </>
            ) : (
              <span className="muted">{t('不在人员名单里', 'Not on the staff list')}</span>
            ),
        },
        { title: t('角色', 'Role'), width: 90, render: (_, { role }) => ROLE[role] ?? role },
        { title: t('状态', 'State'), width: 230, render: (_, user) => <UserState user={user} /> },
        {
          title: t('最近登录', 'Last sign-in'),
          width: 130,
          render: (_, { signedInAt }) => (signedInAt ? shortTime(signedInAt) : '—'),
        },
        {
          title: t('操作', 'Actions'),
          width: 90,
          render: (_, user) => (
            <Dropdown
              trigger={['click']}
              menu={{
                items: actsOn(user, me.login).map(({ id, name, danger }) => ({
                  key: id,
                  label: name,
                  danger: !!danger,
                  onClick: () => onAsk({ user, act: id }),
                })),
              }}
            >
              <Button
                size="small"
                autoInsertSpace={false}
                aria-label={`${t('管理账号', 'Manage')} ${user.login}`}
              >
                {t('管理', 'Manage')}
              </Button>
            </Dropdown>
          ),
        },
      ]}
    />
  )
}

function UserState({ user }: { user: User }) {
  const { disabled, lockedUntil, change, totp, totpRequired, sessions } = user
  return (
    <>
      {disabled && <Tag color="red">{t('已停用', 'Disabled')}</Tag>}
      {lockedUntil !== null && (
        <Tag color="volcano">
          {t('暂停登录，到', 'Paused until')} {fullTime(lockedUntil)}
        </Tag>
      )}
      {change === 'must' && <Tag color="gold">{t('待改密码', 'Password to change')}</Tag>}
      {totp && <Tag color="cyan">{t('动态验证码', 'One-time codes')}</Tag>}
      {totpRequired && !totp && <Tag color="gold">{t('待设验证码', 'Codes to set up')}</Tag>}
      {sessions > 0 && <Tag>{t(`登录 ${sessions} 处`, `${sessions} signed in`)}</Tag>}
    </>
  )
}
