import { dayAt } from '../cases/time.ts'
import type { Queryable } from './db.ts'

/**
 * Condition over `messages m`: of those who are nobody's staff and want to be read, what the rules ignored. What is drawn from is
 * this, and what it stands for is counted by the same as it is heard (migrations/019_speed.sql).
 */
export const IGNORED = `m.state = 'ignored' and m.type = 'text' and m.text <> ''
  and m.member not in (select wechat from staff where wechat is not null)
  and m.member not in (select member from opted_out)`

/**
 * How many messages the rules ignored in these groups on whole days from `from` to before `to` (epoch ms): when they were heard,
 * whatever a person said of them later.
 */
export async function countIgnored(
  db: Queryable,
  groups: string[],
  { from, to }: { from: number; to: number },
  timezone: string,
): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select coalesce(sum(messages), 0) as n from ignored_days where group_id = any($1) and day >= $2 and day < $3`,
    [groups, dayAt(from, timezone), dayAt(to, timezone)],
  )
  return rows[0]!.n
}
