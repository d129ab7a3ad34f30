import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BURST_WINDOW, combine, dueAt, pauseAfter, pick, precedes, retryAt } from '../../bot/lane.ts'
import type { Waiting } from '../../store/sending.ts'

const NOW = 1_000_000
let lastId = 0
const row = (more: Partial<Waiting> = {}): Waiting => ({
  id: ++lastId,
  case: null,
  group: 'g',
  direct: null,
  kind: 'receipt',
  mentions: [],
  text: `text ${lastId}`,
  urgent: false,
  notBefore: NOW,
  heldUntil: null,
  attempts: 0,
  ...more,
})

describe('pick', () => {
  it('takes along the receipts that fall due within the window', () => {
    const rows = [row(), row({ notBefore: NOW + BURST_WINDOW }), row({ notBefore: NOW + BURST_WINDOW + 1 })]
    expect(pick(rows[0]!, rows, NOW)).toEqual(rows.slice(0, 2))
  })

  it('keeps other kinds, urgency classes and private receipts alone', () => {
    const head = row()
    const others = [row({ kind: 'closure' }), row({ urgent: true })]
    expect(pick(head, [head, ...others], NOW)).toEqual([head])
    const answers = [row({ kind: 'answer' }), row({ kind: 'answer' })]
    expect(pick(answers[0]!, answers, NOW)).toEqual([answers[0]])
    const direct = [row({ group: null, direct: 'm' }), row({ group: null, direct: 'm' })]
    expect(pick(direct[0]!, direct, NOW)).toEqual([direct[0]])
  })

  it('sends the first of the line in the stead of a prompt answer', () => {
    const receipt = row({ case: 'c', notBefore: NOW - 5 })
    const answer = row({ case: 'c', kind: 'answer' })
    expect(pick(answer, [receipt, answer], NOW)).toEqual([receipt])
  })

  it('lets an urgent row pass what is not urgent', () => {
    const receipt = row({ case: 'c', notBefore: NOW - 5 })
    const alarm = row({ case: 'c', kind: 'reminder', urgent: true })
    expect(pick(alarm, [receipt, alarm], NOW)).toEqual([alarm])
  })

  it('does not take along a receipt whose elder stays behind', () => {
    const head = row({ notBefore: NOW - 9 })
    const question = row({ case: 'c', kind: 'question', notBefore: NOW - 5 })
    const receipt = row({ case: 'c' })
    expect(pick(head, [head, question, receipt], NOW)).toEqual([head])
  })

  it('does not take along what was refused before its time', () => {
    const rows = [row(), row({ attempts: 1, heldUntil: NOW + 10 }), row({ attempts: 1, heldUntil: NOW })]
    expect(pick(rows[0]!, rows, NOW)).toEqual([rows[0], rows[2]])
  })

  it('splits what is too long to be read, by its text or by those it mentions', () => {
    const long = Array.from({ length: 6 }, (_, i) => row({ text: `${i}`.repeat(150) }))
    expect(pick(long[0]!, long, NOW)).toEqual(long.slice(0, 3))
    const same = Array.from({ length: 200 }, (_, i) => row({ text: 'the same', mentions: [`m${i}`] }))
    const { length } = pick(same[0]!, same, NOW)
    expect(length).toBeGreaterThan(20)
    expect(length).toBeLessThan(100)
    const huge = row({ text: 'x'.repeat(2000) })
    expect(pick(huge, [huge, row()], NOW)).toEqual([huge])
  })

  it('never overtakes, mixes, exceeds or sends early', () => {
    const any = fc.record({
      case: fc.constantFrom(null, 'a', 'b'),
      kind: fc.constantFrom('receipt' as const, 'closure' as const),
      urgent: fc.boolean(),
      notBefore: fc.integer({ min: NOW - 50, max: NOW + BURST_WINDOW }),
      heldUntil: fc.constantFrom(null, NOW - 1, NOW + 1000),
      text: fc.string({ maxLength: 200 }),
    })
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 25 }), fc.nat(), (drawn, at) => {
        const rows = drawn.map((more) => row(more)).sort((a, b) => a.notBefore - b.notBefore || a.id - b.id)
        const blocked = (r: Waiting) => rows.some((e) => precedes(e, r) && (e.heldUntil ?? 0) > NOW)
        const heads = rows.filter((r) => dueAt(r) <= NOW && !blocked(r))
        if (!heads.length) return
        const head = heads[at % heads.length]!
        const post = pick(head, rows, NOW)
        expect(post.length).toBeGreaterThan(0)
        expect(new Set(post).size).toBe(post.length)
        expect(post.some((r) => dueAt(r) <= NOW)).toBe(true)
        for (const r of post) {
          expect((r.heldUntil ?? 0) <= NOW).toBe(true)
          for (const elder of rows.filter((e) => precedes(e, r))) expect(post).toContain(elder)
        }
        if (post.length > 1) {
          expect(new Set(post.map((r) => `${r.kind} ${r.urgent}`))).toEqual(
            new Set([`receipt ${post[0]!.urgent}`]),
          )
          expect(
            combine(post)
              .map((l) => l.text)
              .join('\n').length,
          ).toBeLessThanOrEqual(500)
        }
      }),
      { numRuns: 500 },
    )
  })
})

it('combine says each text once, to all whom it is for', () => {
  const rows = [
    row({ text: 'A', mentions: ['x', 'y'] }),
    row({ text: 'B', mentions: ['z', 'x'] }),
    row({ text: 'A', mentions: ['y', 'w'] }),
  ]
  expect(combine(rows)).toEqual([
    { text: 'A', mentions: ['x', 'y', 'w'] },
    { text: 'B', mentions: ['z', 'x'] },
  ])
})

it('pauses longer after the first sends of a login', () => {
  const policy = { pause: 3000, jitter: 1000, budget: 60 }
  expect([1, 2, 3, 4, 100].map((sends) => pauseAfter(sends, policy, 0))).toEqual([
    6000, 6000, 6000, 3000, 3000,
  ])
  expect(pauseAfter(4, policy, 0.5)).toBe(3500)
  expect(pauseAfter(1, { ...policy, pause: 0, jitter: 0 }, 0.9)).toBe(0)
})

it('waits twice as long after each refusal and gives up after five', () => {
  expect([1, 2, 3, 4, 5].map((n) => retryAt(n, 1000, NOW))).toEqual([
    NOW + 1000,
    NOW + 2000,
    NOW + 4000,
    NOW + 8000,
    null,
  ])
  expect(retryAt(1, null, NOW)).toBeNull()
})
