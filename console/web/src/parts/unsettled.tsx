import { App, Button, Popconfirm, Tag } from 'antd'
import type { ReactNode } from 'react'
import type { System } from '../../../server/schemas.ts'
import { pathOf, post } from '../api.ts'
import { reasonName } from '../reasons.ts'
import { shortTime } from '../time.ts'
import { REPLY } from '../words.ts'
import { None } from './state.tsx'

type Outbox = System['outbox']
type Row = Outbox['unknown'][number]

/** Replies that wait for a person's word: in doubt, or refused for good. */
export function Unsettled({ counts, unknown, refused, onSettled }: Outbox & { onSettled: () => void }) {
  const { message } = App.useApp()
  const settle = async (ref: string, how: 'sent' | 'again' | 'drop') => {
    try {
      await post(pathOf(['outbox', ref, 'settle']), { how })
    } catch (error) {
      message.error((error as Error).message)
    }
    onSettled()
  }
  if (!unknown.length && !refused.length) return <None>没有需要核对的消息</None>
  return (
    <>
      {unknown.length > 0 && (
        <p className="muted">{counts.unknown} 条不能确定有没有发出去。请到群里看一眼，再选择。</p>
      )}
      {unknown.map((row) => (
        <Reply key={row.ref} row={row}>
          <Button size="small" onClick={() => void settle(row.ref, 'sent')}>
            已送达
          </Button>
          <Popconfirm
            title="再发一次？"
            description="如果群里已经有这条消息，大家会看到两遍。"
            onConfirm={() => settle(row.ref, 'again')}
          >
            <Button size="small">重新发送</Button>
          </Popconfirm>
        </Reply>
      ))}
      {refused.length > 0 && <p className="muted">{counts.refused} 条没能发出去，系统不会再自动发送。</p>}
      {refused.map((row) => (
        <Reply key={row.ref} row={row}>
          <Button size="small" onClick={() => void settle(row.ref, 'again')}>
            重新发送
          </Button>
          <Popconfirm
            title="不再发送？"
            description="对方不会收到这条消息。"
            onConfirm={() => settle(row.ref, 'drop')}
          >
            <Button size="small">不再发送</Button>
          </Popconfirm>
        </Reply>
      ))}
    </>
  )
}

const Reply = ({ row, children }: { row: Row; children: ReactNode }) => (
  <div className="unsettled">
    <div className="meta">
      <Tag>{REPLY[row.kind] ?? row.kind}</Tag>
      <span>{row.group ?? (row.direct ? `私聊 ${row.direct}` : '私聊')}</span>
      {row.code && <a href={`#/cases/${row.code}`}>{row.code}</a>}
      <time>{shortTime(row.at)}</time>
    </div>
    <p>{row.text}</p>
    {row.error && <p className="muted">{reasonName(row.error)}</p>}
    <div className="actions">{children}</div>
  </div>
)
