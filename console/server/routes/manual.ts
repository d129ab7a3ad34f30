import type { Heard } from '../../../cases/model.ts'
import { readPasted, type Pasted } from '../../../cases/pasted.ts'
import { addDays, atLocalTime, dayAt } from '../../../cases/time.ts'
import { hush, isHushable, unhush } from '../../../store/hushed.ts'
import {
  accountNames,
  asHeard,
  batchId,
  isManual,
  knownAmong,
  recordPasted,
  type SaidBy,
} from '../../../store/manual.ts'
import { ADMINS, viewerOf } from '../access.ts'
import { saidAt } from '../checks.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest, gone, notFound, refused, Refusal } from '../errors.ts'
import {
  Copied,
  Done,
  GroupId,
  Hushing,
  Pasted as PastedSchema,
  Pasting,
  Read,
  Unhushing,
} from '../schemas.ts'

/** How people call the bot where the account has no other name. */
const USUAL_NAMES = ['巡群', 'bot']
const MOST = 200

/** Where no bot speaks, and how people hear and speak in its stead; for admins, since whoever pastes speaks for others. */
export function manualRoutes(app: App, deps: ConsoleDeps) {
  const { pool, clock, county } = deps
  const config = { access: ADMINS }

  app.post('/api/hushed', { config, schema: { body: Hushing, response: { 200: Done } } }, async (request) => {
    const { kind, id } = request.body
    if (!(await isHushable(pool, kind, id))) throw notFound()
    const reason = request.body.reason.trim()
    await hush(pool, { ...request.body, reason }, viewerOf(request), clock())
    return { done: true as const }
  })

  app.post(
    '/api/hushed/end',
    { config, schema: { body: Unhushing, response: { 200: Done } } },
    async (request) => {
      if (!(await unhush(pool, request.body, viewerOf(request), clock()))) throw gone()
      return { done: true as const }
    },
  )

  app.post(
    '/api/groups/:id/read',
    { config, schema: { params: GroupId, body: Copied, response: { 200: Read } } },
    async (request) => {
      const { id } = request.params
      await checkManual(id)
      const { text, name, at } = request.body
      const now = clock()
      const { timezone } = county().directory.settings
      const read = readPasted(text).map((said) => ({
        name: said.name ?? (name?.trim() || null),
        text: said.text,
        at: timeOf(said.at, at ?? now, now, timezone),
      }))
      if (!read.length) throw badRequest('没有读到内容')
      if (read.length > MOST) throw badRequest(`一次最多 ${MOST} 条，请分几次贴`)
      const named = read.flatMap((said, place) =>
        said.name === null ? [] : [{ ...said, name: said.name, place }],
      )
      const known = await knownAmong(pool, id, await heardIn(id, named))
      const places = new Set(named.flatMap(({ place }, i) => (known.has(i) ? [place] : [])))
      return { items: read.map((said, place) => ({ ...said, known: places.has(place) })) }
    },
  )

  app.post(
    '/api/groups/:id/paste',
    { config, schema: { params: GroupId, body: Pasting, response: { 200: PastedSchema } } },
    async (request) => {
      const { id } = request.params
      await checkManual(id)
      const now = clock()
      const said = request.body.items.map((item) => ({
        ...item,
        name: item.name.trim(),
        at: saidAt(item.at, now),
      }))
      const heard = await heardIn(id, said)
      const known = await knownAmong(pool, id, heard)
      const fresh = unique(heard.filter((_, i) => !known.has(i)))
      if (fresh.length) {
        await pass(fresh)
        await recordPasted(pool, id, fresh.length, viewerOf(request), now)
      }
      return { taken: fresh.length, known: heard.length - fresh.length }
    },
  )

  async function checkManual(group: string) {
    if (!(await isHushable(pool, 'group', group))) throw notFound()
    if (!(await isManual(pool, group, clock()))) throw refused('这个群没有改为人工，请先改为人工')
  }

  async function heardIn(group: string, said: SaidBy[]) {
    const names = [...USUAL_NAMES, ...(await accountNames(pool))].map((n) =>
      n.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    )
    return asHeard(pool, group, said, new RegExp(`@(?:${names.join('|')})(?:\\s+|$)`, 'giu'))
  }

  async function pass(heard: Heard[]) {
    const away = () => new Refusal(503, 'queue-away', '消息队列暂时用不了，没有收下，请稍后再贴')
    if (!deps.queue) throw away()
    await deps.queue.add(batchId(heard), heard).catch((error: unknown) => {
      deps.log.warn({ err: error }, 'the queue is away; what was pasted was not taken')
      throw away()
    })
  }
}

/** A clock without a date is the latest such time; what says nothing was said at `otherwise`. */
function timeOf(at: Pasted['at'], otherwise: number, now: number, timezone: string): number {
  if (!at) return otherwise
  const [date, clock] = at
  const day = date ?? dayAt(now, timezone)
  const time = atLocalTime(day, clock, timezone)
  return date === null && time > now ? atLocalTime(addDays(day, -1), clock, timezone) : time
}

const unique = (heard: Heard[]) => [...new Map(heard.map((h) => [h.id, h])).values()]
