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
  const day = lastLedger(county, now)
  if (now - ledgerAt(county, day) < DAY / 4)
    await inTransaction(pool, (tx) => postLedgers(tx, county, day, now))
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

/** The ledger of `day` tells what happened since the one before, however late it is made; each day has one only. */
async function postLedgers(tx: Queryable, county: County, day: string, now: number): Promise<void> {
  const { rowCount } = await tx.query(`insert into ledger_days values ($1) on conflict do nothing`, [day])
  if (!rowCount) return
  const dayEnd = atLocalTime(addDays(day, 1), '00:00', county.directory.settings.timezone)
  const entries = await loadLedger(tx, ledgerAt(county, addDays(day, -1)), ledgerAt(county, day))
  await insertReplies(tx, ledgers(entries, day, dayEnd, now, county), now)
}

/** Each week has one list only. */
async function publish(tx: Queryable, county: County, week: Week, now: number): Promise<void> {
  if (!(await notePublished(tx, week.day))) return
  const entries = await loadPublished(tx, week.from, week.at)
  await insertReplies(tx, publishedLists(entries, await loadSpeakers(tx), week, county), now)
}

/** The local day of the latest ledger that was due at or before `now`. */
function lastLedger(county: County, now: number): string {
  const today = dayAt(now, county.directory.settings.timezone)
  return ledgerAt(county, today) <= now ? today : addDays(today, -1)
}

/** When the ledger of a day is due; days are not all of 24 hours. */
function ledgerAt({ directory }: County, day: string): number {
  const { timezone, ledger } = directory.settings
  return atLocalTime(day, ledger, timezone)
}

/** When `sweep` has something to do next, for a driver that moves time itself. */
export async function nextSweep(q: Queryable, county: County, now: number): Promise<number> {
  const wake = await nextWake(q)
  const ledger = ledgerAt(county, addDays(lastLedger(county, now), 1))
  const list = nextList(now, county.directory.settings)
  return Math.min(wake ?? Infinity, ledger, list ?? Infinity)
}
