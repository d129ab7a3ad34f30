import { readConfig } from '../config/config.ts'
import { endOnSignals } from '../config/ending.ts'
import { runCommand } from '../config/fail.ts'
import { createLog } from '../config/log.ts'

/** `npm start`: the whole system in this process, with PostgreSQL beside it unless DATABASE_URL names one. */
await runCommand(async () => {
  const config = readConfig(process.env)
  const log = createLog('xunqun', config.logLevel)
  // All of it takes seconds to load: a variable that is wrong is told at once.
  const { start } = await import('./start/start.ts')
  const { ready, close } = start(config, log, () => process.exit(1))
  endOnSignals(close, log)
  process.stdout.write(`${JSON.stringify(await ready)}\n`)
})
