import { App } from 'antd'
import { useRef, useState, type ReactNode } from 'react'

/**
 * Does one thing at a time on the server: what came of it is said, `after` shows the new state. A refusal stays, in the
 * server's own words, until the next attempt.
 */
export function useAct(after?: () => Promise<void>) {
  const { message } = App.useApp()
  const running = useRef(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)

  /** Whether it was done; nothing happens while another one runs. */
  const act = async <T>(request: () => Promise<T>, done?: (answer: T) => ReactNode): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    setRefusal(null)
    const answer = await request().then(
      (value) => ({ value }),
      (error: Error) => setRefusal(error.message),
    )
    if (answer && done) void message.success(done(answer.value))
    // Whoever reads the refusal may try again at once, though the page is still being loaded anew.
    if (!answer) running.current = false
    // What was refused is often shown as it was some time ago.
    await after?.()
    running.current = false
    setBusy(false)
    return !!answer
  }
  return { act, busy, refusal, forget: () => setRefusal(null) }
}
