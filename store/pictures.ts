import type { Heard } from '../cases/model.ts'
import { EARLIER_MEDIA, MEDIA_WINDOW } from '../cases/needs.ts'
import type { Picture } from '../cases/pictures.ts'
import type { Queryable } from './db.ts'

/** Who has said something, where and when. */
export type Talker = Pick<Heard, 'group' | 'from' | 'at'>

/**
 * Lets the bot fetch the pictures that these people sent there at about that time, as far as they belong to a case or were
 * sent with words that wait for a person. Nobody else's are fetched.
 */
export async function wantPictures(tx: Queryable, talkers: Talker[], now: number): Promise<void> {
  const known = talkers.filter(({ from }) => from !== null)
  if (known.length === 0) return
  await tx.query(
    `insert into pictures (account, message, wanted_at, next_at)
     select distinct m.account, m.id, $3::timestamptz, $3::timestamptz
     from unnest($1::text[], $2::text[], $4::timestamptz[]) as t (group_id, member, at)
     join messages m on m.member = t.member and m.group_id is not distinct from t.group_id
       and m.at between t.at - make_interval(secs => $5) and t.at + make_interval(secs => $6)
     where m.type = 'image' and not m.forgotten
       and (m.case_id is not null or exists (
         select from flags f join messages words on words.account = f.account and words.id = f.message
         where f.status = 'pending' and words.member = m.member and words.group_id is not distinct from m.group_id
           and m.at between f.at - make_interval(secs => $5) and f.at + make_interval(secs => $6)))
     on conflict do nothing`,
    [
      known.map(({ group }) => group),
      known.map(({ from }) => from),
      new Date(now),
      known.map(({ at }) => new Date(at)),
      EARLIER_MEDIA / 1_000,
      MEDIA_WINDOW / 1_000,
    ],
  )
}

/** The id of the message whose picture the bot is to ask for now; null when none is due. */
export async function nextPicture(db: Queryable, account: string, now: number): Promise<string | null> {
  const { rows } = await db.query<{ message: string }>(
    `select message from pictures where account = $1 and state = 'wanted' and next_at <= $2 order by next_at limit 1`,
    [account, new Date(now)],
  )
  return rows[0]?.message ?? null
}

export async function keepPicture(
  db: Queryable,
  account: string,
  message: string,
  picture: Picture,
): Promise<void> {
  await db.query(
    `update pictures set state = 'kept', type = $3, bytes = $4, reason = null
     where account = $1 and message = $2 and state = 'wanted'`,
    [account, message, picture.type, picture.bytes],
  )
}

/** Pauses before a picture is asked for again, in ms; after the last of them it is lost. */
const PAUSES = [10_000, 60_000, 10 * 60_000, 3_600_000, 6 * 3_600_000]

/** It cannot be had now, or (`forGood`) ever. */
export async function missPicture(
  db: Queryable,
  account: string,
  message: string,
  miss: { reason: string; forGood: boolean; now: number },
): Promise<void> {
  const { reason, forGood, now } = miss
  await db.query(
    `update pictures set tries = tries + 1, reason = $3,
       state = case when $4 or tries >= $6 then 'lost' else 'wanted' end,
       next_at = $5::timestamptz + make_interval(secs => ($7::float8[])[tries + 1])
     where account = $1 and message = $2 and state = 'wanted'`,
    [account, message, reason, forGood, new Date(now), PAUSES.length, [...PAUSES, 0].map((ms) => ms / 1_000)],
  )
}
