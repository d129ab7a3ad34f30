import { beforeEach, describe, expect, it } from 'vitest'
import type { Card, FlagKey, Taken } from '../../console/server/schemas.ts'
import { createHand, idOf, keyOf, type Server } from '../../console/web/src/parts/review/hand.ts'
import { until } from '../helpers/until.ts'

const card = (message: string) => ({ account: 'bot', message }) as Card
const UNDO = 10_000
const MINUTE = 60_000

/** A server whose flags are `waiting`; what one has been given is his until it is decided. */
let waiting: string[]
let taken: FlagKey[][]
let undone: FlagKey[]
let given: FlagKey[]
let refusals: (string | undefined)[][]
let wants: number[]
let now: number
let hold: Promise<void>

const server: Server = {
  async take(hand, want, first) {
    taken.push(hand)
    wants.push(want)
    await hold
    const ids = hand.map(idOf)
    const free = waiting.filter((message) => !ids.includes(idOf(card(message))))
    const next = first ? free.filter((message) => message === first.message) : free.slice(0, want)
    return { kept: hand.filter((key) => waiting.includes(key.message)), cards: next.map(card) } as Taken
  },
  async undo(key) {
    undone.push(key)
    waiting = [key.message, ...waiting]
  },
  back: (hand) => void given.push(...hand),
  refused: (message, about) => void refusals.push([message, about?.message]),
}
let hand: ReturnType<typeof createHand>
const shown = () => hand.state().cards[hand.state().at]?.message
const cards = () => hand.state().cards.map(({ message }) => message)
/** Decides what is shown; the server hears of it when `heard` ends. */
const decide = (heard: Promise<unknown> = Promise.resolve()) => {
  const message = shown()!
  const tell = async () => {
    await heard
    waiting = waiting.filter((other) => other !== message)
    return { until: now + UNDO }
  }
  hand.decide(hand.state().cards[hand.state().at]!, 'done', tell, UNDO)
}

beforeEach(async () => {
  waiting = ['a', 'b', 'c', 'd', 'e', 'f']
  ;[taken, undone, given, refusals, wants] = [[], [], [], [], []]
  now = 0
  hold = Promise.resolve()
  hand = createHand(server, () => now)
  await hand.refill()
})

describe('the hand', () => {
  it('has the next ones before they are asked for', async () => {
    expect(cards()).toEqual(['a', 'b', 'c', 'd'])
    decide()
    expect(shown()).toBe('b')
    await until(() => cards().length === 4)
    expect(cards()).toEqual(['b', 'c', 'd', 'e'])
    hand.step(1)
    expect(shown()).toBe('c')
    await until(() => cards().length === 5)
    hand.step(-1)
    expect(shown()).toBe('b')
  })

  it('is not given again what the server has not heard of yet', async () => {
    let tell = () => undefined as void
    decide(new Promise<void>((heard) => (tell = heard)))
    await hand.top()
    expect(taken.at(-1)).toContainEqual(keyOf(card('a')))
    expect(cards()).toEqual(['b', 'c', 'd', 'e'])
    tell()
  })

  it('takes back the last decision that is not too old, once the server knows it', async () => {
    decide()
    decide()
    expect(shown()).toBe('c')
    await hand.undo()
    expect([undone, shown()]).toEqual([[keyOf(card('b'))], 'b'])
    now = UNDO
    await hand.undo()
    expect(undone).toHaveLength(1)
    hand.tidy()
    expect(hand.state().done).toEqual([])
  })

  it('puts back what could not be told behind what is shown, but not what somebody else has decided', async () => {
    decide(Promise.reject(new Error('连接不上')))
    await until(() => refusals.length === 1)
    expect([shown(), cards()]).toEqual(['b', ['b', 'a', 'c', 'd']])
    expect([refusals, hand.state().done]).toEqual([[['连接不上', 'a']], []])
    hand.step(1)
    waiting = waiting.filter((message) => message !== 'a')
    decide(Promise.reject(Object.assign(new Error('已由他人处理'), { status: 409 })))
    await until(() => refusals.length === 2)
    expect(cards()).not.toContain('a')
    await hand.undo()
    expect(undone).toEqual([])
  })

  it('lets go what it has lost, and goes on with what is shown', async () => {
    hand.step(1)
    await until(() => cards().length === 5)
    waiting = waiting.filter((message) => message !== 'a')
    await hand.refill()
    expect([shown(), cards()]).toEqual(['b', ['b', 'c', 'd', 'e']])
  })

  it('goes on with what is shown when one that he was asked about is decided', async () => {
    const asked = hand.state().cards[0]!
    hand.step(1)
    hand.decide(asked, 'done', () => Promise.resolve(), UNDO)
    expect(shown()).toBe('b')
  })

  it('shows one that was chosen before the others', async () => {
    await hand.choose(keyOf(card('f')))
    expect([shown(), cards(), wants]).toEqual(['f', ['f', 'a', 'b', 'c', 'd'], [4, 0]])
    await hand.choose(keyOf(card('b')))
    expect(shown()).toBe('b')
  })

  it.each([
    { chosen: 'f', free: true, shows: 'f', says: [] },
    { chosen: 'e', free: true, shows: 'e', says: [] },
    { chosen: 'f', free: false, shows: 'b', says: [[expect.stringContaining('正由别人看'), undefined]] },
  ])(
    'shows $shows when $chosen is chosen while others are asked for; free: $free',
    async ({ chosen, free, shows, says }) => {
      let answer = () => undefined as void
      hold = new Promise((go) => (answer = go))
      decide()
      const asked = hand.top()
      await hand.choose(keyOf(card(chosen)))
      if (!free) waiting = waiting.filter((message) => message !== chosen)
      answer()
      await asked
      expect([shown(), refusals]).toEqual([shows, says])
    },
  )

  it.each([
    { away: 3, hidden: false, keeps: true, asks: 1 },
    { away: 3, hidden: true, keeps: true, asks: 0 },
    { away: 3.1, hidden: false, keeps: false, asks: 0 },
    { away: 3.1, hidden: true, keeps: false, asks: 0 },
  ])(
    'after $away minutes, hidden: $hidden, keeps what it has: $keeps',
    async ({ away, hidden, keeps, asks }) => {
      now = MINUTE
      hand.touch()
      now += away * MINUTE
      taken = []
      hand.keep(hidden)
      expect([taken.length, hand.state().paused]).toEqual([asks, !keeps])
      expect(cards()).toEqual(keeps ? ['a', 'b', 'c', 'd'] : [])
      expect(given.map(({ message }) => message)).toEqual(keeps ? [] : ['a', 'b', 'c', 'd'])
    },
  )

  it('is given nothing while he is away, and goes on when he says so', async () => {
    now = 4 * MINUTE
    hand.keep(false)
    await hand.top()
    expect(cards()).toEqual([])
    await hand.resume()
    expect(cards()).toEqual(['a', 'b', 'c', 'd'])
    hand.keep(false)
    expect(hand.state().paused).toBe(false)
    now += 4 * MINUTE
    hand.keep(false)
    await hand.choose(keyOf(card('f')))
    await until(() => cards().length === 4)
    expect(cards()).toEqual(['f', 'a', 'b', 'c'])
  })

  it('gives back what it has when it is left, and what comes too late', async () => {
    let answer = () => undefined as void
    hold = new Promise((go) => (answer = go))
    decide()
    const late = hand.top()
    hand.close()
    expect(given.map(({ message }) => message)).toEqual(['b', 'c', 'd'])
    answer()
    await late
    await until(() => given.length === 4)
    expect(cards()).toEqual([])
  })
})
