import { RobotOutlined, TeamOutlined } from '@ant-design/icons'
import { Drawer, Grid, Select } from 'antd'
import { useState } from 'react'
import type { Area, Areas, Person, StageGroups } from '../../../server/schemas.ts'
import { pathOf } from '../api.ts'
import { useData } from '../data.ts'
import { t } from '../language.ts'
import { ChatPane } from '../parts/chat/pane.tsx'
import { FIRST_PLACE, placeFor } from '../parts/chat/hints.ts'
import { Loading } from '../parts/state.tsx'
import { hrefOf } from '../href.ts'
import { go, useRoute } from '../route.ts'

/** 模拟群聊: the simulated WeChat, in which one writes as anyone. */
export default function Chat() {
  const groups = useData<StageGroups>(pathOf(['stage', 'groups']), 'stage world')
  const areas = useData<Areas>(pathOf(['areas']), 'world')
  return (
    <>
      <h1 className="unseen">{t('模拟群聊', 'Simulated chat')}</h1>
      <Loading loaded={groups}>
        {(data) => <Loading loaded={areas}>{({ items }) => <Rooms data={data} areas={items} />}</Loading>}
      </Loading>
    </>
  )
}

function Rooms({ data, areas }: { data: StageGroups; areas: Area[] }) {
  const [, kind, id] = useRoute()
  const { md } = Grid.useBreakpoint()
  const [listed, setListed] = useState(false)
  const member = kind === 'private' ? data.members.find((m) => m.id === id) : undefined
  const group = member ? undefined : (data.groups.find((g) => g.id === id) ?? firstOf(data.groups, areas))
  const list = <RoomList data={data} here={member?.id ?? group?.id} onChoose={() => setListed(false)} />
  if (!member && !group)
    return (
      <p className="muted">
        {t('还没有群。请先导入地区与人员。', 'There are no groups yet: import the world first.')}
      </p>
    )
  return (
    <div className="chat">
      {md === false ? (
        <Drawer
          open={listed}
          onClose={() => setListed(false)}
          placement="left"
          size={280}
          title={t('会话', 'Conversations')}
        >
          {list}
        </Drawer>
      ) : (
        <aside className="rooms">{list}</aside>
      )}
      <ChatPane
        key={member?.id ?? group?.id}
        group={group ?? null}
        member={member ?? null}
        account={data.account}
        place={group ? placeFor(group.topic, areas) : null}
        onRooms={md === false ? () => setListed(true) : null}
      />
    </div>
  )
}

const firstOf = (groups: StageGroups['groups'], areas: Area[]) =>
  groups.find(({ topic }) => placeFor(topic, areas) === FIRST_PLACE) ?? groups[0]

function RoomList({
  data,
  here,
  onChoose,
}: {
  data: StageGroups
  here: string | undefined
  onChoose: () => void
}) {
  return (
    <>
      <h2>{t('群', 'Groups')}</h2>
      {data.groups.map((g) => (
        <a
          key={g.id}
          href={hrefOf('chat', 'group', g.id)}
          aria-current={g.id === here || undefined}
          onClick={onChoose}
        >
          <TeamOutlined /> {g.topic}
        </a>
      ))}
      <h2>{t(`与${data.account.name}私聊`, `Private with ${data.account.name}`)}</h2>
      <Select
        aria-label={t('选择居民', 'Choose a resident')}
        placeholder={t('选择一位居民…', 'Choose a resident…')}
        showSearch={{ optionFilterProp: 'label' }}
        value={data.members.find((m) => m.id === here)?.id ?? null}
        options={data.members.map((m) => ({ value: m.id, label: labelOf(m) }))}
        onChange={(id: string) => {
          go('chat', 'private', id)
          onChoose()
        }}
        suffixIcon={<RobotOutlined />}
        className="full"
      />
      {data.members.slice(0, 30).map((m) => (
        <a
          key={m.id}
          href={hrefOf('chat', 'private', m.id)}
          aria-current={m.id === here || undefined}
          onClick={onChoose}
        >
          {labelOf(m)}
        </a>
      ))}
    </>
  )
}

export const labelOf = (person: Person) => (person.post ? `${person.name} · ${person.post}` : person.name)
