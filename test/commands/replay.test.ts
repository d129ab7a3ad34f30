import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replayChat } from '../../commands/replay.ts'
import { outcome } from '../console/process.ts'
import { call, type Outcome } from '../helpers/command.ts'
import { redis } from '../helpers/redis.ts'
import { describeWith } from '../helpers/skip.ts'

const LAMP = 'test/fixtures/lamp'
let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'replay test '))
})
afterAll(() => rm(dir, { recursive: true }))

const chat = ['--world', `${LAMP}/world.yaml`, '--chat', `${LAMP}/chat.jsonl`]

const run = (...args: string[]) => call(replayChat, args)

async function playLamp(playing: Promise<Outcome>) {
  const { status, out, err } = await playing
  expect({ status, err }).toEqual({ status: 0, err: '' })
  const report = JSON.parse(out)
  expect(report).toMatchObject({ messages: 11, ignored: 3, flagged: 0, lost: 0, flags: [] })
  expect(report.cases).toHaveLength(1)
  expect(report.cases[0]).toMatchObject({
    category: 'street-lighting',
    area: '111-2',
    office: 'cw-qiaotou',
    status: 'closed',
    dueAt: '2026-03-07T08:10:00+08:00',
    reporters: ['wx-an', 'wx-bo'],
    messages: ['a2', 'a3', 'a4', 'a6', 'a9', 'b2'],
  })
  expect(report.cases[0].events.map((e: { type: string }) => e.type)).toEqual([
    'opened',
    'joined',
    'accepted',
    'resolved',
    'satisfied',
    'closed',
  ])
  const said = (kind: string) => report.sent.filter((s: { kind: string }) => s.kind === kind)
  expect(said('receipt').map((s: { mentions: string[] }) => s.mentions)).toEqual([['wx-an'], ['wx-bo']])
  expect(said('refusal')).toMatchObject([{ at: '2026-03-02T08:25:00+08:00', mentions: ['wx-bo'] }])
  expect(said('closure')).toMatchObject([{ at: '2026-03-02T16:00:00+08:00', mentions: ['wx-an', 'wx-bo'] }])
  expect(said('ledger').map((s: { at: string; group: string }) => [s.at.slice(0, 16), s.group])).toEqual([
    ['2026-03-02T17:30', 'g-duban'],
    ['2026-03-03T17:30', 'g-duban'],
  ])
  return out
}

/** The other plays are compared with that of a process of its own, as users run it. */
let played: Promise<string> | null = null
const first = () => (played ??= playLamp(outcome('commands/replay.ts', chat, {})))

describe('replay', () => {
  it(
    'plays a chat through the whole system, with the same report every time',
    { timeout: 90_000 },
    async () => {
      const [here, there] = await Promise.all([playLamp(run(...chat)), first()])
      expect(here).toBe(there)
    },
  )

  it.each([
    ['no arguments', []],
    ['an unknown option', [...chat, '--speed', '2']],
    ['an unknown queue', [...chat, '--queue', 'kafka']],
    ['a missing file', ['--world', 'none.yaml', '--chat', 'none.jsonl']],
  ])('refuses %s with one reason and status 2', async (_, args) => {
    const { status, out, err } = await run(...args)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).not.toMatch(/^\s+at /m)
  })

  it('names file and line of what is wrong in a chat or a world', async () => {
    const bad = join(dir, 'bad.jsonl')
    await writeFile(bad, '{"at":"2026-03-02T08:00:00+08:00","tick":true}\n{"at":"soon"}\n')
    const { status, err } = await run('--world', `${LAMP}/world.yaml`, '--chat', bad)
    expect(status).toBe(2)
    expect(err).toContain(`${bad}:2: `)
    const world = join(dir, 'bad.yaml')
    await writeFile(world, 'areas:\n  - {code: "1", name: 清江县, level: kingdom}\n')
    const other = await run('--world', world, '--chat', `${LAMP}/chat.jsonl`)
    expect(other.status).toBe(2)
    expect(other.err).toContain(`${world}:2: `)
  })
})

describeWith(redis, 'replay on Redis', () => {
  it('gives the same report', { timeout: 90_000 }, async () => {
    expect(await playLamp(run(...chat, '--queue', 'redis'))).toBe(await first())
  })
})
