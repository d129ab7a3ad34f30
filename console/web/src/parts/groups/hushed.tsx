import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { System } from '../../../../server/schemas.ts'
import { post } from '../../api.ts'
import { bracketed, t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { hrefOf } from '../../href.ts'
import { shortTime } from '../../time.ts'
import { Ask } from '../ask.tsx'

type Hushed = System['hushed'][number]

/** As many as leave room for the page. */
const SHOWN = 4
const MODE = { paused: t('已暂停发言', 'Paused'), manual: t('人工发言', 'Spoken for by hand') }

/** Where no bot speaks, for everybody to see; an admin lets it speak again. */
export function GroupHushed({ hushed, after }: { hushed: Hushed[]; after: () => Promise<void> }) {
  const { role } = useMe()
  const [ending, setEnding] = useState<Hushed | null>(null)
  if (!hushed.length) return null
  return (
    <div
      className="hushes"
      role="region"
      aria-label={t('机器人不发言的地方', 'Where the bot does not speak')}
    >
      {hushed.slice(0, SHOWN).map((row) => (
        <Alert
          key={`${row.kind} ${row.id}`}
          type={row.urgent ? 'error' : 'warning'}
          showIcon
          title={<What row={row} />}
          action={
            role === 'admin' && (
              <Button size="small" onClick={() => setEnding(row)}>
                {t('恢复机器人发言', 'Let the bot speak')}
              </Button>
            )
          }
        />
      ))}
      {hushed.length > SHOWN && (
        <a href={hrefOf('groups', 'list', 'hushed')}>
          {t(`一共 ${hushed.length} 处，看全部`, `${hushed.length} in all`)}
        </a>
      )}
      {ending && (
        <Ask
          title={`${t('恢复机器人发言：', 'Let the bot speak: ')}${ending.name}`}
          says={sayWhat(ending)}
          ok={t('恢复', 'Resume')}
          request={() => post('/api/hushed/end', { kind: ending.kind, id: ending.id })}
          done={() => t('已恢复', 'Resumed')}
          after={after}
          onClosed={() => setEnding(null)}
        />
      )}
    </div>
  )
}

/** What comes of it when the bot may speak again. */
const sayWhat = ({ mode, waiting }: Hushed) =>
  mode === 'manual'
    ? t(
        '以后由机器人说。以前贴进来的件，回复仍在“人工”里由人转发。',
        'The bot speaks from now on. Replies about what was pasted in are still passed on by people.',
      )
    : t(
        `等着的 ${waiting} 条会按原来的顺序陆续发出，包括早先的回执。`,
        `The ${waiting} that wait leave one by one in their order, old receipts too.`,
      )

function What({ row }: { row: Hushed }) {
  const { kind, id, name, mode, by, at, reason, waiting, urgent } = row
  const place = kind === 'group' ? [id] : []
  return (
    <>
      <b>
        {kind === 'account' ? t('账号', 'Account') : t('群', 'Group')} {name} {MODE[mode]}
      </b>{' '}
      {reason}
      {bracketed(`${by} ${shortTime(at)}`)}{' '}
      {waiting > 0 && (
        <a href={hrefOf('groups', mode === 'manual' ? 'manual' : 'outbox', ...place)}>
          {t(`${waiting} 条在等`, `${waiting} wait`)}
        </a>
      )}
      {urgent > 0 && (
        <b className="late">
          {' '}
          {mode === 'manual'
            ? t(`其中 ${urgent} 条紧急，请马上转发`, `${urgent} of them urgent: pass them on now`)
            : t(`其中 ${urgent} 条紧急，也不会发出`, `${urgent} of them urgent, kept back too`)}
        </b>
      )}
    </>
  )
}
