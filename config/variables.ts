import { isIP } from 'node:net'
import type { Config } from './config.ts'

/** One environment variable: the setting it fills, its default, and what may be wrong with a value (null: nothing). */
export interface Variable {
  key: keyof Config
  fallback: string | number | null
  number?: true
  check: (raw: string) => string | null
  about: string
}

const any = () => null
const whole = (low: number, high: number) => (raw: string) =>
  /^\d+$/.test(raw) && Number(raw) >= low && Number(raw) <= high
    ? null
    : `must be a whole number from ${low} to ${high}`
const longEnough = (raw: string) =>
  /^[\w.~+/=-]{16,}$/.test(raw) ? null : 'must be 16 letters, digits or signs of ._~+/=- at the least'
const url = (schemes: string[]) => (raw: string) =>
  URL.canParse(raw) && schemes.includes(new URL(raw).protocol)
    ? null
    : `must be a URL that begins with ${schemes.map((s) => `${s}//`).join(' or ')}`
const NETWORKS = ['loopback', 'linklocal', 'uniquelocal']
const isNetwork = (word: string) => {
  const [address = '', bits, ...more] = word.split('/')
  const longest = isIP(address) === 4 ? 32 : isIP(address) === 6 ? 128 : -1
  return more.length === 0 && longest > 0 && (bits === undefined || whole(0, longest)(bits) === null)
}
const networks = (raw: string) =>
  raw.split(',').every((word) => NETWORKS.includes(word.trim()) || isNetwork(word.trim()))
    ? null
    : `must be addresses like 10.0.0.2 or 10.0.0.0/8, or ${NETWORKS.join(', ')}, parted by commas`
const oneOf = (words: string[]) => (raw: string) =>
  words.includes(raw) ? null : `must be one of ${words.join(', ')}`

/** Every variable that any process reads; docker-compose.yml and the README's table are held against this list. */
export const VARIABLES = {
  DATA_DIR: {
    key: 'dataDir',
    fallback: './data',
    check: any,
    about: 'folder of the embedded database and the spool',
  },
  KEYWORDS_DIR: {
    key: 'keywordsDir',
    fallback: './keywords',
    check: any,
    about: 'folder of the rules and wordings',
  },
  HOST: { key: 'host', fallback: '127.0.0.1', check: any, about: 'address that is listened on' },
  PORT: {
    key: 'port',
    fallback: null,
    number: true,
    check: whole(0, 65535),
    about: 'port of the console; 0 picks a free one; unset: 8600, or a free one when that is taken',
  },
  OPS_PORT: {
    key: 'opsPort',
    fallback: null,
    number: true,
    check: whole(0, 65535),
    about:
      'port of `/healthz`, `/readyz` and `/metrics` of `bot` and `workers`, on `HOST`; 0 picks a free one; unset: none',
  },
  METRICS_TOKEN: {
    key: 'metricsToken',
    fallback: null,
    check: longEnough,
    about: 'bearer token for `/metrics`; unset: the console has none, `bot` and `workers` ask for none',
  },
  TRUST_PROXY: {
    key: 'trustProxy',
    fallback: null,
    check: networks,
    about:
      'proxies before the console that tell for whom they ask: addresses, or loopback, linklocal, uniquelocal; unset: none is believed',
  },
  LOG_LEVEL: {
    key: 'logLevel',
    fallback: 'info',
    check: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    about: 'least severe level that is logged',
  },
  DATABASE_URL: {
    key: 'databaseUrl',
    fallback: null,
    check: url(['postgres:', 'postgresql:']),
    about: 'PostgreSQL; unset: embedded',
  },
  REDIS_URL: {
    key: 'redisUrl',
    fallback: null,
    check: url(['redis:', 'rediss:']),
    about: 'Redis for the queue; unset: the queue lives in PostgreSQL',
  },
  WECHATY_PUPPET: {
    key: 'puppet',
    fallback: 'wechaty-puppet-service',
    check: any,
    about: 'npm name of the Wechaty puppet',
  },
  WECHATY_PUPPET_SERVICE_TOKEN: {
    key: 'puppetToken',
    fallback: null,
    check: any,
    about: 'token of the gateway; unset: simulated gateway (npm start only)',
  },
  WECHATY_PUPPET_SERVICE_ENDPOINT: {
    key: 'puppetEndpoint',
    fallback: null,
    check: any,
    about: 'host:port of the gateway',
  },
  SEND_PAUSE_MS: {
    key: 'sendPause',
    fallback: 3000,
    number: true,
    check: whole(0, 600_000),
    about: 'pause between two sends of one account',
  },
  SEND_JITTER_MS: {
    key: 'sendJitter',
    fallback: 1500,
    number: true,
    check: whole(0, 600_000),
    about: 'the most that chance adds to the pause',
  },
  SEND_TIMEOUT_MS: {
    key: 'sendTimeout',
    fallback: 15_000,
    number: true,
    check: whole(100, 600_000),
    about: 'after it a send counts as unknown',
  },
  SEND_BUDGET: {
    key: 'sendBudget',
    fallback: 60,
    number: true,
    check: whole(1, 100_000),
    about: 'messages a group gets a day at the most, urgent ones apart',
  },
  BATCH_WAIT_MS: {
    key: 'batchWait',
    fallback: 30,
    number: true,
    check: whole(0, 10_000),
    about: 'how long messages are gathered into one job',
  },
  BATCH_SIZE: {
    key: 'batchSize',
    fallback: 50,
    number: true,
    check: whole(1, 1000),
    about: 'messages in one job at the most',
  },
  SWEEP_INTERVAL_MS: {
    key: 'sweepInterval',
    fallback: 10_000,
    number: true,
    check: whole(100, 3_600_000),
    about: 'how often deadlines are looked at',
  },
} satisfies Record<string, Variable>
