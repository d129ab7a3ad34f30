import { dayAt } from '../cases/time.ts'
import type { Queryable } from './db.ts'

/**
 * Condition over `messages m`: of those who are nobody's staff and want to be read, what the rules ignored. What is drawn
 * from and what it stands for is the same.
 */
export const IGNORED = `m.state = 'ignored' and m.type = 'text' and m.text <> ''
  and m.member not in (select wechat from staff where wechat is not null)
  and m.member not in (select member from opted_out)`

/** SQL over `old`, the messages that are about to be forgotten: keeps how many of them the rules had ignored. */
export const COUNT_FORGOTTEN = `
  insert into ignored_days as known (group_id, day, messages)
  select m.group_id,
    (m.at at time zone coalesce((select value ->> 'timezone' from settings), 'Asia/Shanghai'))::date, count(*)
  from old join messages m on m.account = old.account and m.id = old.id
  where m.group_id is not null and ${IGNORED} group by 1, 2 order by 1, 2
  on conflict (group_id, day) do update set messages = known.messages + excluded.messages`

/** How many messages the rules ignored in these groups on whole days from `from` to before `to` (epoch ms), forgotten ones too. */
export async function countIgnored(
  db: Queryable,
  groups: string[],
  { from, to }: { from: number; to: number },
  timezone: string,
): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select (select count(*) from messages m where m.at >= $1 and m.at < $2 and m.group_id = any($3) and ${IGNORED})
       + (select coalesce(sum(messages), 0)::integer from ignored_days
          where group_id = any($3) and day >= $4 and day < $5) as n`,
    [new Date(from), new Date(to), groups, dayAt(from, timezone), dayAt(to, timezone)],
  )
  return rows[0]!.n
}
