import { caseWords } from '../../../cases/phrases.ts'
import { canMove } from '../../../cases/transitions.ts'
import { listFlags, type FlagCursor } from '../../../store/console/flags.ts'
import { loadAround, loadPlan } from '../../../store/console/review-cards.ts'
import { findFlag, keepDecision, undoDecision } from '../../../store/console/review-decide.ts'
import { loadSeen, plainCode } from '../../../store/console/seen.ts'
import type { Viewer } from '../../../store/console/viewer.ts'
import type { ReviewDecision } from '../../../store/review.ts'
import { REVIEWERS, viewerOf } from '../access.ts'
import { fromCursor, toPage } from '../cursor.ts'
import { areasIn, checkArea, checkCategory, checkStaff } from '../checks.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest, gone, notFound, Refusal, refused } from '../errors.ts'
import {
  Around,
  Decided,
  Dismissing,
  Done,
  FlagKey,
  FlagQuery,
  Flags,
  Merging,
  Opening,
  Plan,
  PlanQuery,
} from '../schemas.ts'

const leased = () => new Refusal(409, 'leased', '这条正由其他人处理')
const tooLate = () => new Refusal(409, 'too-late', '已经超过 10 秒，不能再撤销')

/** The flagged messages that wait for a person, and what he decides: it is kept, and carried out when it can be undone no more. */
export function flagRoutes(app: App, deps: ConsoleDeps) {
  const { pool, county, clock } = deps
  const config = { access: REVIEWERS }

  app.get(
    '/api/flags',
    { config, schema: { querystring: FlagQuery, response: { 200: Flags } } },
    async (request) => {
      const { after, limit, area } = request.query
      const viewer = viewerOf(request)
      const cursor = after ? (fromCursor(after, 2) as FlagCursor) : null
      const rows = await listFlags(pool, viewer, areasIn(area, viewer, deps), cursor, limit + 1)
      return toPage(rows, limit, (row) => [row.at, row.account, row.message])
    },
  )

  app.get(
    '/api/flags/:account/:message/plan',
    { config, schema: { params: FlagKey, querystring: PlanQuery, response: { 200: Plan } } },
    async (request) => {
      const viewer = viewerOf(request)
      checkCategory(request.query.category, deps)
      checkArea(request.query.area, viewer, deps)
      const plan = await loadPlan(pool, viewer, county(), request.params, request.query)
      if (!plan) throw notFound()
      return plan
    },
  )

  app.get(
    '/api/flags/:account/:message/around',
    { config, schema: { params: FlagKey, response: { 200: Around } } },
    async (request) => {
      const around = await loadAround(pool, viewerOf(request), county(), request.params)
      if (!around) throw notFound()
      return around
    },
  )

  const decide = async (viewer: Viewer, flag: FlagKey, decision: ReviewDecision) => {
    const kept = await keepDecision(pool, viewer, county(), flag, decision, clock())
    if (kept === 'unseen') throw notFound()
    if (kept === 'gone') throw gone()
    if (kept === 'leased') throw leased()
    return { until: kept }
  }

  app.post(
    '/api/flags/:account/:message/open',
    { config, schema: { params: FlagKey, body: Opening, response: { 200: Decided } } },
    async (request) => {
      const viewer = viewerOf(request)
      const { category, area, confidential, about } = request.body
      checkCategory(category, deps)
      checkArea(area, viewer, deps)
      if (about && !confidential) throw badRequest('只有保密件要写明涉及的人')
      checkStaff(about, deps)
      return decide(viewer, request.params, {
        verdict: 'open',
        ...(category !== undefined && { category }),
        ...(area !== undefined && { area }),
        ...(confidential && { confidential, about: about ?? [] }),
      })
    },
  )

  app.post(
    '/api/flags/:account/:message/dismiss',
    { config, schema: { params: FlagKey, body: Dismissing, response: { 200: Decided } } },
    async (request) => decide(viewerOf(request), request.params, { verdict: 'dismiss', ...request.body }),
  )

  app.post(
    '/api/flags/:account/:message/merge',
    { config, schema: { params: FlagKey, body: Merging, response: { 200: Decided } } },
    async (request) => {
      const viewer = viewerOf(request)
      const into = plainCode(request.body.into)
      await checkInto(viewer, request.params, into)
      return decide(viewer, request.params, { verdict: 'merge', into })
    },
  )

  /** A case that he may not see cannot take it, like one that there is not. */
  const checkInto = async (viewer: Viewer, key: FlagKey, code: string) => {
    const flag = await findFlag(pool, viewer, key)
    if (!flag) throw notFound()
    if (flag.decided) throw gone()
    const { wording } = county()
    const into = await loadSeen(pool, viewer, code)
    if (!into) throw refused(wording('unknown-code', { code }))
    if (!canMove(into, 'join')) throw refused(wording('wrong-state', caseWords(into, county())))
    if (flag.confidential && !into.confidential) throw refused('保密的内容只能并入保密件')
  }

  app.post(
    '/api/flags/:account/:message/undo',
    { config, schema: { params: FlagKey, response: { 200: Done } } },
    async (request) => {
      if (!(await undoDecision(pool, viewerOf(request), request.params, clock()))) throw tooLate()
      return { done: true as const }
    },
  )
}
