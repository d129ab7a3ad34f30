import { Spin } from 'antd'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import type { Me } from '../../server/schemas.ts'
import { ApiError, get, onSignedOut } from './api.ts'
import { t } from './language.ts'
import { LiveProvider } from './live.ts'
import { MeProvider } from './me.ts'
import { Boundary } from './parts/boundary.tsx'
import { Failed } from './parts/failed.tsx'
import { Shell } from './shell.tsx'
import { setZone } from './time.ts'

// Whoever is signed in needs none of it.
const Login = lazy(async () => ({ default: (await import('./pages/login.tsx')).Login }))
const Owing = lazy(async () => ({ default: (await import('./parts/account/owing.tsx')).Owing }))
const waiting = <Spin size="large" className="centered" />

/** `ended`: nobody, and not because he wanted to leave. */
type State = Me | 'nobody' | 'ended' | 'loading' | 'failed'
const withoutSession = (old: State): State =>
  typeof old === 'object' || old === 'ended' ? 'ended' : 'nobody'

/** Either the sign-in or the console. */
export function Root() {
  const [me, setMe] = useState<State>('loading')
  const load = useCallback(async () => {
    try {
      const known = await get<Me>('/api/me')
      setZone(known.timezone)
      setMe(known)
    } catch (error) {
      setMe(error instanceof ApiError && error.status === 401 ? withoutSession : 'failed')
    }
  }, [])
  useEffect(() => void load(), [load])
  useEffect(() => onSignedOut(() => setMe(withoutSession)), [])

  if (me === 'loading') return waiting
  if (me === 'nobody' || me === 'ended')
    return (
      <Boundary>
        <Suspense fallback={waiting}>
          <Login ended={me === 'ended'} onDone={load} />
        </Suspense>
      </Boundary>
    )
  if (me === 'failed')
    return (
      <Failed
        title={t('连接不上服务器', 'The server cannot be reached')}
        again={t('重试', 'Try again')}
        onAgain={() => void load()}
      />
    )
  if (me.owed)
    return (
      <MeProvider value={me}>
        <Boundary>
          <Suspense fallback={waiting}>
            <Owing what={me.owed} onDone={load} onSignedOut={() => setMe('nobody')} />
          </Suspense>
        </Boundary>
      </MeProvider>
    )
  return (
    <MeProvider value={me}>
      <LiveProvider>
        <Shell onSignedOut={() => setMe('nobody')} />
      </LiveProvider>
    </MeProvider>
  )
}
