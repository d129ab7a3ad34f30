import { Button, Tag } from 'antd'
import type { OpenSession } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { fullTime } from '../../time.ts'
import { None } from '../state.tsx'

interface Props {
  sessions: OpenSession[]
  busy: boolean
  onEnd: (id: string) => void
}

/** Where somebody is signed in. */
export function SessionList({ sessions, busy, onEnd }: Props) {
  if (!sessions.length) return <None>{t('没有登录', 'Not signed in')}</None>
  return (
    <ul className="session-list">
      {sessions.map(({ id, browser, address, since, used, current }) => (
        <li key={id}>
          <span>
            <b>{browser ?? t('未知的浏览器', 'Unknown browser')}</b> <span className="muted">{address}</span>
            <br />
            <span className="muted">
              {t('登录于', 'Since')} {fullTime(since)} · {t('最近使用', 'last used')} {fullTime(used)}
            </span>
          </span>
          {current ? (
            <Tag color="cyan">{t('这一处', 'This one')}</Tag>
          ) : (
            <Button size="small" disabled={busy} onClick={() => onEnd(id)}>
              {t('让它退出', 'Sign it out')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
