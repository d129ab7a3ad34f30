import { createHash } from 'node:crypto'
import { PASTED, type Heard } from '../cases/model.ts'
import { record, type Who } from './audit.ts'
import type { Queryable } from './db.ts'
import { BY_NAME } from './hushed.ts'

/** What somebody has said in a group, as a person has written it down. */
export interface SaidBy {
  name: string
  text: string
  /** epoch ms */
  at: number
}

/** ms before and after a time within which the same words of the same person are one message: people seldom know the minute. */
const SAME = 24 * 3_600_000
const DAY = 24 * 3_600_000

/** Whether people speak in this group, because of itself or of an account that has heard it lately. */
export async function isManual(db: Queryable, group: string, now: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from hushed h where h.mode = 'manual' and (
       h.kind = 'group' and h.id = $1
       or h.kind = 'account' and exists (
         select from messages m where m.group_id = $1 and m.account = h.id and m.at > $2))`,
    [group, new Date(now - 30 * DAY)],
  )
  return (rowCount ?? 0) > 0
}

/**
 * Messages as the bot would have heard them, with a key that comes of their content: pasted twice they are one. Whoever
 * bears the name alone in the group is that member; anybody else is known by his name there, and nowhere else.
 */
export async function asHeard(
  db: Queryable,
  group: string,
  said: SaidBy[],
  callsBot: RegExp,
): Promise<Heard[]> {
  const members = await membersNamed(
    db,
    group,
    said.map((s) => s.name),
  )
  return said.map(({ name, text, at }) => {
    const words = text.replace(callsBot, '').trim()
    return {
      account: PASTED,
      id: keyOf(group, name, text, String(Math.floor(at / DAY))),
      at,
      group,
      from: members.get(name) ?? BY_NAME + keyOf(group, name),
      fromName: name,
      type: 'text',
      text: words,
      mentions: [],
      mentionsBot: words !== text.trim(),
      quote: null,
    }
  })
}

async function membersNamed(db: Queryable, group: string, names: string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ name: string; id: string }>(
    `select m.name, min(m.id) as id from group_members gm join members m on m.id = gm.member
     where gm.group_id = $1 and m.name = any($2) group by m.name having count(*) = 1`,
    [group, names],
  )
  return new Map(rows.map((row) => [row.name, row.id]))
}

/** Which of them are filed already, pasted before or heard by a bot: their places in the list. */
export async function knownAmong(db: Queryable, group: string, heard: Heard[]): Promise<Set<number>> {
  const { rows } = await db.query<{ place: number }>(
    `select (h.place - 1)::integer as place
     from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[]) with ordinality as h (member, name, text, at, place)
     where exists (
       select from messages m
       where m.group_id = $1 and m.at between h.at - $6::interval and h.at + $6::interval
         and m.text = h.text and (m.member = h.member or m.member_name = h.name))`,
    [
      group,
      heard.map((h) => h.from),
      heard.map((h) => h.fromName),
      heard.map((h) => h.text),
      heard.map((h) => new Date(h.at)),
      `${SAME} milliseconds`,
    ],
  )
  return new Set(rows.map((row) => row.place))
}

/** Notes that somebody has pasted so many messages of a group. */
export async function recordPasted(db: Queryable, group: string, count: number, by: Who, now: number) {
  const detail = `group ${group} ${count}`
  await record(db, { login: by.login, staff: by.staff, at: now, action: 'paste', detail })
}

/** How the accounts are called, by which people speak to the bot. */
export async function accountNames(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>('select name from accounts where name is not null')
  return rows.map((row) => row.name)
}

/** The same batch gives the same id: put into the queue twice it is one job. */
export const batchId = (heard: Heard[]) => `p${keyOf(...heard.map((h) => h.id))}`

const keyOf = (...parts: string[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 24)
