import { Button, Tag } from 'antd'
import type { ReactNode } from 'react'
import type { Outbox, OutboxRow, System } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { usePages } from '../../data.ts'
import { t } from '../../language.ts'
import { hrefOf } from '../../href.ts'
import { shortTime } from '../../time.ts'
import { REPLY } from '../../words.ts'
import { Loading, None } from '../state.tsx'
import { Unsettled } from './unsettled.tsx'

/** What a person must settle, and what waits: everywhere, or in one group. */
export function GroupOutbox({
  state,
  group,
  after,
}: {
  state: System
  group: string | undefined
  after: () => Promise<void>
}) {
  return (
    <div className="blocks">
      <section className="tile">
        <h2>{t('要人核对的', 'To be settled by a person')}</h2>
        <Unsettled {...state.outbox} after={after} />
      </section>
      <section className="tile">
        <h2>{t('等着发送的', 'Waiting to be said')}</h2>
        {group && <a href={hrefOf('groups', 'outbox')}>{t('看所有群的', 'Of all groups')}</a>}
        <Queue group={group} />
      </section>
    </div>
  )
}

function Queue({ group }: { group: string | undefined }) {
  const rows = usePages<OutboxRow, Outbox>(pathOf(['outbox'], { limit: 30, group }), 'outbox hushed')
  return (
    <Loading loaded={rows}>
      {(data) => (
        <>
          {!data.items.length && <None>{t('没有等着发送的', 'Nothing waits')}</None>}
          {data.items.map((row) => (
            <Waiting key={row.ref} row={row} />
          ))}
          {data.next && (
            <Button block onClick={() => void rows.more()}>
              {t('更多', 'More')}
            </Button>
          )}
        </>
      )}
    </Loading>
  )
}

const WHY: Record<string, string> = {
  people: t('等人转发', 'People have to say it'),
  'account-paused': t('账号已暂停', 'The account is paused'),
  'group-paused': t('群已暂停', 'The group is paused'),
  'account-away': t('账号不在线', 'The account is not online'),
  refusal: t('被微信拒绝，稍后再试', 'Refused; tried again'),
  budget: t('这个群今天发得够多了', 'The group has had its messages of the day'),
  later: t('还没到时间', 'Not due yet'),
  quiet: t('静默时段', 'Quiet hours'),
  turn: t('马上轮到', 'Its turn is next'),
}

/** One reply that waits: where to, what, and why it has not left. */
export const Waiting = ({ row, children }: { row: OutboxRow; children?: ReactNode }) => (
  <div className="to-say">
    <div className="meta">
      <Tag>{REPLY[row.kind] ?? row.kind}</Tag>
      {row.urgent && <Tag color="red">{t('紧急', 'Urgent')}</Tag>}
      <span>{row.group ?? `${t('私聊', 'Private')} ${row.direct ?? ''}`}</span>
      {row.code && <a href={hrefOf('cases', row.code)}>{row.code}</a>}
      <span>
        {WHY[row.why] ?? row.why}
        {row.until !== null && t(`，${shortTime(row.until)} 起`, `, from ${shortTime(row.until)}`)}
      </span>
    </div>
    <p>{row.text}</p>
    {children}
  </div>
)
