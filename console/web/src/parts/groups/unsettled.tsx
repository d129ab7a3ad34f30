import { Alert, Button, Popconfirm, Tag } from 'antd'
import type { ReactNode } from 'react'
import type { System } from '../../../../server/schemas.ts'
import { useAct } from '../../act.ts'
import { pathOf, post } from '../../api.ts'
import { hrefOf } from '../../href.ts'
import { t } from '../../language.ts'
import { reasonName } from '../../reasons.ts'
import { shortTime } from '../../time.ts'
import { REPLY } from '../../words.ts'
import { None } from '../state.tsx'

type Outbox = System['outbox']
type Row = Outbox['unknown'][number]

/** Replies that wait for a person's word: in doubt, or refused for good. */
export function Unsettled({ counts, unknown, refused, after }: Outbox & { after: () => Promise<void> }) {
  const { act, busy, refusal } = useAct(after)
  const settle = (ref: string, how: 'sent' | 'again' | 'drop') =>
    act(() => post(pathOf(['outbox', ref, 'settle']), { how }))
  if (!unknown.length && !refused.length)
    return <None>{t('没有需要核对的消息', 'Nothing has to be settled')}</None>
  return (
    <>
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" className="problem" />}
      {unknown.length > 0 && (
        <p className="muted">
          {t(
            `${counts.unknown} 条不能确定有没有发出去。请到群里看一眼，再选择。`,
            `Of ${counts.unknown} nobody knows whether they left. Please look into the group.`,
          )}
        </p>
      )}
      {unknown.map((row) => (
        <Reply key={row.ref} row={row}>
          <Button size="small" disabled={busy} onClick={() => void settle(row.ref, 'sent')}>
            {t('已送达', 'It was said')}
          </Button>
          <Popconfirm
            title={t('再发一次？', 'Say it again?')}
            description={t(
              '如果群里已经有这条消息，大家会看到两遍。',
              'If it is there already, everybody sees it twice.',
            )}
            onConfirm={() => settle(row.ref, 'again')}
          >
            <Button size="small" disabled={busy}>
              {t('重新发送', 'Say it again')}
            </Button>
          </Popconfirm>
        </Reply>
      ))}
      {refused.length > 0 && (
        <p className="muted">
          {t(
            `${counts.refused} 条没能发出去，系统不会再自动发送。`,
            `${counts.refused} could not be said and are not tried again.`,
          )}
        </p>
      )}
      {refused.map((row) => (
        <Reply key={row.ref} row={row}>
          <Button size="small" disabled={busy} onClick={() => void settle(row.ref, 'again')}>
            {t('重新发送', 'Say it again')}
          </Button>
          <Popconfirm
            title={t('不再发送？', 'Not to be said?')}
            description={t('对方不会收到这条消息。', 'Nobody will be told.')}
            onConfirm={() => settle(row.ref, 'drop')}
          >
            <Button size="small" disabled={busy}>
              {t('不再发送', 'Give it up')}
            </Button>
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
      <span>{row.group ?? `${t('私聊', 'Private')} ${row.direct ?? ''}`}</span>
      {row.code && <a href={hrefOf('cases', row.code)}>{row.code}</a>}
      <time>{shortTime(row.at)}</time>
    </div>
    <p>{row.text}</p>
    {row.error && <p className="muted">{reasonName(row.error)}</p>}
    <div className="actions">{children}</div>
  </div>
)
