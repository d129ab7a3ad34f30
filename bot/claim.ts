import type { Logger } from 'pino'
import { dayStart, nextMorning } from '../cases/quiet.ts'
import type { Settings } from '../cases/world.ts'
import { inTransaction, type Pool, type Queryable } from '../store/db.ts'
import { claim, countPosts, lockConversation, lockHead, putOff } from '../store/sending.ts'
import type { Scope, Waiting } from '../store/sending.ts'
import { BURST_WINDOW, combine, pick } from './lane.ts'
import type { Post } from './ports.ts'

/** Rows that are `sending` now, and the one message that they make. */
export interface Claimed {
  id: string
  rows: Waiting[]
  post: Post
}

export interface Limits {
  settings: Settings
  /** messages a group gets a day at the most, urgent ones apart */
  budget: number
  log: Logger
}

/**
 * Claims what is to leave now under the new post `id`, in one short transaction; null: nothing may leave now.
 * What waits in a group that has had its messages of the day is put off until the next morning.
 */
export async function claimPost(
  pool: Pool,
  id: string,
  scope: Scope,
  limits: Limits,
): Promise<Claimed | null> {
  return inTransaction(pool, async (tx) => {
    for (;;) {
      const head = await lockHead(tx, scope)
      if (!head) return null
      const waiting = await lockConversation(tx, head, scope, scope.now + BURST_WINDOW)
      const rows = pick(head, waiting, scope.now)
      const group = await spentGroup(tx, rows, scope, limits)
      if (group === null) return claimRows(tx, id, rows, scope.now)
      limits.log.info({ group }, 'the group has had its messages of the day, the rest waits until morning')
      await putOff(tx, scope.account, group, nextMorning(scope.now, limits.settings))
    }
  })
}

/** The group of the rows, if it gets no more today; null: they may leave. */
async function spentGroup(
  tx: Queryable,
  rows: Waiting[],
  scope: Scope,
  limits: Limits,
): Promise<string | null> {
  const limited = rows.find((row) => row.group !== null && !row.urgent)
  if (!limited?.group) return null
  const posts = await countPosts(tx, limited.group, dayStart(scope.now, limits.settings.timezone))
  return posts >= limits.budget ? limited.group : null
}

async function claimRows(tx: Queryable, id: string, rows: Waiting[], now: number): Promise<Claimed> {
  const lines = combine(rows)
  const text = lines.map((line) => line.text).join('\n')
  const mentions = [...new Set(lines.flatMap((line) => line.mentions))]
  const names = await claim(tx, rows, { id, text, mentions, now })
  const { group = null, direct = null } = rows[0] ?? {}
  const named = lines.map((line) => ({
    text: line.text,
    mentions: line.mentions.map((member) => ({ id: member, name: names.get(member) ?? member })),
  }))
  return { id, rows, post: { group, direct, lines: named } }
}
