import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ASKERS } from './secrecy-bench.ts'
import { looks, tries, casesOf } from './secrecy-asking.ts'
import { playMorning } from './secrecy-play.ts'
import { LOOKS, request, TRIES } from './secrecy-routes.ts'
import { KNOW, openTwins, same, TOP, type Twins } from './secrecy-twins.ts'
import { ALL, codeOf, COMPLAINTS, type Which } from './secrecy-world.ts'

let twins: Twins
beforeAll(async () => void (twins = await openTwins(playMorning)))
afterAll(() => twins.close())

const cases = ALL.filter((which) => which !== 'flag')
const BLIND = ASKERS.filter((login) => login !== TOP)
const NOTHING = BLIND.filter((login) => login === null || !(login in KNOW))

describe('of a complaint on its day', () => {
  it('all routes that there are are asked', () => {
    const known: Record<string, object> = { GET: LOOKS, POST: TRIES, DELETE: TRIES }
    const isForgotten = ({ method, path }: { method: string; path: string }) =>
      method !== 'HEAD' && !(path in (known[method] ?? {}))
    expect(twins.full.routes.filter(isForgotten)).toEqual([])
  })

  it.each(BLIND)('nothing is told to %s', (login) => same(twins, login, (it) => looks(it, login)))

  it.each(NOTHING)('nothing is told to %s who tries, and nothing happens', async (login) => {
    const before = await casesOf(twins.full)
    await same(twins, login, (it) => tries(it, login))
    expect(await casesOf(twins.full)).toEqual(before)
  })
})

describe('a complaint is there', () => {
  it.each(cases)('for the office to which it goes: %s', async (which) => {
    const { about, office, heard } = COMPLAINTS[which]
    const { rows } = await twins.full.pool.query('select about, office from cases where code = $1', [
      codeOf(heard),
    ])
    expect(rows).toEqual([{ about, office }])
  })

  const seers: [string, Which[]][] = [
    ['jiang', ['post', 'alias', 'group', 'unknown', 'marked', 'hotline']],
    ['ning', ['post', 'alias', 'group', 'unknown', 'marked', 'hotline']],
    ['qu', ['officer']],
    ['qiu', ['officer', 'top']],
  ]
  it.each(seers)('for %s, and no other', async (login, seen) => {
    const there = (
      await Promise.all(cases.map(async (which) => [which, await looksUp(login, which)]))
    ).filter(([, status]) => status === 200)
    expect(there.map(([which]) => which)).toEqual(seen)
    const { items } = await read(login, '/api/cases?category=conduct')
    const conduct = seen.filter((which) => which !== 'marked').map((which) => codeOf(COMPLAINTS[which].heard))
    expect(items.map((item: { code: string }) => item.code).sort()).toEqual(conduct.sort())
  })
  const looksUp = async (login: string, which: Which) =>
    (await twins.full.ask(login, request('GET', `/api/cases/${codeOf(COMPLAINTS[which].heard)}`))).status
  const read = async (login: string, url: string) =>
    JSON.parse((await twins.full.ask(login, request('GET', url))).body)

  it('as a flag for its office alone', async () => {
    const { items } = await read('jiang', '/api/flags')
    const { total } = await read('jiang', '/api/review/count')
    expect(items.map((item: { message: string }) => item.message)).toContain(COMPLAINTS.flag.heard.id)
    expect(total).toBe(items.length)
    expect((await read('lu', '/api/review/count')).total).toBe(total - 1)
  })

  it('with its replies', async () => {
    const { outbox } = await read('jiang', '/api/system')
    const codes = outbox.unknown.map((row: { code: string }) => row.code)
    expect(codes).toContain(codeOf(COMPLAINTS.post.heard))
  })

  it('for the system that has sent it, and no more than that', async () => {
    const { heard } = COMPLAINTS.hotline
    expect(await read('key:hotline', '/intake/v1/cases/h-1')).toEqual({
      code: codeOf(heard),
      status: 'received',
    })
  })
})

it.each(['lu', 'admin'])('what replies are named by does not tell %s how many there are', async (login) => {
  const { outbox } = JSON.parse((await twins.of(login).ask(login, request('GET', '/api/system'))).body)
  const rows = [...outbox.unknown, ...outbox.refused]
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) {
    expect(row).not.toHaveProperty('id')
    expect(row.ref).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/)
  }
})

describe('the log', () => {
  it('tells nothing of a complaint', async () => {
    const { heard } = COMPLAINTS.post
    for (const url of [`/api/cases/${codeOf(heard)}`, '/api/flags', '/api/system'])
      await twins.full.ask('jiang', request('GET', url))
    for (const { log } of [twins.full, twins.of(null)])
      expect(log.filter((line) => !SAID.some((words) => line.includes(words)))).toEqual([])
    const told = ALL.map((which) => COMPLAINTS[which].heard).flatMap((h) => [codeOf(h), h.text])
    expect(told.filter((words) => twins.full.log.join('').includes(words))).toEqual([])
  })
  const SAID = ['the console has no page', 'another system asked']
})
