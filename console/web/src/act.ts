import { App } from 'antd'
import { useRef, useState, type ReactNode } from 'react'

/**
 * Does one thing at a time on the server: what came of it is said, `after` shows the new state. A refusal stays, in the
 * server's own words, until the next attempt.
 */
export function useAct(after?: () => Promise<void>) {
  const { message } = App.useApp()
  // Which attempt runs: the first is 1; 0 when none does.
  const running = useRef(0)
  const attempts = useRef(0)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)

  /** Whether it was done; nothing happens while another one runs. */
  const act = async <T>(request: () => Promise<T>, done?: (answer: T) => ReactNode): Promise<boolean> => {
    if (running.current) return false
    const mine = (running.current = ++attempts.current)
    setBusy(true)
    setRefusal(null)
    const answer = await request().then(
      (value) => ({ value }),
      (error: Error) => setRefusal(error.message),
    )
    if (answer && done) void message.success(done(answer.value))
    // Whoever reads the refusal may try again at once, though the page is still being loaded anew.
    if (!answer) running.current = 0
    // What was refused is often shown as it was some time ago.
    await after?.()
    // By now it may be the next one that runs.
    if (running.current > mine) return !!answer
    running.current = 0
    setBusy(false)
    return !!answer
  }
  return { act, busy, refusal, forget: () => setRefusal(null) }
}
