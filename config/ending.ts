import type { Logger } from 'pino'

/** A process must end within 10 s of being asked to, whatever hangs. */
const LIMIT = 9_000

/** Ends the process on SIGINT and SIGTERM after `close`; with status 1 when that fails or takes too long. */
export function endOnSignals(close: () => Promise<unknown>, log: Logger): void {
  let ending = false
  const end = (signal: string) => {
    if (ending) return
    ending = true
    log.info({ signal }, 'ending')
    setTimeout(() => {
      log.error('not everything could be closed in time')
      process.exit(1)
    }, LIMIT).unref()
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'closing failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}
