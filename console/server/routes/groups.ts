import type { FastifyBaseLogger } from 'fastify'
import { quietUntil } from '../../../cases/quiet.ts'
import { addDays, dayAt } from '../../../cases/time.ts'
import {
  countDoings,
  countGroups,
  countHeard,
  listGroups,
  listStrangers,
} from '../../../store/console/groups.ts'
import { pathTo } from '../../../store/console/areas.ts'
import {
  findReply,
  listAccounts,
  listBlindWindows,
  listDeadLetters,
  readLag,
  readOutbox,
} from '../../../store/console/system.ts'
import { listHushed, listWaiting, type WaitingCursor } from '../../../store/console/waiting.ts'
import type { Viewer } from '../../../store/console/viewer.ts'
import { who } from '../../../store/acting.ts'
import { recordReadings } from '../../../store/readings.ts'
import { manualAccounts } from '../../../store/hushed.ts'
import { SETTLED_FROM } from '../../../store/outbox.ts'
import { REVIEWERS, viewerOf } from '../access.ts'
import { fromCursor, toCursor, toPage } from '../cursor.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest, gone, notFound } from '../errors.ts'
import { Done, GroupQuery, Groups, Outbox, OutboxQuery, OutboxRef, Settling, System } from '../schemas.ts'

const MINUTE = 60_000
/** Of what came in for so long the lag is told. */
const LATELY = 10 * MINUTE

/** Null while the queue is away: the page says so, and the rest of it is there all the same. */
const countedBy = (queue: NonNullable<ConsoleDeps['queue']>, log: FastifyBaseLogger) =>
  queue.counts().catch((err: unknown) => {
    log.warn({ err }, 'the queue is away: how much waits in it is not known')
    return null
  })

/** How the accounts and the groups fare, what was missed, what waits to be said, and what a person must settle. */
export function groupRoutes(app: App, deps: ConsoleDeps) {
  const { pool, county, clock, queue, settle } = deps
  const config = { access: REVIEWERS }

  app.get('/api/system', { config, schema: { response: { 200: System } } }, async (request) => {
    const viewer = viewerOf(request)
    const [accounts, hushed, jobs, lag, blindWindows, deadLetters, outbox] = await Promise.all([
      listAccounts(pool, viewer),
      listHushed(pool, viewer),
      queue ? countedBy(queue, request.log) : null,
      readLag(pool, clock() - LATELY),
      listBlindWindows(pool),
      listDeadLetters(pool),
      readOutbox(pool, viewer),
    ])
    const told = [...outbox.unknown, ...outbox.refused].map(({ code }) => code)
    await recordReadings(pool, { ...who(viewer), at: clock() }, told)
    return { accounts, hushed, queue: jobs, lag, blindWindows, deadLetters, outbox }
  })

  app.get(
    '/api/groups',
    { config, schema: { querystring: GroupQuery, response: { 200: Groups } } },
    async (request) => {
      const { after, limit, ...filter } = request.query
      const viewer = viewerOf(request)
      const now = clock()
      const last = after ? fromCursor(after, 1)[1]! : null
      const [found, total, strangers] = await Promise.all([
        listGroups(pool, viewer, filter, now, last, limit + 1),
        countGroups(pool, viewer, filter, now),
        after ? [] : listStrangers(pool, viewer),
      ])
      const { items, next } = toPage(found, limit, (row) => [0, row.id])
      return { items: await withCounts(deps, viewer, items, now), next, total, strangers }
    },
  )

  app.get(
    '/api/outbox',
    { config, schema: { querystring: OutboxQuery, response: { 200: Outbox } } },
    async (request) => {
      const { after, limit, ...filter } = request.query
      const now = clock()
      const moment = { now, quietEnd: quietUntil(now, county().directory.settings) }
      const cursor = after ? readCursor(after) : null
      const viewer = viewerOf(request)
      const rows = await listWaiting(pool, viewer, filter, moment, cursor, limit + 1)
      const items = rows.slice(0, limit)
      await recordReadings(
        pool,
        { ...who(viewer), at: now },
        items.map(({ code }) => code),
      )
      const last = rows.length > limit ? items.at(-1) : undefined
      return {
        items,
        next: last ? toCursor([last.notBefore, String(shownAt(last.notBefore, items, cursor))]) : null,
      }
    },
  )

  app.post(
    '/api/outbox/:ref/settle',
    { config, schema: { params: OutboxRef, body: Settling, response: { 200: Done } } },
    async (request) => {
      const viewer = viewerOf(request)
      const reply = await findReply(pool, viewer, request.params.ref)
      if (!reply) throw notFound()
      const { how } = request.body
      const said = reply.byHand && how !== 'again'
      if (!said && !SETTLED_FROM[how].includes(reply.status)) throw gone()
      if (!(await settle(reply.id, how, viewer))) throw gone()
      return { done: true as const }
    },
  )
}

/** The groups of a page with what was heard in them, what is open there and what waits. */
async function withCounts(
  { pool, county }: ConsoleDeps,
  viewer: Viewer,
  groups: Awaited<ReturnType<typeof listGroups>>,
  now: number,
) {
  const { directory } = county()
  const ids = groups.map((group) => group.id)
  const { timezone } = directory.settings
  const today = dayAt(now, timezone)
  const [heard, doings, manual] = await Promise.all([
    countHeard(pool, ids, addDays(today, -6), today),
    countDoings(pool, viewer, ids),
    manualAccounts(pool),
  ])
  return groups.map(({ area, heardBy, ...group }) => {
    const here = heard.filter((h) => h.group === group.id)
    const { group: _, ...doing } = doings.find((d) => d.group === group.id)!
    return {
      ...group,
      ...doing,
      area: pathTo(area, directory),
      manual: group.hushed?.mode === 'manual' || here.some((h) => manual.has(h.account)),
      accounts: [...new Set([...(heardBy ? [heardBy] : []), ...here.map((h) => h.account)])],
      today: here.reduce((sum, h) => sum + h.today, 0),
      week: here.reduce((sum, h) => sum + h.week, 0),
    }
  })
}

function readCursor(after: string): WaitingCursor {
  const [at, shown = ''] = fromCursor(after, 1)
  if (!/^\d{1,9}$/.test(shown)) throw badRequest('列表的位置无效，请刷新')
  return { at, shown: Number(shown) }
}

/** How many rows of one time were shown, on this page and those before. */
function shownAt(at: number, items: { notBefore: number }[], before: WaitingCursor | null): number {
  const earlier = before?.at === at ? before.shown : 0
  return earlier + items.filter((item) => item.notBefore === at).length
}
