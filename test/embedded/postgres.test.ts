import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FolderInUse, startPostgres } from '../../embedded/postgres.ts'
import { markOf } from '../../embedded/processes.ts'
import { until } from '../helpers/until.ts'
import { hold, type Holder, query, spawnHold } from './holder.ts'

const isRoot = process.getuid?.() === 0
const quiet = () => undefined
let parent: string
let dataDir: string
let holders: Holder[]

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'xunqun pg 巡群-'))
  dataDir = join(parent, 'a b', 'data')
  holders = []
})
afterEach(async () => {
  for (const holder of holders) {
    if (holder.node.exitCode === null && holder.node.signalCode === null) await holder.stop()
  }
  await rm(parent, { recursive: true, force: true })
})
const held = async (...args: Parameters<typeof hold>) => {
  const holder = await hold(...args)
  holders.push(holder)
  return holder
}
const killNode = async (holder: Holder) => {
  const exit = once(holder.node, 'exit')
  holder.node.kill('SIGKILL')
  await exit
}
const isGone = (pid: number) => () => markOf(pid) === null

describe('a first start', () => {
  test('makes a UTF-8 database that only its role gets into, and a second one finds the data', async () => {
    const first = await startPostgres({ dataDir, log: quiet })
    await query(first.url, `create table kept as select '路灯坏了' as text`)
    const [facts] = await query(
      first.url,
      `select current_database() as db, current_setting('server_encoding') as encoding, rolsuper, rolcreatedb,
        current_setting('fsync') as fsync from pg_roles where rolname = current_user`,
    )
    expect(facts).toEqual({ db: 'xunqun', encoding: 'UTF8', rolsuper: false, rolcreatedb: true, fsync: 'on' })
    expect((await stat(join(dataDir, 'postgres/password'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700)
    const wrong = first.url.replace(/:[0-9a-f]+@/, ':guess@')
    await expect(query(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    const superuser = first.url.replace('//xunqun:', '//postgres:')
    await expect(query(superuser, 'select 1')).rejects.toMatchObject({ code: '28000' })
    await first.stop()
    expect(markOf(first.pid)).toBeNull()

    const second = await startPostgres({ dataDir, log: quiet, port: Number(new URL(first.url).port) })
    expect(second.url).toBe(first.url)
    expect(await query(second.url, 'select text from kept')).toEqual([{ text: '路灯坏了' }])
    await second.stop()
    expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'postgres.log'])
  })

  test('killed in the middle of initdb is made up for by the next', async () => {
    const node = spawnHold(dataDir)
    const exit = once(node, 'exit')
    await until(async () => (await readdir(dataDir)).some((name) => name.includes('half')))
    node.kill('SIGKILL')
    await exit
    expect(await readdir(dataDir)).not.toContain('postgres')

    const server = await startPostgres({ dataDir, log: quiet })
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await server.stop()
    expect((await readdir(dataDir)).filter((name) => name.includes('half'))).toEqual([])
  })
})

test('of two that start at once one gets the folder; the other is told who has it, and the first goes on', async () => {
  const both = await Promise.allSettled([held(dataDir), held(dataDir)])
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  const refused = both.find((one) => one.status === 'rejected')
  expect(String(refused?.reason)).toMatch(/is in use by process \d+/)

  const [first] = holders
  const refusal = await startPostgres({ dataDir, log: quiet }).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(FolderInUse)
  expect((refusal as Error).message).toBe(
    `The data folder ${dataDir} is in use by process ${first!.node.pid}: end that one, or set DATA_DIR to another folder`,
  )
  expect(await query(first!.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

describe('after kill -9', () => {
  test('the next start finds what was committed, whatever is left of node and PostgreSQL', async () => {
    const first = await held(dataDir)
    await query(first.url, 'create table kept as select 1 as one')
    await killNode(first)
    // It ends by itself.
    await until(isGone(first.pid), { within: 5000 })

    const second = await held(dataDir)
    expect(await query(second.url, 'select one from kept')).toEqual([{ one: 1 }])
    process.kill(second.pid, 'SIGKILL')
    await killNode(second)

    const third = await held(dataDir)
    expect(await query(third.url, 'select one from kept')).toEqual([{ one: 1 }])
    process.kill(guardOf(third.pid), 'SIGKILL')
    await killNode(third)
    expect(markOf(third.pid), 'a postmaster that lives on').not.toBeNull()

    const fourth = await held(dataDir)
    expect(fourth.said()).toContain(`pid ${third.pid}`)
    expect(markOf(third.pid), 'it is ended before a new one starts').toBeNull()
    expect(await query(fourth.url, 'select one from kept')).toEqual([{ one: 1 }])
  })

  test('of PostgreSQL alone, who started it is told; a pid file that names somebody else stops no start', async () => {
    const server = await startPostgres({ dataDir, log: quiet })
    const file = join(dataDir, 'postgres/postmaster.pid')
    const text = await readFile(file, 'utf8')
    process.kill(server.pid, 'SIGKILL')
    await server.ended
    await server.stop()
    await writeFile(file, text.replace(`${server.pid}`, `${process.pid}`))
    const again = await startPostgres({ dataDir, log: quiet })
    await again.stop()
  })
})

describe('what cannot be started', () => {
  test('is reported with the last line of the log, and leaves the folder free; another version is refused', async () => {
    const start = startPostgres({ dataDir, log: quiet, settings: { shared_buffers: 'plenty' } })
    await expect(start).rejects.toThrow(
      /did not start on .*: FATAL: {2}invalid value for parameter "shared_buffers"/,
    )
    const next = await startPostgres({ dataDir, log: quiet })
    await next.stop()
    await writeFile(join(dataDir, 'postgres/PG_VERSION'), '17\n')
    await expect(startPostgres({ dataDir, log: quiet })).rejects.toThrow(
      'was made by PostgreSQL 17, this is 18',
    )
  })

  test('a folder of something else is refused and left alone', async () => {
    await mkdir(join(dataDir, 'postgres'), { recursive: true })
    await writeFile(join(dataDir, 'postgres/letter.txt'), 'mine')
    await expect(startPostgres({ dataDir, log: quiet })).rejects.toThrow('holds no database')
    expect(await readFile(join(dataDir, 'postgres/letter.txt'), 'utf8')).toBe('mine')
  })
})

describe.runIf(isRoot)('as root', () => {
  test('it works below a folder that only root may enter, of a copy too with the permissions that cp gives it', async () => {
    await chmod(parent, 0o700)
    const server = await startPostgres({ dataDir, log: quiet })
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(uidOf(server.pid)).toBe(65534)
    await server.stop()

    const copy = join(parent, 'copy')
    await cp(dataDir, copy, { recursive: true })
    await chmod(join(copy, 'postgres'), 0o755)
    const second = await startPostgres({ dataDir: copy, log: quiet })
    await second.stop()

    await chmod(parent, 0o755)
    await chown(dataDir, 1000, 1000)
    await expect(hold(dataDir, { uid: 1000 })).rejects.toThrow(
      /belongs to user 65534: start as that user or as root/,
    )
  })

  test('an ordinary user can start it, and root can start the same data afterwards', async () => {
    await mkdir(dataDir, { recursive: true })
    await chmod(parent, 0o755)
    await chown(dataDir, 1000, 1000)
    const user = await held(dataDir, { uid: 1000 })
    await query(user.url, 'create table kept as select 1 as one')
    expect(uidOf(user.pid)).toBe(1000)
    await user.stop()
    const root = await held(dataDir)
    expect(await query(root.url, 'select one from kept')).toEqual([{ one: 1 }])
    expect(uidOf(root.pid)).toBe(1000)
  })

  test('a folder that the user may not write to is refused in one line', async () => {
    await mkdir(dataDir, { recursive: true })
    await chmod(parent, 0o755)
    await expect(hold(dataDir, { uid: 1000 })).rejects.toThrow(
      /^The data folder .*a b\/data cannot be used: EACCES.*$/,
    )
  })
})

function uidOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'uid=', '-p', `${pid}`], { encoding: 'utf8' }))
}

/** The shell that ends PostgreSQL when node dies. */
function guardOf(pid: number): number {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n')
  return Number.parseInt(lines.find((line) => line.endsWith(`xunqun-guard ${pid}`)) ?? '')
}
