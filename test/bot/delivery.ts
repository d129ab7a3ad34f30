import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { createDelivery, type DeliveryParts } from '../../bot/deliver.ts'
import type { Post, SendResult, Sink } from '../../bot/ports.ts'
import type { Reply } from '../../cases/model.ts'
import { DEFAULT_SETTINGS } from '../../cases/world.ts'
import type { Pool, Queryable } from '../../store/db.ts'

export const ACCOUNT = 'bot-1'
export const at = (time: string) => Date.parse(`${time}+08:00`)
export const NOON = at('2026-03-02T12:00:00')

let made = 0
/** A reply to group `g` that is due at noon. */
export const reply = (more: Partial<Reply> = {}): Reply => ({
  kind: 'closure',
  account: ACCOUNT,
  group: more.direct ? null : 'g',
  direct: null,
  mentions: [],
  text: `text ${++made}`,
  case: null,
  urgent: false,
  prompt: false,
  notBefore: NOON,
  key: null,
  ...more,
})

/** A sink that keeps what it was given and answers as told, renders mentions in front, and knows no second send at once. */
export function fakeSink(account: string | null = ACCOUNT) {
  const posts: Post[] = []
  let atOnce = 0
  const sink = {
    posts,
    texts: () => posts.map(textOf),
    mostAtOnce: 0,
    current: account,
    /** what becomes of a post; default: sent without an id */
    answer: (_post: Post, text: string): Promise<SendResult> | SendResult => ({
      status: 'sent',
      id: null,
      text,
    }),
    account: () => sink.current,
    async send(post: Post) {
      posts.push(post)
      sink.mostAtOnce = Math.max(sink.mostAtOnce, ++atOnce)
      try {
        return await sink.answer(post, rendered(post))
      } finally {
        atOnce--
      }
    },
  }
  return sink satisfies Sink
}

export const textOf = (post: Post) => post.lines.map((line) => line.text).join('\n')
export const rendered = (post: Post) =>
  post.lines.map((l) => [...l.mentions.map((m) => `@${m.name}\u2005`), l.text].join('')).join('\n')

/** A delivery without pauses whose time is that of its steps. */
export function delivery(pool: Pool, sink: Sink, more: Partial<DeliveryParts> = {}) {
  return createDelivery({
    pool,
    sink,
    settings: () => DEFAULT_SETTINGS,
    policy: { pause: 0, jitter: 0, budget: 60 },
    clock: () => 0,
    random: () => 0,
    log: pino({ level: 'silent' }),
    ...more,
  })
}

/** Steps through the time that the delivery itself names, until nothing waits or `until`; gives the times of its steps. */
export async function play(step: (now: number) => Promise<number | null>, from: number, until = Infinity) {
  const times: number[] = []
  for (let now: number | null = from; now !== null && now <= until;) {
    times.push(now)
    const next: number | null = await step(now)
    now = next === null ? null : Math.max(now, next)
    if (times.length > 10_000) throw new Error('the delivery does not come to an end')
  }
  return times
}

export async function outboxRows(db: Queryable) {
  const { rows } = await db.query('select * from outbox order by id')
  return rows
}

/** A case for rows to belong to. */
export async function makeCase(db: Queryable): Promise<string> {
  const id = randomUUID()
  await db.query(
    `insert into cases (id, code, category, kind, urgency, confidential, area, status, text, account, opened_at, due_at,
       assigned_at, supervised, overdue, returned, taken, about, version)
     values ($1::uuid, $1::text, 'roads', 'problem', 'normal', false, 'a', 'open', '', $2, now(), now(), now(), false, false, false,
       '{}', '{}', 1)`,
    [id, ACCOUNT],
  )
  return id
}
