import { inTransaction, type Pool } from './db.ts'

/** What the own account was seen to say; exactly one of group and direct is set, `at` is epoch ms. */
export interface Said {
  account: string
  id: string
  at: number
  group: string | null
  direct: string | null
  text: string
}

/** Platforms count in seconds and their clock is another one: an echo may seem to come before the message. */
const SLACK = 5_000
/** A message that left without an id takes its echo's id no later than this. */
const TARDY = 10 * 60_000

/**
 * Settles the one message of ours that an echo proves, all its rows at once; an echo that was heard before does nothing.
 * Gives whether it settled one.
 */
export async function settleEcho(pool: Pool, said: Said): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query(
      `select post, posted_text from outbox
       where account = $1 and post is not null and native_id is null and claimed_at <= $2
         and group_id is not distinct from $3 and direct is not distinct from $4
         and (status in ('sending', 'unknown') or status = 'sent' and claimed_at > $5)
         and not exists (select from outbox known where known.native_id = $6 and known.account = $1)
       order by claimed_at desc, id
       for update`,
      [said.account, new Date(said.at + SLACK), said.group, said.direct, new Date(said.at - TARDY), said.id],
    )
    const post = matching(rows, said.text)
    if (post === null) return false
    await tx.query(
      `update outbox set status = 'sent', native_id = $2, sent_at = coalesce(sent_at, $3), error = null where post = $1`,
      [post, said.id, new Date(said.at)],
    )
    return true
  })
}

/** The latest post with that very text; else one whose rendering is not known: its lines are what those of the echo end with. */
export function matching(posts: { post: string; posted_text: string }[], text: string): string | null {
  const heard = folded(text)
  const found =
    posts.find((p) => folded(p.posted_text) === heard) ?? posts.find((p) => endsAlike(text, p.posted_text))
  return found?.post ?? null
}

function endsAlike(heard: string, posted: string): boolean {
  const [theirs, ours] = [heard.trim().split('\n'), posted.trim().split('\n')]
  return theirs.length === ours.length && theirs.every((line, i) => folded(line).endsWith(folded(ours[i]!)))
}

/** Platforms trim texts and exchange the space after a mention. */
const folded = (text: string) => text.replace(/\s+/g, ' ').trim()
