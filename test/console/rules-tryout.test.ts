import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Asked } from '../../console/server/rules/asked.ts'
import type { Helper } from '../../console/server/rules/helper.ts'
import { createTryout } from '../../console/server/rules/tryout.ts'
import { EVERYWHERE, activate } from '../../store/rules-active.ts'
import { planOf } from '../../store/console/review-cards.ts'
import { addDraft } from '../../store/rules-versions.ts'
import { until } from '../helpers/until.ts'
import { openBench, type Bench } from './bench.ts'
import { NOW, addCase, addMessage } from './county.ts'
import { CATEGORIES } from './rules.ts'

const MINUTE = 60_000
let bench: Bench
beforeAll(async () => {
  bench = await openBench()
  for (let i = 0; i < 5; i++) await say(i)
  await addCase(bench.db.pool, { code: 'K7M2', text: '路灯坏了', openedAt: NOW - 9 * MINUTE })
}, 60_000)
afterAll(() => bench.close())

const say = (i: number) =>
  addMessage(bench.db.pool, {
    id: `m${i}`,
    text: `吃了没${i}`,
    state: 'ignored',
    at: NOW - (60 - i) * MINUTE,
  })

/** A thread that judges nothing and keeps what it is told; `hold` is waited for before texts are taken in. */
function fakeThread(most: number) {
  const readings: string[][] = []
  const gate = { hold: Promise.resolve() }
  const answer = async (asked: Asked): Promise<unknown> => {
    if (asked.op === 'begin') return void readings.push([])
    const texts = readings.at(-1)!
    if (asked.op === 'add') {
      texts.push(...asked.texts.map(({ key }) => key.split('\n')[1]!).filter((key) => !texts.includes(key)))
      await gate.hold
      return texts.length
    }
    if (asked.op === 'leave') {
      const left = texts.filter((key) => !asked.leaving.keys.includes(`bot\n${key}`)).slice(-most)
      texts.splice(0, texts.length, ...left)
      return { count: texts.length, oldest: NOW - 58 * MINUTE }
    }
    return { mistakes: [], effect: { messages: texts.length }, broken: [] }
  }
  const helper: Helper = {
    ask: (asked) => answer(asked) as Promise<never>,
    give: async () => [],
    given: () => 0,
    end: async () => {},
  }
  return { readings, gate, start: () => helper }
}

it('looks at the newest texts, follows those that come, and tells how many there are', async () => {
  const { readings, start } = fakeThread(3)
  const tryout = createTryout(bench.deps, { most: 3, start })
  const ask = async () =>
    (await tryout.effect(new Map(), [])) as { ready: boolean; of: number; hours: number }
  await until(async () => (await ask()).ready)
  expect(readings).toEqual([['m3', 'm4', 'm-K7M2']])
  await say(59)
  bench.pass(MINUTE)
  expect(await ask()).toMatchObject({ of: 7, hours: 1 })
  expect(readings).toEqual([['m4', 'm-K7M2', 'm59']])
  await tryout.close()
})

it('mixes no pages of two readings when other rules come into force', async () => {
  const { pool } = bench.db
  const { readings, gate, start } = fakeThread(9)
  const tryout = createTryout(bench.deps, { start })
  let go = () => {}
  gate.hold = new Promise<void>((resolve) => (go = resolve))
  expect(await tryout.effect(new Map(), [])).toMatchObject({ ready: false })
  await until(() => readings[0]?.length)
  const made = { by: 'x', at: NOW, why: 'x' }
  await activate(pool, EVERYWHERE, await addDraft(pool, new Map(), null, made), made)
  expect(await tryout.effect(new Map(), [])).toMatchObject({ ready: false })
  const superseded = [...readings[0]!]
  await until(() => readings[1]?.length)
  go()
  await until(async () => (await tryout.effect(new Map(), [])).ready)
  expect(readings).toEqual([superseded, superseded])
  await tryout.close()
})

it('ends a thread that keeps too many files, but under nobody who waits for it', async () => {
  const [started, ended]: [Helper[], Helper[]] = [[], []]
  let go = () => {}
  const gate = new Promise<void>((resolve) => (go = resolve))
  const start = () => {
    const helper: Helper = {
      ask: () => gate.then(() => [] as never),
      give: async () => [],
      given: () => 501,
      end: async () => void ended.push(helper),
    }
    started.push(helper)
    return helper
  }
  const tryout = createTryout(bench.deps, { start })
  const both = [tryout.usable(new Map()), tryout.usable(new Map())]
  await Promise.race([both[1], new Promise(setImmediate)])
  expect([started.length, ended.length]).toEqual([1, 0])
  go()
  await Promise.all(both)
  await tryout.usable(new Map())
  expect([started.length, ended]).toEqual([2, [started[0]]])
  await tryout.close()
})

it('plans what waits for review by the rules of the township that tries them', () => {
  const { county } = bench
  const categories = new Map(CATEGORIES).set('roads', { ...CATEGORIES.get('roads')!, office: 'township' })
  const trials = new Map([['430281105', { rules: county.rules, categories }]])
  const row = {
    ...{
      account: 'bot',
      id: 'f1',
      at: new Date(NOW),
      group_id: 'g-lengshui',
      member: null,
      member_name: null,
    },
    ...{
      text: '路面塌了',
      category: 'roads',
      kind: 'problem' as const,
      urgency: 'normal' as const,
      confidential: false,
    },
  }
  expect(planOf(row, county, {}, null).office).toBe('冷水村村委会')
  expect(planOf(row, { ...county, trials }, {}, null).office).toBe('茶山镇人民政府')
})
