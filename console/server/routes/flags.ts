import { countFlags, flagStatus, listFlags, type FlagCursor } from '../../../store/console/flags.ts'
import { REVIEWERS, viewerOf } from '../access.ts'
import { fromCursor, toPage } from '../cursor.ts'
import type { App, ConsoleDeps, Decision } from '../deps.ts'
import { gone, notFound, Refusal } from '../errors.ts'
import type { Viewer } from '../../../store/console/viewer.ts'
import { Done, FlagKey, Flags, Opening, Paging } from '../schemas.ts'

/** The flagged messages that wait for a person, and what he decides. */
export function flagRoutes(app: App, deps: ConsoleDeps) {
  const { pool, categories } = deps
  const config = { access: REVIEWERS }

  app.get(
    '/api/flags',
    { config, schema: { querystring: Paging, response: { 200: Flags } } },
    async (request) => {
      const { after, limit } = request.query
      const viewer = viewerOf(request)
      const cursor = after ? (fromCursor(after, 2) as FlagCursor) : null
      const [rows, total] = await Promise.all([
        listFlags(pool, viewer, cursor, limit + 1),
        countFlags(pool, viewer),
      ])
      return { ...toPage(rows, limit, (row) => [row.at, row.account, row.message]), total }
    },
  )

  const decide = async (viewer: Viewer, flag: { account: string; message: string }, decision: Decision) => {
    const status = await flagStatus(pool, viewer, flag.account, flag.message)
    if (!status) throw notFound()
    if (status !== 'pending') throw gone()
    if ((await deps.review(flag, decision, viewer.staff ?? viewer.login)) === 'gone') throw gone()
    return { done: true as const }
  }

  app.post(
    '/api/flags/:account/:message/open',
    { config, schema: { params: FlagKey, body: Opening, response: { 200: Done } } },
    async (request) => {
      const { category } = request.body
      if (category && !categories().has(category)) throw new Refusal(400, 'bad-request', '没有这个类别')
      return decide(viewerOf(request), request.params, { verdict: 'open', ...(category && { category }) })
    },
  )

  app.post(
    '/api/flags/:account/:message/dismiss',
    { config, schema: { params: FlagKey, response: { 200: Done } } },
    async (request) => decide(viewerOf(request), request.params, { verdict: 'dismiss' }),
  )
}
