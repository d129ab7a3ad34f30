import { namesOfficials } from '../../cases/accused.ts'
import type { County } from '../../cases/county.ts'
import { findingOf, secrecyOf } from '../../cases/opening.ts'
import { UNDO, type FlagId } from '../deciding.ts'
import type { Queryable } from '../db.ts'
import { IGNORED } from '../ignored.ts'
import { countyOf, toHeard, type TextRow } from '../review.ts'
import { LEASE } from './review-take.ts'
import type { Viewer } from './viewer.ts'

/** How long ago what is drawn may have been said, in ms. */
const SINCE = 72 * 3_600_000
/** How many are drawn to find one that everybody may see. */
const DRAWN = 20
/** From which share of all they are drawn, where there are many. */
const SHARE = 0.001

/** The residents' groups from which a viewer is shown what the rules ignored. */
export const sampledGroups = ({ role, office }: Viewer, { directory }: County): string[] => {
  const tops =
    role === 'admin' ? directory.areas.filter((a) => a.parent === null).map((a) => a.code) : [office?.area]
  return tops.flatMap((code) =>
    code === undefined ? [] : directory.residentsGroupsIn(code).map((g) => g.id),
  )
}

/** From which groups is drawn for whom: what he has in his hand is not given to him again. */
interface Drawing {
  hand: FlagId[]
  groups: string[]
}

/**
 * Gives a viewer one message that the rules ignored: one that was drawn and given back undecided, else one by lot. Whatever
 * names an official is never drawn, since it may be a complaint that they missed. Null: there is none.
 */
export async function takeSample(
  tx: Queryable,
  viewer: Viewer,
  county: County,
  { hand, groups }: Drawing,
  now: number,
): Promise<FlagId | null> {
  return (
    (await takeUndecided(tx, viewer, { hand, groups }, now)) ?? (await draw(tx, viewer, county, groups, now))
  )
}

async function takeUndecided(tx: Queryable, { login }: Viewer, { hand, groups }: Drawing, now: number) {
  const { rows } = await tx.query<FlagId>(
    `update samples set leased_by = $1, leased_until = $2 where (account, message) in (
       select s.account, s.message from samples s join messages m on m.account = s.account and m.id = s.message
       where s.need is null and s.at > $3 and s.group_id = any($4) and (s.leased_until is null or s.leased_until <= $5 or s.leased_by = $1) and ${IGNORED}
         and (s.account, s.message) not in (select * from unnest($6::text[], $7::text[]))
       limit 1 for update of s skip locked)
     returning account, message`,
    [
      ...[login, new Date(now + LEASE), new Date(now - SINCE), groups, new Date(now)],
      ...[hand.map((key) => key.account), hand.map((key) => key.message)],
    ],
  )
  return rows[0] ?? null
}

async function draw(
  tx: Queryable,
  { login }: Viewer,
  county: County,
  groups: string[],
  now: number,
): Promise<FlagId | null> {
  // A share of many is found by the index alone; of few there may be none in the share.
  const few = await drawSome(tx, groups, now, SHARE)
  const some = few.length ? few : await drawSome(tx, groups, now, 1)
  const drawn = some.find((message) => isHarmless(message, county))
  if (!drawn) return null
  const { account, message, at, group_id } = drawn
  const { rowCount } = await tx.query(
    `insert into samples (account, message, at, group_id, leased_by, leased_until) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [account, message, at, group_id, login, new Date(now + LEASE)],
  )
  return rowCount ? { account, message } : null
}

interface Drawn extends FlagId {
  at: Date
  group_id: string
  text: string
}

async function drawSome(tx: Queryable, groups: string[], now: number, share: number): Promise<Drawn[]> {
  const { rows } = await tx.query<Drawn>(
    `select m.account, m.id as message, m.at, m.group_id, m.text from (
       select m.group_id, m.at, m.member from messages m
       where random() < $1 and m.at > $2 and m.at <= $3 and m.group_id = any($4) and ${IGNORED} order by random() limit $5) lot
     join messages m on m.group_id = lot.group_id and m.at = lot.at and m.member = lot.member and ${IGNORED}
     where not exists (select from samples s where s.account = m.account and s.message = m.id)
       and not exists (select from flags f where f.account = m.account and f.message = m.id)`,
    [share, new Date(now - SINCE), new Date(now), groups, DRAWN],
  )
  return rows
}

/** Neither a complaint nor anything about an official: such a message is for nobody whom it might be about. */
function isHarmless(drawn: Drawn, everywhere: County): boolean {
  const { directory, rules } = countyOf(drawn, everywhere)
  const area = directory.group(drawn.group_id)?.area ?? directory.top().code
  return !rules.judgeForced(drawn.text).confidential && !namesOfficials(directory, drawn.text, area)
}

/**
 * Notes whether what a viewer was shown is a need. One that is becomes a flag, to be decided about like others; `secret`: one
 * that the rules take for a complaint by now, so that the office that may know of it decides; `other`: it is no sample of his.
 */
export async function decideSample(
  tx: Queryable,
  { login }: Viewer,
  county: County,
  { account, message }: FlagId,
  need: boolean,
  now: number,
): Promise<'need' | 'secret' | 'none' | 'other'> {
  const { rowCount } = await tx.query(
    `update samples s set need = $3, decided_by = $4, decided_at = $5
     where s.account = $1 and s.message = $2 and s.need is null and s.leased_by = $4
       and exists (select from messages m where m.account = s.account and m.id = s.message and m.state = 'ignored' and m.text <> '')`,
    [account, message, need, login, new Date(now)],
  )
  if (!rowCount) return 'other'
  if (!need) return 'none'
  const { rows } = await tx.query<TextRow>(
    `update messages set state = 'flagged' where account = $1 and id = $2
     returning account, id, at, group_id, member, member_name, text`,
    [account, message],
  )
  const row = rows[0]!
  const local = countyOf(row, county)
  const { category, kind, urgency, confidential } = findingOf(local.rules.judgeForced(row.text))
  const secret = confidential ? secrecyOf(toHeard(row), local, null) : null
  await tx.query(
    `insert into flags (account, message, at, group_id, category, kind, urgency, confidential, about, office, score, hits, status)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, '[]', 'pending')`,
    [
      ...[account, message, row.at, row.group_id, category, kind, urgency, confidential],
      ...[secret?.about ?? [], secret?.office?.id ?? null],
    ],
  )
  return confidential ? 'secret' : 'need'
}

/** Takes back what a viewer said of a sample, and with it the flag that came of it. */
export async function undoSample(
  tx: Queryable,
  login: string,
  { account, message }: FlagId,
  now: number,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update samples s set need = null, decided_by = null, decided_at = null, leased_by = $3, leased_until = $4
     where s.account = $1 and s.message = $2 and s.decided_by = $3 and s.decided_at > $5
       and not exists (select from flags f where f.account = $1 and f.message = $2 and (f.status <> 'pending' or f.decision is not null))`,
    [account, message, login, new Date(now + LEASE), new Date(now - UNDO)],
  )
  if (!rowCount) return false
  await tx.query('delete from flags where account = $1 and message = $2', [account, message])
  await tx.query(`update messages set state = 'ignored' where account = $1 and id = $2`, [account, message])
  return true
}
