import { expect } from 'vitest'
import type { Sent } from '../../simulator/gateway.ts'
import type { Pool } from '../../store/db.ts'
import { ACCOUNT } from './county.ts'
import { spooled, type Stand } from './stand.ts'
import type { LineKind, Said } from './talk.ts'

export interface Expected {
  /**
   * When gateway and bot were parted (epoch ms), for each blind window there must be. What was said within a window may
   * be lost if nobody listened, or if it was just then on its way; nothing else may.
   */
  parted?: number[]
  /** whether messages surely came through in their order; else a line may come before what it is about */
  inOrder?: boolean
  /** how many replies nobody knows the fate of; left out: any number */
  unknown?: number
}

/** ms within which a message is on its way */
const TRANSIT = 2_000

/** How much was said and is nowhere, and how much of that while nobody listened. */
export interface Losses {
  lost: number
  unattached: number
}

/**
 * Holds all that the stand has against what was said: each message in exactly one place, each need one case, each reply
 * at most once at the gateway. To be called when all is settled.
 */
export async function expectNothingLostOrDoubled(stand: Stand, expected: Expected = {}): Promise<Losses> {
  const { pool, gateway, dataDir } = stand
  const said = [...new Map(stand.said.map((s) => [s.id, s])).values()]
  const filed = await readFiled(pool)
  const losses = await checkMessages(pool, stand.said, filed, expected.parted ?? [])
  checkStates(said, filed, (expected.inOrder ?? true) && losses.lost === 0)
  await checkCases(pool, said, filed)
  await checkEvents(pool)
  await checkReplies(pool, said, filed)
  await checkSent(pool, gateway.sent, expected)
  expect(await spooled(dataDir), 'batches in the spool').toBe(0)
  return losses
}

interface Filed {
  id: string
  state: string
  case_id: string | null
}

async function readFiled(pool: Pool): Promise<Map<string, Filed>> {
  const { rows } = await pool.query<Filed>(`select id, state, case_id from messages where account = $1`, [
    ACCOUNT.id,
  ])
  return new Map(rows.map((row) => [row.id, row]))
}

/** Each message that was said is filed or a dead letter, not both and nothing else; or it was said in a blind window. */
async function checkMessages(
  pool: Pool,
  said: Said[],
  filed: Map<string, Filed>,
  parted: number[],
): Promise<Losses> {
  const ids = new Set(said.map((s) => s.id))
  const letters = await strings(pool, `select message from dead_letters`)
  expect(
    [...letters].filter((id) => filed.has(id)),
    'both filed and a dead letter',
  ).toEqual([])
  expect(new Set(letters).size, 'dead letters of different messages').toBe(letters.length)
  expect(
    [...filed.keys()].filter((id) => !ids.has(id)),
    'filed though nobody said it',
  ).toEqual([])

  const { rows: windows } = await pool.query<{ from_at: Date; to_at: Date | null }>(
    'select * from blind_windows',
  )
  expect(windows.length, 'blind windows').toBe(parted.length)
  expect(
    windows.filter((w) => w.to_at === null),
    'blind windows that are open',
  ).toEqual([])
  const placed = new Set([...letters, ...filed.keys()])
  const missing = said.filter((s) => !placed.has(s.id))
  const unseen = missing.filter(({ at }) => !windows.some((w) => +w.from_at <= at && at <= +w.to_at!))
  expect(
    unseen.map(({ id, at }) => ({ id, at: new Date(at) })),
    'lost outside of every blind window',
  ).toEqual([])
  const heard = missing.filter((s) => s.attached && !parted.some((at) => Math.abs(s.at - at) < TRANSIT))
  expect(heard, 'lost though somebody listened').toEqual([])
  return { lost: missing.length, unattached: missing.filter((s) => !s.attached).length }
}

const STATES: Record<LineKind, string> = {
  ...{ need: 'case', repeat: 'case', photo: 'case', plus: 'case', accept: 'case' },
  ...{ ask: 'command', own: 'command', doubt: 'flagged', chat: 'ignored' },
}
/** What becomes of lines that come before what they are about. */
const EARLY: Partial<Record<LineKind, string>> = { photo: 'ignored', plus: 'ignored', accept: 'command' }

function checkStates(said: Said[], filed: Map<string, Filed>, inOrder: boolean): void {
  const wrong = said.flatMap(({ id, kind }) => {
    const state = filed.get(id)?.state
    const right = state === undefined || state === STATES[kind] || (!inOrder && state === EARLY[kind])
    return right ? [] : [{ id, state }]
  })
  expect(wrong, 'messages in a wrong state').toEqual([])
}

