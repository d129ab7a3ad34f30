import type { County } from '../../cases/county.ts'
import type { Pool } from '../../store/db.ts'
import { reviewFlag } from '../../store/review.ts'
import { nextSweep, sweep } from '../../workers/sweep.ts'
import type { SimMessage } from '../../simulator/gateway.ts'
import type { TalkAhead } from './ahead.ts'
import type { ChatEvent, ChatMessage } from './chat-file.ts'

export interface Stage {
  pool: Pool
  county: County
  talkAhead: TalkAhead
  /** lets the simulated WeChat hear messages one after the other; resolves when the workers have filed all of them */
  hear(messages: SimMessage[]): Promise<void>
  /** sends at most one post that is due; the time at which to look again, null when nothing waits */
  deliver(now: number): Promise<number | null>
  /** the time of day of everything on the stage */
  setTime(now: number): void
}

/**
 * Plays events in their order. Between two of them all that falls due happens at its own time: the clock jumps from
 * one due moment to the next, and stands still while messages go through the system. Talk of which nothing comes goes
 * through it many messages at a time.
 */
export async function playChat(events: ChatEvent[], stage: Stage): Promise<void> {
  let now = events[0]?.at ?? 0
  stage.setTime(now)
  let i = 0
  while (i < events.length) {
    const event = events[i]!
    const due = await passTime(now, event.at, stage)
    const talk = await stage.talkAhead(events, i, due)
    now = talk.at(-1)?.at ?? event.at
    stage.setTime(now)
    await (talk.length ? stage.hear(talk) : play(event, stage))
    i += talk.length || 1
  }
  await deliverDue(now, stage)
}

async function play(event: ChatEvent, stage: Stage): Promise<void> {
  if (event.kind === 'review') await review(event, stage)
  if (event.kind === 'message') await stage.hear([await toSimMessage(event, stage)])
}

/** Lets all happen that falls due until `to`; returns when the next falls due after that. */
async function passTime(from: number, to: number, stage: Stage): Promise<number> {
  let now = from
  for (;;) {
    const delivery = await deliverDue(now, stage)
    const next = Math.min(await nextSweep(stage.pool, stage.county, now), delivery ?? Infinity)
    if (next > to) return next
    now = Math.max(next, now + 1)
    stage.setTime(now)
    await sweep(stage.pool, stage.county, now)
  }
}

/** Sends all that is due at `now`; returns when the next post may leave. */
async function deliverDue(now: number, stage: Stage): Promise<number | null> {
  let next = await stage.deliver(now)
  while (next !== null && next <= now) next = await stage.deliver(now)
  return next
}

async function review(event: ChatEvent & { kind: 'review' }, { pool, county }: Stage): Promise<void> {
  const { rows } = await pool.query<{ account: string }>(`select account from messages where id = $1`, [
    event.review,
  ])
  const into = event.into === undefined ? undefined : await codeOf(event.into, pool)
  if (!rows[0]) return
  const decision = {
    verdict: event.verdict,
    ...(event.category === undefined ? {} : { category: event.category }),
    ...(into === undefined ? {} : { into }),
  }
  await reviewFlag(
    pool,
    county,
    { account: rows[0].account, message: event.review },
    decision,
    event.by,
    event.at,
  )
}

async function toSimMessage(m: ChatMessage, { pool }: Stage): Promise<SimMessage> {
  return {
    id: m.id,
    at: m.at,
    group: m.group,
    from: m.from,
    [m.body.type]: m.body.type === 'text' ? await fillCodes(m.body.text, pool) : m.body.text,
    mentions: m.mentions,
    ...(m.quote === null ? {} : { quote: { id: m.quote } }),
    ...(m.recalls === null ? {} : { recalls: m.recalls }),
  }
}

/** Puts the codes of cases in place of {code:m1}, {code:m1:lower} and {code:m1:wide}. */
async function fillCodes(text: string, pool: Pool): Promise<string> {
  let filled = text
  for (const [whole, message, form] of text.matchAll(/\{code:([^:}]+)(?::(lower|wide))?\}/g)) {
    const code = await codeOf(message!, pool)
    filled = filled.replace(
      whole,
      form === 'lower' ? code.toLowerCase() : form === 'wide' ? wide(code) : code,
    )
  }
  return filled
}

/** A code that was never given stands for a message that no case holds. */
async function codeOf(message: string, pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ code: string }>(
    `select c.code from messages m join cases c on c.id = m.case_id where m.id = $1`,
    [message],
  )
  return rows[0]?.code ?? 'ZZZ9'
}

const wide = (code: string) => [...code].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
