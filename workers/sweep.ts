import type { County } from '../cases/county.ts'
import { Docket } from '../cases/docket.ts'
import { nextDue, takeStep } from '../cases/due.ts'
import { ledgers } from '../cases/ledger.ts'
import type { Case } from '../cases/model.ts'
import { lastWeek, nextList, publishedLists, type Week } from '../cases/published.ts'
import { addDays, atLocalTime, dayAt } from '../cases/time.ts'
import { loadDueCases, loadLedger, nextWake, saveCases, saveWakes } from '../store/cases.ts'
import { inTransaction, type Pool, type Queryable } from '../store/db.ts'
import { sealHistory } from '../store/history.ts'
import { insertReplies } from '../store/outbox.ts'
import { loadPublished, loadSpeakers, notePublished } from '../store/published.ts'

const BATCH = 200
const DAY = 24 * 3_600_000

/**
 * Does all that time alone has made due at `now`: reminders, escalations, closings, the daily ledger, the weekly list, and
 * once a day has ended, the seal on its history.
 */
export async function sweep(pool: Pool, county: County, now: number): Promise<void> {
  while ((await inTransaction(pool, (tx) => sweepCases(tx, county, now))) === BATCH);
  const ledgerAt = lastLedger(county, now)
  if (now - ledgerAt < DAY / 4) await inTransaction(pool, (tx) => postLedgers(tx, county, ledgerAt, now))
  const week = lastWeek(now, county.directory.settings)
  if (week && now - week.at < DAY) await inTransaction(pool, (tx) => publish(tx, county, week, now))
  await sealHistory(pool, addDays(dayAt(now, county.directory.settings.timezone), -1))
}

async function sweepCases(tx: Queryable, county: County, now: number): Promise<number> {
  const cases = await loadDueCases(tx, now, BATCH)
  const docket = new Docket(cases)
  for (const { id } of cases) {
    for (
      let due = nextDue(docket.byId(id)!, county);
      due && due.at <= now;
      due = nextDue(docket.byId(id)!, county)
    )
      docket.apply(takeStep(docket.byId(id)!, due.step, now, county))
  }
  const changes = docket.changes()
  const wakeAt = (c: Case) => nextDue(c, county)?.at ?? null
  await saveCases(tx, changes, wakeAt)
  // Other settings may have moved what was due: then there is nothing to do yet but to look later.
  const changed = new Set(changes.map((change) => change.case.id))
  await saveWakes(
    tx,
    cases.filter((c) => !changed.has(c.id)),
    wakeAt,
  )
  await insertReplies(
    tx,
    changes.flatMap((change) => change.replies),
    now,
  )
  return cases.length
}

/** The ledger tells what happened since the one before; each day has one only. */
async function postLedgers(tx: Queryable, county: County, ledgerAt: number, now: number): Promise<void> {
  const { timezone } = county.directory.settings
  const day = dayAt(ledgerAt, timezone)
  const { rowCount } = await tx.query(`insert into ledger_days values ($1) on conflict do nothing`, [day])
  if (!rowCount) return
  const dayEnd = atLocalTime(dayAt(ledgerAt + DAY, timezone), '00:00', timezone)
  const entries = await loadLedger(tx, ledgerAt - DAY, now)
  await insertReplies(tx, ledgers(entries, day, dayEnd, now, county), now)
}

/** Each week has one list only. */
async function publish(tx: Queryable, county: County, week: Week, now: number): Promise<void> {
  if (!(await notePublished(tx, week.day))) return
  const entries = await loadPublished(tx, week.from, week.at)
  await insertReplies(tx, publishedLists(entries, await loadSpeakers(tx), week, county), now)
}

/** The latest time at or before `now` at which the ledger is posted. */
function lastLedger(county: County, now: number): number {
  const { timezone, ledger } = county.directory.settings
  const today = atLocalTime(dayAt(now, timezone), ledger, timezone)
  return today <= now ? today : atLocalTime(dayAt(now - DAY, timezone), ledger, timezone)
}

/** When `sweep` has something to do next, for a driver that moves time itself. */
export async function nextSweep(q: Queryable, county: County, now: number): Promise<number> {
  const wake = await nextWake(q)
  const ledger = lastLedger(county, now) + DAY
  const list = nextList(now, county.directory.settings)
  return Math.min(wake ?? Infinity, ledger, list ?? Infinity)
}
