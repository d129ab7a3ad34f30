import { createHash } from 'node:crypto'
import { addDays } from '../cases/time.ts'
import { inTransaction, type Pool, type Queryable } from './db.ts'

/** One day of the chain. */
interface Block {
  day: string
  /** the id of the last event that is sealed by it or before */
  upto: number
  events: number
  hash: string
}

export interface Verification {
  days: number
  /** events that are sealed; `unsealed` ones were written after the last seal */
  events: number
  unsealed: number
  /** the hash of the last day; null before the first seal */
  head: string | null
  /** what does not hold, earliest first; its day is null where no seal tells it */
  broken: { day: string | null; reason: string } | null
}

const PAGE = 2_000
/** Long enough for an autovacuum to make way, which it does after one second. */
const LOCK_TIMEOUT = '3s'

/**
 * Seals `day` (`2026-05-17`) with all events that are not sealed yet, whenever they happened: a block holds what was
 * written between two seals. Days since the last seal on which nobody sealed are sealed too, as empty ones, so that
 * the chain has no holes. Changes nothing where `day` or a later one is sealed already; then it costs one lookup.
 */
export async function sealHistory(pool: Pool, day: string): Promise<void> {
  const last = await lastBlock(pool)
  if (last && last.day >= day) return
  const settled = await inTransaction(pool, settledUpTo)
  await inTransaction(pool, (tx) => appendDays(tx, day, settled))
}

/**
 * The last event's id, below which none can appear any more. Ids are taken before their transactions commit, so those
 * in flight are waited for; that is a transaction of its own, since nobody can write until it ends.
 */
async function settledUpTo(tx: Queryable): Promise<number> {
  await tx.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`)
  await tx.query('lock table case_events in share mode')
  const { rows } = await tx.query<{ id: number }>('select coalesce(max(id), 0) as id from case_events')
  return rows[0]!.id
}

async function appendDays(tx: Queryable, day: string, settled: number): Promise<void> {
  // Whoever seals at the same time waits here, and then finds the day sealed.
  await tx.query('lock table history_days in share row exclusive mode')
  let last = await lastBlock(tx)
  for (const next of daysToSeal(last, day)) {
    const sealed = last?.upto ?? 0
    last = await makeBlock(tx, last, next, next === day ? Math.max(settled, sealed) : sealed)
    await tx.query('insert into history_days (day, upto, events, hash) values ($1, $2, $3, $4)', [
      last.day,
      last.upto,
      last.events,
      last.hash,
    ])
  }
}

function daysToSeal(last: Block | null, day: string): string[] {
  const days: string[] = []
  for (let next = last ? addDays(last.day, 1) : day; next <= day; next = addDays(next, 1)) days.push(next)
  return days
}

/** The block of `day` as the events make it. Each line that is hashed is JSON, so that no two histories give the same. */
async function makeBlock(q: Queryable, before: Block | null, day: string, upto: number): Promise<Block> {
  const hash = createHash('sha256')
  hash.update(`${JSON.stringify([before?.hash ?? null, day, upto])}\n`)
  let events = 0
  for await (const e of eventsBetween(q, before?.upto ?? 0, upto)) {
    hash.update(`${JSON.stringify([e.case_id, e.seq, e.at, e.type, e.by, e.office, e.text])}\n`)
    events++
  }
  return { day, upto, events, hash: hash.digest('hex') }
}

interface EventRow {
  id: number
  case_id: string
  seq: number
  /** ISO in UTC with all digits that PostgreSQL keeps */
  at: string
  type: string
  by: string
  office: string | null
  text: string | null
}

async function* eventsBetween(q: Queryable, after: number, upto: number): AsyncGenerator<EventRow> {
  for (let from = after; from < upto;) {
    const { rows } = await q.query<EventRow>(
      `select id, case_id, seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
         type, by, office, text
       from case_events where id > $1 and id <= $2 order by id limit ${PAGE}`,
      [from, upto],
    )
    yield* rows
    if (rows.length < PAGE) return
    from = rows.at(-1)!.id
  }
}

const BLOCKS = 'select day::text, upto, events, hash from history_days order by day'

async function lastBlock(q: Queryable): Promise<Block | null> {
  const { rows } = await q.query<Block>(`${BLOCKS} desc limit 1`)
  return rows[0] ?? null
}

/** Makes the whole chain anew from the events and compares; then looks for holes in the history of each case. */
export async function verifyHistory(q: Queryable): Promise<Verification> {
  const { rows: blocks } = await q.query<Block>(BLOCKS)
  const last = blocks.at(-1)
  return {
    days: blocks.length,
    events: blocks.reduce((sum, block) => sum + block.events, 0),
    unsealed: await countAfter(q, last?.upto ?? 0),
    head: last?.hash ?? null,
    broken: (await brokenDay(q, blocks)) ?? (await brokenCase(q)),
  }
}

async function brokenDay(q: Queryable, blocks: Block[]): Promise<Verification['broken']> {
  let before: Block | null = null
  for (const block of blocks) {
    const expected: string = before ? addDays(before.day, 1) : block.day
    if (block.day !== expected) return { day: expected, reason: 'its row in history_days is missing' }
    const reason = difference(block, await makeBlock(q, before, block.day, block.upto))
    if (reason) return { day: block.day, reason }
    before = block
  }
  return null
}

/** What tells a sealed day from the same day as the events make it now; null when nothing does. */
function difference(sealed: Block, made: Block): string | null {
  const more = made.events - sealed.events
  if (sealed.hash === made.hash) return more === 0 ? null : 'its row in history_days was changed'
  if (more < 0) return `only ${made.events} of its ${sealed.events} events are there`
  if (more > 0)
    return `it has ${made.events} events, sealed were ${sealed.events}: some were added, or rows of history_days before it are missing`
  return 'an event of it, or its row in history_days, was changed'
}

/** Events of a case are counted from 0, so a case whose count and last number do not fit has lost some. */
async function brokenCase(q: Queryable): Promise<Verification['broken']> {
  const { rows } = await q.query<{ code: string }>(
    `select c.code from cases c
     where c.id in (select case_id from case_events group by case_id having min(seq) <> 0 or max(seq) <> count(*) - 1)
       or not exists (select from case_events e where e.case_id = c.id)
     order by c.code limit 1`,
  )
  return rows[0] ? { day: null, reason: `events of the case ${rows[0].code} are missing` } : null
}

async function countAfter(q: Queryable, id: number): Promise<number> {
  const { rows } = await q.query<{ n: number }>('select count(*) as n from case_events where id > $1', [id])
  return rows[0]!.n
}
