import { Button, Segmented, Tag } from 'antd'
import { useState } from 'react'
import type { GroupRow, Groups } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { usePages } from '../../data.ts'
import { counted, t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { hrefOf, hrefWith } from '../../href.ts'
import { useSearch } from '../../route.ts'
import { ago } from '../../time.ts'
import { AskHush, type Place } from './hush.tsx'
import { useNow } from '../../now.ts'
import { PlainTable } from '../plain-table.tsx'
import { SearchInput } from '../search-input.tsx'
import { Loading, None } from '../state.tsx'

const SHOWS = [
  { value: 'all', label: t('全部', 'All') },
  { value: 'silent', label: t('没声音的', 'Fallen silent') },
  { value: 'hushed', label: t('不发言的', 'Bot silent') },
  { value: 'waiting', label: t('有话没发的', 'With things to say') },
]

/** All groups that this person may see, `show` of SHOWS; or `show` account and `of` which. */
export function GroupList({ show = 'all', of }: { show: string | undefined; of: string | undefined }) {
  const [search, setSearch] = useSearch()
  const filter = show === 'account' ? { account: of } : { show: show === 'all' ? undefined : show }
  const path = pathOf(['groups'], { limit: 50, ...filter, search })
  const groups = usePages<GroupRow, Groups>(path, 'outbox cases hushed world')
  const [place, setPlace] = useState<Place | null>(null)
  const only = (value: string) => {
    window.location.hash = hrefWith(value === 'all' ? 'groups/list' : `groups/list/${value}`, { search })
  }
  return (
    <>
      <div className="filters">
        <div className="scroll-x">
          <Segmented
            aria-label={t('哪些群', 'Which groups')}
            options={SHOWS}
            value={show === 'account' ? 'all' : show}
            onChange={only}
          />
        </div>
        {show === 'account' && (
          <Tag closable onClose={() => only('all')}>
            {t('账号', 'Account')} {of}
          </Tag>
        )}
        <SearchInput
          label={t('按群名找', 'Find by name')}
          placeholder={t('群名', 'Name')}
          value={search}
          onChange={setSearch}
        />
      </div>
      <Loading loaded={groups}>
        {(data) => (
          <>
            <p className="muted">{t(`共 ${data.total} 个群`, counted(data.total, 'group'))}</p>
            {data.items.length ? (
              <GroupTable rows={data.items} onHush={setPlace} />
            ) : (
              <None>{t('没有这样的群', 'No such groups')}</None>
            )}
            {data.next && (
              <Button block onClick={() => void groups.more()}>
                {t('更多', 'More')}
              </Button>
            )}
            <Strangers rows={data.strangers} />
          </>
        )}
      </Loading>
      {place && <AskHush place={place} after={groups.reload} onClosed={() => setPlace(null)} />}
    </>
  )
}

function GroupTable({ rows, onHush }: { rows: GroupRow[]; onHush: (place: Place) => void }) {
  const { role } = useMe()
  const now = useNow()
  const number = (value: number) => value || <span className="muted">0</span>
  return (
    <PlainTable
      rows={rows}
      columns={[
        {
          title: t('群', 'Group'),
          render: (_, { topic, kind, area, ...row }) => (
            <div className="group-name">
              <b>{topic}</b> {kind === 'supervision' && <Tag color="blue">{t('督办群', 'Supervision')}</Tag>}
              <Marks {...row} />
              <div className="muted">{area.join(' › ')}</div>
            </div>
          ),
        },
        {
          title: t('最近一条', 'Last heard'),
          render: (_, { heardAt, accounts }) => (
            <>
              {heardAt ? ago(heardAt, now) : t('从没听到过', 'Never')}
              <div className="muted">{accounts.map(accountName).join('、')}</div>
            </>
          ),
        },
        { title: t('今天', 'Today'), align: 'right', render: (_, row) => number(row.today) },
        { title: t('7 天', '7 days'), align: 'right', render: (_, row) => number(row.week) },
        { title: t('在办', 'Open cases'), align: 'right', render: (_, row) => number(row.open) },
        {
          title: t('机器人最近发言', 'Bot spoke last'),
          render: (_, { saidAt }) => (saidAt ? ago(saidAt, now) : '—'),
        },
        { title: t('待发', 'To say'), align: 'right', render: (_, row) => <Todo row={row} /> },
        {
          title: t('操作', 'Do'),
          render: (_, { id, topic, hushed, manual }) => (
            <div className="group-do">
              {manual && <a href={hrefOf('groups', 'manual', id)}>{t('贴消息', 'Paste')}</a>}
              {role === 'admin' && !hushed && (
                <Button size="small" onClick={() => onHush({ kind: 'group', id, name: topic })}>
                  {t('暂停或改为人工', 'Pause or by hand')}
                </Button>
              )}
            </div>
          ),
        },
      ]}
    />
  )
}

/** The account of what people have pasted in is none of WeChat's. */
const accountName = (id: string) => (id === 'manual' ? t('人工', 'by hand') : id)

const Marks = ({ silent, hushed }: Pick<GroupRow, 'silent' | 'hushed'>) => (
  <>
    {silent && <Tag color="orange">{t('没声音', 'Silent')}</Tag>}
    {hushed?.mode === 'paused' && <Tag color="red">{t('已暂停', 'Paused')}</Tag>}
    {hushed?.mode === 'manual' && <Tag color="gold">{t('人工', 'By hand')}</Tag>}
  </>
)

function Todo({ row: { id, waiting, unknown, refused } }: { row: GroupRow }) {
  if (!waiting && !unknown && !refused) return <span className="muted">0</span>
  return (
    <a href={hrefOf('groups', 'outbox', id)}>
      {waiting}
      {unknown + refused > 0 && (
        <span className="late"> {t(`${unknown + refused} 条要核对`, `${unknown + refused} to check`)}</span>
      )}
    </a>
  )
}

function Strangers({ rows }: { rows: Groups['strangers'] }) {
  const now = useNow()
  if (!rows.length) return null
  return (
    <>
      <h2>{t('不认识的群', 'Unknown groups')}</h2>
      <p className="muted">
        {t(
          '账号在这些群里听到过消息，但“人员与区域”里没有它们，群里的事没有属地。',
          'An account hears these, but the world file does not have them, so what is said there has no area.',
        )}
      </p>
      <PlainTable
        rows={rows}
        columns={[
          { title: t('群编号', 'Group id'), dataIndex: 'id' },
          { title: t('账号', 'Account'), dataIndex: 'account' },
          { title: t('最近一条', 'Last heard'), render: (_, { at }) => ago(at, now) },
        ]}
      />
    </>
  )
}