/** As many cases as needs that were heard, and all messages of a need in its one case. */
async function checkCases(pool: Pool, said: Said[], filed: Map<string, Filed>): Promise<void> {
  const caseOf = new Map<string, Set<string>>()
  for (const { id, need } of said) {
    const found = filed.get(id)?.case_id
    if (need && found) caseOf.set(need, (caseOf.get(need) ?? new Set()).add(found))
  }
  const heard = said.filter((s) => (s.kind === 'need' || s.kind === 'repeat') && filed.has(s.id))
  const needs = new Set(heard.map((s) => s.need!))
  expect(
    [...caseOf].filter(([, cases]) => cases.size !== 1),
    'needs with several cases',
  ).toEqual([])
  expect(new Set([...caseOf.values()].flatMap((cases) => [...cases])).size, 'cases of one need each').toBe(
    needs.size,
  )
  expect(await count(pool, 'select from cases'), 'cases').toBe(needs.size)
  const odd = `select id from messages where (state = 'case') <> (case_id is not null)
    or (state = 'flagged') <> exists (select from flags f where f.account = messages.account and f.message = messages.id)`
  expect(await strings(pool, odd), 'messages in two places or none').toEqual([])
}

/** A case is opened once and joined once by each of the others, in an unbroken history. */
async function checkEvents(pool: Pool): Promise<void> {
  const broken = `
    select c.code from cases c
    left join (select case_id, count(*) as n, max(seq) as last, count(*) filter (where type = 'opened') as opened,
                 count(*) filter (where type = 'joined') as joined, count(*) filter (where type = 'accepted') as accepted,
                 count(distinct (type, by)) as different from case_events group by case_id) e on e.case_id = c.id
    left join (select case_id, count(*) as n from case_reporters group by case_id) r on r.case_id = c.id
    where e.opened is distinct from 1 or e.joined <> r.n - 1 or e.accepted > 1 or e.different <> e.n or e.last <> e.n - 1
      or (c.accepted_at is not null) <> (e.accepted = 1)`
  expect(await strings(pool, broken), 'cases with a doubled or broken history').toEqual([])
}

/** One receipt for each reporter of a case, and one answer for each command. */
async function checkReplies(pool: Pool, said: Said[], filed: Map<string, Filed>): Promise<void> {
  const odd = `
    select coalesce(r.member, o.member) from case_reporters r
    full join (select case_id, unnest(mentions) as member, count(*) as n from outbox where kind = 'receipt' group by 1, 2) o
      using (case_id, member) where o.n is distinct from 1 or r.member is null`
  expect(await strings(pool, odd), 'reporters without exactly one receipt').toEqual([])
  const commands = said.filter((s) => ['accept', 'ask', 'own'].includes(s.kind) && filed.has(s.id))
  const answers = await strings(
    pool,
    `select coalesce(direct, mentions[1]) as who from outbox where kind in ('answer', 'refusal')`,
  )
  expect(answers.sort(), 'answers').toEqual(commands.map((c) => c.from).sort())
}

interface Reply {
  id: number
  status: string
  post: string | null
  native_id: string | null
  group_id: string | null
  direct: string | null
  text: string
}

/** What the outbox holds for sent was said once; of the rest at most once; and nothing else was said. */
async function checkSent(pool: Pool, sent: readonly Sent[], { unknown }: Expected): Promise<void> {
  const { rows } = await pool.query<Reply>('select * from outbox where not_before <= now()')
  const unsettled = rows.filter((r) => r.status !== 'sent' && r.status !== 'unknown')
  expect(unsettled, 'replies that are not settled').toEqual([])
  const open = new Set(rows.filter((r) => r.status === 'unknown').map((r) => r.post))
  if (unknown !== undefined) expect(open.size, 'posts of unknown fate').toBe(unknown)
  const said = new Map(sent.map((s) => [s.id, s]))
  const unsaid = rows.filter((r) => {
    const saying = said.get(r.native_id ?? '')
    const fits = saying?.text.includes(r.text) && saying.group === r.group_id && saying.direct === r.direct
    return r.status === 'sent' && !fits
  })
  expect(unsaid, 'replies that count as sent and were not said').toEqual([])
  const postOf = new Map(rows.flatMap((r) => (r.native_id === null ? [] : [[r.native_id, r.post]])))
  expect(new Set(postOf.values()).size, 'posts with an id of their own').toBe(postOf.size)
  const words = sent.map((s) => JSON.stringify([s.group, s.direct, s.text, s.mentions]))
  expect(
    words.filter((w, i) => words.indexOf(w) !== i),
    'said twice',
  ).toEqual([])
  // Whatever left and is in no sent row is one of those of which that is not known.
  expect(sent.filter((s) => !postOf.has(s.id)).length, 'said without a reply').toBeLessThanOrEqual(open.size)
}

async function strings(pool: Pool, sql: string): Promise<string[]> {
  const { rows } = await pool.query<Record<string, string>>(sql)
  return rows.map((row) => Object.values(row)[0]!)
}
const count = async (pool: Pool, sql: string) => (await pool.query(sql)).rowCount
