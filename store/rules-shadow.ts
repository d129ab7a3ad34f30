import type { Heard } from '../cases/model.ts'
import type { Shadowed } from '../cases/shadow.ts'
import type { Queryable } from './db.ts'

/** Notes what the version in the shadow would have decided otherwise; nothing of what was said. */
export async function saveShadowed(
  tx: Queryable,
  all: readonly { heard: Heard; shadowed: Shadowed }[],
): Promise<void> {
  if (all.length === 0) return
  const column = <T>(of: (one: (typeof all)[number]) => T) => all.map(of)
  await tx.query(
    `insert into shadow_verdicts (version, account, message, at, now_decision, now_category, then_decision, then_category,
       confidential)
     select * from unnest($1::int[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[],
       $8::text[], $9::boolean[])
     on conflict do nothing`,
    [
      column(({ shadowed }) => shadowed.version),
      column(({ heard }) => heard.account),
      column(({ heard }) => heard.id),
      column(({ heard }) => new Date(heard.at)),
      column(({ shadowed }) => shadowed.now.decision),
      column(({ shadowed }) => shadowed.now.category),
      column(({ shadowed }) => shadowed.then.decision),
      column(({ shadowed }) => shadowed.then.category),
      column(({ shadowed }) => shadowed.now.confidential || shadowed.then.confidential),
    ],
  )
}
