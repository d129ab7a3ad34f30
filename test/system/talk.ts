import { setTimeout as pause } from 'node:timers/promises'
import { codeFor } from '../../cases/codes.ts'
import type { Gateway, SimMessage } from '../../simulator/gateway.ts'
import { ACCOUNT, GRIDS, gridName, groupOf, handlerOf, VILLAGES } from './county.ts'

/** From which the codes of cases follow, so that a line can name the case of an earlier one. */
export const SECRET = 'system-test'

/**
 * What a line is: `need` opens a case, `repeat` says the same and `plus` quotes it (both join), `photo` belongs to it,
 * `accept` is its handler's 接单, `ask` its reporter's 查; `own` asks for cases of one's own, `doubt` is for a person.
 */
export type LineKind = 'need' | 'repeat' | 'photo' | 'plus' | 'accept' | 'ask' | 'own' | 'doubt' | 'chat'

export interface Line {
  kind: LineKind
  id: string
  /** which need it is about */
  need: string | null
  group: string | null
  from: string
  text: string
  quote?: string
}

/** A line that was said, at this real time; `attached`: a client was listening to the gateway. */
export interface Said extends Line {
  at: number
  attached: boolean
}

const WANTS = [
  (where: string) => `${where}桥头的路灯坏了三天了，晚上看不见，请派人来修`,
  (where: string) => `${where}桥头的水管漏水三天了，路上全是水，请派人来修`,
]
const CHAT = [
  '今天赶集的人真多',
  '晚上跳舞的一起去',
  '谁家有多的秧苗',
  '明天要下雨，记得收谷子',
  '孩子们放学了',
]

/** Distinct needs, one for each place and matter. */
export const MOST_NEEDS = VILLAGES * GRIDS * WANTS.length

/** lines between two of one need; lines at the end in which no need begins */
const GAP = 7
const TAIL = 80

/**
 * `count` lines of which `needs` are distinct needs with what follows them, among talk.
 * @param name in front of every id; the needs of two talks are the same ones unless `from` parts them
 */
export function makeTalk(name: string, count: number, needs: number, from = 0): Line[] {
  const lines = new Map<number, Line>()
  for (let i = 0; i < needs; i++) {
    let place = Math.floor((i * (count - TAIL)) / needs)
    for (const line of thread(name, from + i)) {
      while (lines.has(place)) place++
      lines.set(place, line)
      place += GAP
    }
  }
  return Array.from({ length: count }, (_, i) => lines.get(i) ?? chat(name, i))
}

function thread(name: string, i: number): Line[] {
  const [village, grid, matter] = [
    i % VILLAGES,
    Math.floor(i / VILLAGES) % GRIDS,
    Math.floor(i / VILLAGES / GRIDS),
  ]
  const text = WANTS[matter]!(gridName(grid))
  const line = (kind: LineKind, words: string, more: Partial<Line> = {}): Line => ({
    ...{ kind, id: `${name}-${kind}-${i}`, need: `need-${i}`, group: groupOf(village) },
    ...{ from: `wx-${kind}-${i}`, text: words, ...more },
  })
  const need = line('need', text)
  const code = codeFor(SECRET, `${ACCOUNT.id}\n${need.id}`, 0)
  const reporter = { from: need.from }
  const nth = (n: number, made: Line) => (i % n === 0 ? [made] : [])
  return [
    need,
    ...nth(3, line('photo', '现场.jpg', reporter)),
    ...nth(2, line('repeat', `我也讲一句，${text}`)),
    ...nth(5, line('plus', '+1', { quote: need.id })),
    ...nth(4, line('accept', `接单 ${code}`, { from: handlerOf(village) })),
    ...nth(4, line('ask', `查 ${code}`, { ...reporter, group: null })),
    ...nth(8, line('own', '我的诉求')),
    ...nth(6, line('doubt', `听说${gridName(grid)}的路灯换了新的`)),
  ]
}

const chat = (name: string, i: number): Line => ({
  ...{ kind: 'chat', id: `${name}-chat-${i}`, need: null, group: groupOf(i % VILLAGES) },
  ...{ from: `wx-talker-${i % 40}`, text: `${CHAT[i % CHAT.length]}（${i}）` },
})

/** One line of talk by which a test sees that all before it has come through. */
export const lastWord = (name: string): Line => chat(`${name}-last`, 0)

/** Lets the gateway hear lines in their order, `rate` a second; what was said is added to `said`. */
export async function speak(gateway: Gateway, lines: Line[], rate: number, said: Said[]): Promise<void> {
  const begun = performance.now()
  for (const [i, line] of lines.entries()) {
    const early = begun + (i * 1000) / rate - performance.now()
    if (early > 1) await pause(early)
    const at = Date.now()
    said.push({ ...line, at, attached: gateway.attached() })
    await gateway.say(toMessage(line, at))
  }
}

/** Receipts of those who join wait half a minute: the lines are a minute old when they come, so that none has to. */
const OLD = 60_000

export function toMessage({ kind, id, group, from, text, quote }: Line, at: number): SimMessage {
  return {
    ...{ id, at: at - OLD, group, from },
    ...(kind === 'photo' ? { image: text } : { text }),
    ...(quote === undefined ? {} : { quote: { id: quote } }),
  }
}
