/** The sequences of test/cases/model/ on PostgreSQL, through the store: batches twice, side by side, with new connections. */
import { expect, test } from 'vitest'
import type { CaseEvent, Heard } from '../../cases/model.ts'
import { act, mark } from '../../store/acting.ts'
import { loadCases } from '../../store/cases.ts'
import { openPool, type Pool, type Queryable } from '../../store/db.ts'
import { reviewFlag } from '../../store/review.ts'
import { splitOff } from '../../store/splitting.ts'
import { nextSweep, sweep } from '../../workers/sweep.ts'
import { triageBatch } from '../../workers/triage.ts'
import { perform as withoutIO } from '../cases/model/installation.ts'
import { holdAlways, play, type Perform } from '../cases/model/play.ts'
import { keyOf, type Deed, type Filed, type Posted, type State } from '../cases/model/state.ts'
import { stepsUpTo, type Step } from '../cases/model/steps.ts'
import { county } from '../cases/model/world.ts'
import { freshDatabase } from '../helpers/database.ts'

const RUNS = 20
const STEPS = 25

/** Does what the deed says to the database; gives the time after it. */
async function perform(pool: Pool, deed: Deed, now: number): Promise<number> {
  switch (deed.do) {
    case 'hear': {
      await deliver(pool, now)
      const file = () => triageBatch(pool, deed.batch, county, now)
      await Promise.all([file(), file()])
      return now
    }
    case 'wait': {
      let at = now
      while (deed.sweeps === 'in time' && (at = await nextSweep(pool, county, at)) <= deed.until)
        await sweep(pool, county, at)
      if (deed.sweeps !== 'not yet')
        await Promise.all([sweep(pool, county, deed.until), sweep(pool, county, deed.until)])
      return deed.until
    }
    case 'review': {
      const [account, message] = deed.message.split('\n')
      const { verdict, into } = deed
      const decision = { verdict, into, ...(deed.category === null ? {} : { category: deed.category }) }
      const review = () =>
        reviewFlag(pool, county, { account: account!, message: message! }, decision, 'qu', now)
      await Promise.all([review(), review()])
      return now
    }
    case 'act':
      await act(pool, county, loading(deed.caseId), deed, who(deed.staff), now)
      return now
    case 'mark':
      await mark(pool, county, loading(deed.caseId), deed.about, who(deed.staff), now)
      return now
    case 'split': {
      const [account, message] = deed.message.split('\n')
      const off = { account: account!, message: message!, category: deed.found }
      await splitOff(pool, county, loading(deed.caseId), off, who(deed.by), now)
      return now
    }
    default:
      return now
  }
}

const who = (staff: string) => ({ login: staff, staff })
const loading = (id: string) => async (tx: Queryable) => (await loadCases(tx, { ids: [id] }))[0] ?? null

/** What is due leaves at once; only what has left can be quoted. */
const deliver = (pool: Pool, now: number) =>
  pool.query(
    `update outbox set status = 'sent', sent_at = not_before, posted_text = text where status = 'pending' and not_before <= $1`,
    [new Date(now)],
  )

interface EventRow extends Omit<CaseEvent, 'at'> {
  case_id: string
  at: Date
}
type MessageRow = Pick<Heard, 'account' | 'id' | 'type' | 'text'> & {
  group_id: string | null
  member: string | null
  at: Date
  state: Filed['state']
  case_id: string | null
}
type OutboxRow = Omit<Posted, 'group' | 'case' | 'notBefore' | 'id'> & {
  id: string
  group_id: string | null
  case_id: string | null
  not_before: Date
}

/** All that the tables hold. */
async function read(pool: Pool, now: number): Promise<State> {
  const rows = async <T extends object>(sql: string): Promise<T[]> => (await pool.query<T>(sql)).rows
  const ids = await rows<{ id: string }>('select id from cases order by opened_at, id')
  const cases = await loadCases(pool, { ids: ids.map((r) => r.id) })
  const byId = new Map(cases.map((c) => [c.id, c]))
  const events = await rows<EventRow>('select * from case_events order by case_id, seq')
  const messages = await rows<MessageRow>('select * from messages order by seq')
  const outbox = await rows<OutboxRow>('select * from outbox order by id')
  const left = await rows<{ member: string }>('select member from opted_out')
  return {
    now,
    cases: new Map(ids.map(({ id }) => [id, byId.get(id)!])),
    events: new Map(ids.map(({ id }) => [id, events.filter((e) => e.case_id === id).map(toEvent)])),
    outbox: outbox.map(toPosted),
    filed: new Map(messages.map(toFiled).map((f) => [keyOf(f.heard), f])),
    left: new Set(left.map((r) => r.member)),
  }
}

const toEvent = ({ at, type, by, office, text }: EventRow): CaseEvent => ({
  at: at.getTime(),
  type,
  by,
  office,
  text,
})
const toFiled = ({
  group_id: group,
  member: from,
  at,
  state,
  case_id: caseId,
  ...row
}: MessageRow): Filed => ({
  heard: {
    ...{ account: row.account, id: row.id, type: row.type, text: row.text, at: at.getTime(), group, from },
    ...{ fromName: null, mentions: [], mentionsBot: false, quote: null },
  },
  ...{ state, caseId, flag: null },
})
const toPosted = (row: OutboxRow): Posted => ({
  ...{ id: Number(row.id), kind: row.kind, account: row.account, direct: row.direct, mentions: row.mentions },
  ...{ group: row.group_id, case: row.case_id, text: row.text, urgent: row.urgent, prompt: row.prompt },
  ...{ notBefore: row.not_before.getTime(), key: row.key },
})

/** What a batch leaves must be the same as if all cases had been loaded for it, and not those alone that it may touch. */
const seen = ({ cases, filed }: State) => ({
  cases: Object.fromEntries(cases),
  filed: Object.fromEntries([...filed].map(([key, { state, caseId }]) => [key, { state, caseId }])),
})

async function playOnPostgres(steps: Step[]): Promise<void> {
  const db = await freshDatabase()
  let pool = openPool(db.url, () => undefined)
  const go: Perform = async (deed, before) => {
    const { now } = before
    if (deed.do === 'restart') {
      await pool.end()
      pool = openPool(db.url, () => undefined)
    }
    const after = await read(pool, await perform(pool, deed, now))
    if (deed.do === 'hear') expect(seen(after)).toEqual(seen(withoutIO(deed, before)))
    return after
  }
  try {
    await play(steps, go, 'late')
  } finally {
    await pool.end()
    await db.drop()
  }
}

test('no sequence breaks a rule on PostgreSQL', { timeout: 900_000 }, () =>
  holdAlways(stepsUpTo(STEPS), RUNS, playOnPostgres),
)
