import type { County } from '../../cases/county.ts'
import { estimateMissed, type Sampled } from '../../cases/estimate.ts'
import { addDays, atLocalTime, dayAt } from '../../cases/time.ts'
import type { Queryable } from '../db.ts'
import { countIgnored } from '../ignored.ts'
import { sampledGroups } from './review-samples.ts'
import { binder, type Viewer } from './viewer.ts'
import { caseVisible } from './visibility.ts'

/** A week from Monday to Monday where the county is, in epoch ms. */
export interface Week {
  from: number
  to: number
}

/** The week that is `back` weeks before the one of `now`. */
export function weekOf(now: number, back: number, timezone: string): Week {
  const today = dayAt(now, timezone)
  const sinceMonday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
  const monday = addDays(today, -sinceMonday - 7 * back)
  return {
    from: atLocalTime(monday, '00:00', timezone),
    to: atLocalTime(addDays(monday, 7), '00:00', timezone),
  }
}

/**
 * How many needs the rules missed of what was said in a week in the residents' groups of a viewer's area. What was caught are the
 * cases of these groups that he may see and that no sample has led to; what still waits for a person counts as neither.
 */
export async function estimateWeek(db: Queryable, viewer: Viewer, county: County, week: Week) {
  const groups = sampledGroups(viewer, county)
  const [ignored, drawn, caught] = await Promise.all([
    countIgnored(db, groups, week, county.directory.settings.timezone),
    countSamples(db, groups, week),
    countCaught(db, viewer, groups, week),
  ])
  const sampled: Sampled = { ...drawn, ignored, caught }
  return { ...week, ...sampled, ...estimateMissed(sampled) }
}

async function countSamples(db: Queryable, groups: string[], { from, to }: Week) {
  const { rows } = await db.query(
    `select count(*) as looked, count(*) filter (where s.need) as found from samples s
     where s.need is not null and s.at >= $1 and s.at < $2 and s.group_id = any($3)`,
    [new Date(from), new Date(to), groups],
  )
  return rows[0] as { looked: number; found: number }
}

async function countCaught(
  db: Queryable,
  viewer: Viewer,
  groups: string[],
  { from, to }: Week,
): Promise<number> {
  const { values, bind } = binder()
  const [since, until] = [bind(new Date(from)), bind(new Date(to))]
  const { rows } = await db.query(
    `select count(*) as n from cases c
     where c.opened_at >= ${since} and c.opened_at < ${until} and c.channel = 'group' and c.group_id = any(${bind(groups)})
       and ${caseVisible(viewer, bind)}
       and c.id not in (select m.case_id from samples s join messages m on m.account = s.account and m.id = s.message
         where s.need and s.at >= ${since} and s.at < ${until} and m.case_id is not null)`,
    values,
  )
  return rows[0].n
}
