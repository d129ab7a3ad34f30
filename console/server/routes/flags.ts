import { caseWords } from '../../../cases/phrases.ts'
import { canMove } from '../../../cases/transitions.ts'
import { countFlags, flagStatus, listFlags, type FlagCursor } from '../../../store/console/flags.ts'
import { loadSeen, plainCode } from '../../../store/console/seen.ts'
import type { Viewer } from '../../../store/console/viewer.ts'
import type { ReviewDecision } from '../../../store/review.ts'
import { REVIEWERS, viewerOf } from '../access.ts'
import { fromCursor, toPage } from '../cursor.ts'
import { checkCategory, checkStaff } from '../checks.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest, gone, notFound, refused } from '../errors.ts'
import { Done, FlagKey, Flags, Merging, Opening, Paging } from '../schemas.ts'

/** The flagged messages that wait for a person, and what he decides. */
export function flagRoutes(app: App, deps: ConsoleDeps) {
  const { pool } = deps
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

  const decide = async (viewer: Viewer, flag: FlagKey, decision: ReviewDecision) => {
    const status = await flagStatus(pool, viewer, flag.account, flag.message)
    if (!status) throw notFound()
    if (status !== 'pending') throw gone()
    if (decision.into !== undefined) await checkInto(viewer, decision.into)
    if ((await deps.review(flag, decision, viewer)) === 'gone') throw gone()
    return { done: true as const }
  }

  /** A case that he may not see cannot take it, like one that there is not. */
  const checkInto = async (viewer: Viewer, code: string) => {
    const { wording } = deps.county()
    const into = await loadSeen(pool, viewer, code)
    if (!into) throw refused(wording('unknown-code', { code }))
    if (!canMove(into, 'join')) throw refused(wording('wrong-state', caseWords(into, deps.county())))
  }

  app.post(
    '/api/flags/:account/:message/open',
    { config, schema: { params: FlagKey, body: Opening, response: { 200: Done } } },
    async (request) => {
      const { category, confidential, about } = request.body
      checkCategory(category, deps)
      if (about && !confidential) throw badRequest('只有保密件要写明涉及的人')
      checkStaff(about, deps)
      const decision = {
        ...(category !== undefined && { category }),
        ...(confidential && { confidential, about: about ?? [] }),
      }
      return decide(viewerOf(request), request.params, { verdict: 'open', ...decision })
    },
  )

  app.post(
    '/api/flags/:account/:message/dismiss',
    { config, schema: { params: FlagKey, response: { 200: Done } } },
    async (request) => decide(viewerOf(request), request.params, { verdict: 'dismiss' }),
  )

  app.post(
    '/api/flags/:account/:message/merge',
    { config, schema: { params: FlagKey, body: Merging, response: { 200: Done } } },
    async (request) => {
      const into = plainCode(request.body.into)
      return decide(viewerOf(request), request.params, { verdict: 'merge', into })
    },
  )
}
