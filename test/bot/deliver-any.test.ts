import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Pool } from '../../store/db.ts'
import { insertReplies } from '../../store/outbox.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { delivery, fakeSink, makeCase, NOON, outboxRows, play, reply } from './delivery.ts'

let database: TestDatabase
let pool: Pool
beforeAll(async () => void ({ pool } = database = await freshDatabase()))
afterAll(() => database.drop())

it('whatever waits, all of it is said once, in order, at its time', { timeout: 60_000 }, async () => {
  const cases = [await makeCase(pool), await makeCase(pool)]
  const drawn = fc.record({
    kind: fc.constantFrom('receipt' as const, 'closure' as const),
    case: fc.constantFrom(null, ...cases),
    group: fc.constantFrom('g', 'h'),
    urgent: fc.boolean(),
    prompt: fc.boolean(),
    notBefore: fc.integer({ min: 0, max: 36 }).map((hours) => NOON + hours * 1_800_000),
  })
  // What is refused five times is given up.
  const fates = fc
    .array(fc.constantFrom('sent', 'sent', 'refused', 'unknown'), { maxLength: 20 })
    .filter((drawn) => drawn.filter((fate) => fate === 'refused').length < 5)
  await fc.assert(
    fc.asyncProperty(fc.array(drawn, { maxLength: 15 }), fates, async (rows, outcomes) => {
      await pool.query('truncate outbox restart identity')
      const replies = rows.map((more, i) => reply({ ...more, text: `text ${i}.` }))
      await insertReplies(pool, replies, NOON)
      const said: { text: string; now: number }[] = []
      let now = NOON
      const sink = fakeSink()
      sink.answer = (post, text) => {
        const fate = outcomes[sink.posts.length]
        if (fate === 'refused') return { status: 'refused', reason: 'r', retryAfter: 1000 }
        said.push(...post.lines.map(({ text }) => ({ text, now })))
        return fate === 'unknown'
          ? { status: 'unknown', reason: 'time-out', text }
          : { status: 'sent', id: null, text }
      }
      const { step } = delivery(pool, sink, { policy: { pause: 0, jitter: 0, budget: 4 } })
      await play((time) => step((now = time)), NOON)

      expect((await outboxRows(pool)).every(({ status }) => status === 'sent' || status === 'unknown')).toBe(
        true,
      )
      expect(said.map((s) => s.text).sort()).toEqual(rows.map((_, i) => `text ${i}.`).sort())
      const place = (i: number) => said.findIndex((s) => s.text === `text ${i}.`)
      for (const [i, row] of rows.entries()) {
        const { now: time } = said[place(i)]!
        const hour = new Date(time + 8 * 3_600_000).getUTCHours()
        expect(time).toBeGreaterThanOrEqual(row.notBefore - 60_000)
        expect(row.urgent || row.prompt || (hour >= 7 && hour < 22)).toBe(true)
        for (const [j, elder] of rows.entries()) {
          const earlier = elder.notBefore < row.notBefore || (elder.notBefore === row.notBefore && j < i)
          const sameLine = row.case !== null && elder.case === row.case && elder.group === row.group
          // Only what ignores a hold (quiet hours, budget) may pass what is held.
          const mayPass = rank(row) < rank(elder)
          if (earlier && sameLine && !mayPass) expect(place(j)).toBeLessThan(place(i))
        }
      }
    }),
    { numRuns: 40 },
  )
})
const rank = (row: { urgent: boolean; prompt: boolean }) => (row.urgent ? 0 : row.prompt ? 1 : 2)
