import { Tabs } from 'antd'
import type { System } from '../../../server/schemas.ts'
import { pathOf } from '../api.ts'
import { useData } from '../data.ts'
import { t } from '../language.ts'
import { GroupAccounts } from '../parts/groups/accounts.tsx'
import { GroupHushed } from '../parts/groups/hushed.tsx'
import { GroupList } from '../parts/groups/list.tsx'
import { GroupManual } from '../parts/groups/manual.tsx'
import { GroupMissed } from '../parts/groups/missed.tsx'
import { GroupOutbox } from '../parts/groups/outbox.tsx'
import { Loading } from '../parts/state.tsx'
import { go, useRoute } from '../route.ts'
import '../styles/groups.css'

/** 群与账号: who listens and speaks, in which groups, what waits, what was missed, and what people do by hand. */
export default function GroupsAndAccounts() {
  const [, tab = 'accounts', ...place] = useRoute()
  const state = useData<System>(pathOf(['system']), 'accounts hushed blind_windows dead_letters outbox world')
  return (
    <div className="wide">
      <div className="title">
        <h1>{t('群与账号', 'Groups and accounts')}</h1>
      </div>
      <Loading loaded={state}>
        {(data) => {
          const { unknown, refused } = data.outbox.counts
          const todo = data.outbox.waiting + unknown + refused
          const items = [
            {
              key: 'accounts',
              label: t('账号', 'Accounts'),
              children: <GroupAccounts state={data} after={state.reload} />,
            },
            { key: 'list', label: t('群', 'Groups'), children: <GroupList show={place[0]} of={place[1]} /> },
            {
              key: 'outbox',
              label: `${t('待发送', 'To be said')}${todo ? ` ${todo}` : ''}`,
              children: <GroupOutbox state={data} group={place[0]} after={state.reload} />,
            },
            {
              key: 'manual',
              label: t('人工', 'By hand'),
              children: <GroupManual group={place[0]} hushed={data.hushed} />,
            },
            { key: 'missed', label: t('漏听', 'Missed'), children: <GroupMissed state={data} /> },
          ]
          return (
            <>
              <GroupHushed hushed={data.hushed} after={state.reload} />
              <Tabs
                className="group-tabs"
                activeKey={items.some(({ key }) => key === tab) ? tab : 'accounts'}
                onChange={(key) => go('groups', key)}
                items={items}
                destroyOnHidden
              />
            </>
          )
        }}
      </Loading>
    </div>
  )
}
