import type { County } from '../../cases/county.ts'
import { planCase, recategorised } from '../../cases/opening.ts'
import { totalOf } from '../../cases/worked-time.ts'
import type { Hit } from '../../rules/verdict.ts'
import type { FlagId } from '../deciding.ts'
import type { Queryable } from '../db.ts'
import { lastGroups } from '../messages.ts'
import { countyOf, findingOf, toHeard, type FlagRow } from '../review.ts'
import { pathTo } from './areas.ts'
import { masked, maskedWithHits } from './masked.ts'
import { loadContexts, loadPictures } from './review-context.ts'
import { loadSimilar } from './review-similar.ts'
import { binder, type Viewer } from './viewer.ts'
import { flagVisible } from './visibility.ts'

/** A row of what is shown to a person, be it flagged or drawn by lot. */
interface CardRow extends FlagRow {
  hits: Hit[]
  why: string[]
  score: number
  topic: string | null
  name: string | null
  put_back: string | null
  sample: boolean
}

/** How a person would have it opened. */
export interface Wanted {
  category?: string | undefined
  area?: string | undefined
  confidential?: boolean | undefined
}

const COLUMNS = `m.account, m.id, m.at, m.group_id, m.member, m.member_name, m.text, g.topic,
  coalesce(nullif(m.member_name, ''), who.name) as name`
const AROUND = `left join groups g on g.id = m.group_id left join members who on who.id = m.member`

/** All that a person needs to decide about each of these, in the order in which they are given. */
export async function loadCards(db: Queryable, viewer: Viewer, county: County, keys: FlagId[]) {
  if (keys.length === 0) return []
  const rows = await loadRows(db, viewer, county, keys)
  const lastIn = await lastGroups(db, rows.map(toHeard))
  const plans = rows.map((row) => planOf(row, county, {}, lastIn.get(row.member ?? '') ?? null))
  const [contexts, pictures, similar] = await Promise.all([
    loadContexts(db, viewer, rows),
    loadPictures(db, viewer, rows),
    loadSimilar(
      db,
      viewer,
      county,
      rows.map((row, i) => ({ ...row, area: plans[i]!.area })),
    ),
  ])
  return rows.map((row, i) => ({
    ...toCard(row),
    plan: plans[i]!,
    ...contexts[i]!,
    pictures: pictures[i]!,
    similar: similar[i]!,
  }))
}

async function loadRows(db: Queryable, viewer: Viewer, county: County, keys: FlagId[]): Promise<CardRow[]> {
  const { values, bind } = binder()
  const wanted = `unnest(${bind(keys.map((k) => k.account))}::text[], ${bind(keys.map((k) => k.message))}::text[])
    with ordinality k (account, message, turn)`
  const { rows } = await db.query(
    `select k.turn, ${COLUMNS}, f.category, f.kind, f.urgency, f.confidential, f.hits, f.why, f.score, f.put_back,
       f.message is null or exists (select from samples s where s.account = m.account and s.message = m.id) as sample
     from ${wanted} join messages m on m.account = k.account and m.id = k.message ${AROUND}
       left join flags f on f.account = m.account and f.message = m.id
     where case when f.message is null then exists (select from samples s where s.account = m.account and s.message = m.id
         and s.need is null and s.leased_by = ${bind(viewer.login)})
       else ${flagVisible(viewer, bind)} end
     order by k.turn`,
    values,
  )
  return rows.map((row) =>
    row.category === null ? { ...row, ...judged(row.text, countyOf(row, county)) } : row,
  )
}

/** What the rules say of a text that they ignored, if it had to be something. */
const judged = (text: string, { rules }: County) => {
  const { category, kind, urgency } = rules.judgeForced(text)
  return { category, kind, urgency, confidential: false, hits: [], why: [], score: 0, put_back: null }
}

function toCard(row: CardRow) {
  const { account, id, category, kind, urgency, confidential, score, sample } = row
  return {
    ...{ account, message: id, at: +row.at, category, kind, urgency, confidential, score, sample },
    ...maskedWithHits(row.text, row.hits),
    group: row.group_id === null ? null : masked(row.topic ?? row.group_id),
    from: masked(row.name),
    why: row.why.map(masked),
    putBack: row.put_back,
  }
}

/**
 * Where it would go as a case, by the functions that open it. To which office a complaint goes tells whom it is about, so
 * that is shown only where it is there already.
 */
export function planOf(
  row: FlagRow,
  everywhere: County,
  { category, area, confidential = false }: Wanted,
  lastGroup: string | null,
) {
  const county = countyOf(row, everywhere)
  const found = recategorised(findingOf(row, { confidential }), category, county)
  const plan = planCase({ heard: toHeard(row), found, county, lastGroup, area })
  const { dueAt } = plan
  const hidden = found.confidential && !row.confidential
  return {
    area: plan.place.area,
    place: pathTo(plan.place.area, county.directory),
    placed: plan.place.found,
    office: hidden ? null : (plan.office?.name ?? null),
    confidential: found.confidential,
    dueAt,
    ...totalOf({ ...found, area: plan.place.area, openedAt: +row.at, dueAt }, county.directory),
  }
}

/** What was said beside one card as far as it is known by now; null where there is no such card for him. */
export async function loadAround(db: Queryable, viewer: Viewer, county: County, key: FlagId) {
  const rows = await loadRows(db, viewer, county, [key])
  if (rows.length === 0) return null
  const [[context], [pictures]] = await Promise.all([
    loadContexts(db, viewer, rows),
    loadPictures(db, viewer, rows),
  ])
  return { ...context!, pictures: pictures! }
}

/** The plan of one card, as a person would have it; null where there is no such card for him. */
export async function loadPlan(db: Queryable, viewer: Viewer, county: County, key: FlagId, wanted: Wanted) {
  const [row] = await loadRows(db, viewer, county, [key])
  if (!row) return null
  const groups = await lastGroups(db, [toHeard(row)])
  return planOf(row, county, wanted, groups.get(row.member ?? '') ?? null)
}
