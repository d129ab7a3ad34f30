import { VARIABLES, type Variable } from './variables.ts'

/** Everything that can be set from outside, typed; made once per process by `readConfig`. */
export interface Config {
  dataDir: string
  keywordsDir: string
  host: string
  /** 0: any free one; null: the usual one, or a free one when that is taken */
  port: number | null
  /** addresses of proxies that are believed for whom they ask; null: none */
  trustProxy: string | null
  /** null: none; 0: any free one */
  opsPort: number | null
  metricsToken: string | null
  logLevel: string
  /** null: the embedded PostgreSQL of `npm start` */
  databaseUrl: string | null
  /** null: the queue lives in PostgreSQL */
  redisUrl: string | null
  puppet: string
  /** null with the simulated gateway of `npm start` */
  puppetToken: string | null
  puppetEndpoint: string | null
  /** ms between two sends of one account, and the most that chance adds to it */
  sendPause: number
  sendJitter: number
  /** ms after which a send is given up as `unknown` */
  sendTimeout: number
  /** messages a day that one group gets at the most, urgent ones apart */
  sendBudget: number
  /** ms within which messages are gathered into one job, and how many at the most */
  batchWait: number
  batchSize: number
  /** ms between two looks at what is due */
  sweepInterval: number
}

/** Names every variable that is wrong, in one message. */
export class ConfigError extends Error {
  readonly exitCode = 1
}

/**
 * Reads the environment.
 * @throws ConfigError listing all problems at once
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const problems: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, variable] of Object.entries(VARIABLES) as [string, Variable][]) {
    const raw = env[name]?.trim()
    if (!raw) {
      values[variable.key] = variable.fallback
      continue
    }
    const problem = variable.check(raw)
    if (problem) problems.push(`${name}: ${problem}`)
    else values[variable.key] = variable.number ? Number(raw) : raw
  }
  if (problems.length) throw new ConfigError(`The environment is wrong: ${problems.join('; ')}`)
  return values as unknown as Config
}
