import { Alert, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import type { Security } from '../../../server/schemas.ts'
import { useAct } from '../act.ts'
import { post } from '../api.ts'
import { useData, type Loaded } from '../data.ts'
import { t } from '../language.ts'
import { useMe } from '../me.ts'
import { OneTime } from '../parts/account/one-time.tsx'
import { PasswordForm } from '../parts/account/password-form.tsx'
import { SessionList } from '../parts/account/session-list.tsx'
import { Loading } from '../parts/state.tsx'
import { urgeNoMore } from '../parts/account/urged.tsx'
import { ROLE } from '../words.ts'
import '../styles/account.css'

/** One's own account: password, one-time codes, and where one is signed in. */
export default function Mine() {
  const { login, name, role, office } = useMe()
  const loaded = useData<Security>('/api/me/security', 'users')
  return (
    <div className="narrow">
      <div className="title">
        <h1>{t('我的账号', 'My account')}</h1>
        <span className="muted">
          {[...new Set([name, login, office, ROLE[role]])].filter(Boolean).join(' · ')}
        </span>
      </div>
      <section className="panel">
        <h2>{t('修改密码', 'Password')}</h2>
        <NewPassword loaded={loaded} />
      </section>
      <section className="panel">
        <h2>{t('动态验证码', 'One-time codes')}</h2>
        <Loading loaded={loaded}>{(data) => <OneTime {...data} onChange={loaded.reload} />}</Loading>
      </section>
      <section className="panel">
        <h2>{t('登录的地方', 'Where you are signed in')}</h2>
        <Loading loaded={loaded}>{(data) => <Sessions {...data} reload={loaded.reload} />}</Loading>
      </section>
    </div>
  )
}

function NewPassword({ loaded }: { loaded: Loaded<Security> }) {
  const { urged } = useMe()
  const [changed, setChanged] = useState(false)
  const done = async () => {
    setChanged(true)
    urgeNoMore()
    await loaded.reload()
  }
  return (
    <>
      {urged && !changed && (
        <Alert
          type="warning"
          showIcon
          className="problem"
          title={t(
            '现在的密码是别人给的，请换成自己的。',
            'Somebody else gave you this password; change it.',
          )}
        />
      )}
      {changed && (
        <Alert
          type="success"
          showIcon
          className="problem"
          title={t('密码已修改，别处的登录都已退出。', 'Changed; you are signed out everywhere else.')}
        />
      )}
      <PasswordForm onDone={done} />
    </>
  )
}

function Sessions({ sessions, reload }: Security & { reload: () => Promise<void> }) {
  const { act, busy, refusal } = useAct(reload)
  const end = (id?: string) =>
    act(
      () => post('/api/me/sessions/end', id === undefined ? {} : { id }),
      () => t('已退出', 'Signed out'),
    )
  return (
    <>
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" className="problem" />}
      <SessionList sessions={sessions} busy={busy} onEnd={end} />
      {sessions.length > 1 && (
        <Popconfirm
          title={t('让别处全部退出？', 'Sign out everywhere else?')}
          description={t('别处没保存的会丢。', 'What is not saved there is lost.')}
          onConfirm={() => end()}
        >
          <Button danger disabled={busy}>
            {t('让别处全部退出', 'Sign out everywhere else')}
          </Button>
        </Popconfirm>
      )}
    </>
  )
}
