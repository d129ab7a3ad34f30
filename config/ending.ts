import type { Logger } from 'pino'

/** A process must end within 10 s of being asked to, whatever hangs. */
const LIMIT = 9_000

/** ms between two looks whether the process's parent is still there */
const LOOK = 300

/**
 * Ends the process after `close` on SIGINT and SIGTERM, and when the npm that runs it has gone: of a signal to `npm start`
 * only npm and its shell hear. Ends with status 1 when closing fails or takes too long.
 */
export function endOnSignals(close: () => Promise<unknown>, log: Logger): void {
  const parent = process.ppid
  const isNpms = process.env.npm_lifecycle_event !== undefined
  const look = setInterval(() => {
    if (isNpms && process.ppid !== parent) end('npm has gone')
  }, LOOK).unref()
  let ending = false
  const end = (signal: string) => {
    if (ending) return
    ending = true
    clearInterval(look)
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
