import { Button, Result, Spin } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { Me } from '../../server/schemas.ts'
import { ApiError, get, onSignedOut } from './api.ts'
import { t } from './language.ts'
import { LiveProvider } from './live.ts'
import { MeProvider } from './me.ts'
import { Login } from './pages/login.tsx'
import { Shell } from './shell.tsx'

/** Either the sign-in or the console. */
export function Root() {
  const [me, setMe] = useState<Me | 'nobody' | 'loading' | 'failed'>('loading')
  const load = useCallback(async () => {
    try {
      setMe(await get<Me>('/api/me'))
    } catch (error) {
      setMe(error instanceof ApiError && error.status === 401 ? 'nobody' : 'failed')
    }
  }, [])
  useEffect(() => void load(), [load])
  useEffect(() => onSignedOut(() => setMe('nobody')), [])

  if (me === 'loading') return <Spin size="large" className="centered" />
  if (me === 'nobody') return <Login onDone={load} />
  if (me === 'failed')
    return (
      <Result
        status="warning"
        title={t('连接不上服务器', 'The server cannot be reached')}
        extra={
          <Button type="primary" onClick={load}>
            {t('重试', 'Try again')}
          </Button>
        }
      />
    )
  return (
    <MeProvider value={me}>
      <LiveProvider>
        <Shell onSignedOut={() => setMe('nobody')} />
      </LiveProvider>
    </MeProvider>
  )
}
