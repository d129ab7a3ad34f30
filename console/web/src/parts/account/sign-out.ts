import { App } from 'antd'
import { useState } from 'react'
import { ApiError, post } from '../../api.ts'
import { t } from '../../language.ts'

/** Ends the session. Where the server cannot be reached it goes on, and whoever wanted to leave is told so. */
export function useSignOut(onSignedOut: () => void) {
  const { message } = App.useApp()
  const [leaving, setLeaving] = useState(false)
  const leave = async () => {
    setLeaving(true)
    const refusal = await post('/api/logout').then(
      () => null,
      (error: ApiError) => error,
    )
    if (!refusal || refusal.status === 401) return onSignedOut()
    setLeaving(false)
    void message.error(t(`还没有退出：${refusal.message}`, `Still signed in: ${refusal.message}`))
  }
  return { leave, leaving }
}
