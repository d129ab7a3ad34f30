import { act, mark, reveal } from '../../../store/acting.ts'
import { seenBy } from '../../../store/console/seen.ts'
import { splitOff } from '../../../store/splitting.ts'
import { actorOf, SIGNED_IN } from '../access.ts'
import { checkCategory, checkStaff } from '../checks.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { done } from '../outcome.ts'
import { Acting, CaseCode, CodeGiven, Done, Marking, Revealed, Splitting } from '../schemas.ts'

/** What staff do with a case from its page; who may do what is decided where the case is. */
export function actingRoutes(app: App, deps: ConsoleDeps) {
  const { pool, county, clock } = deps
  const config = { access: SIGNED_IN }

  app.post(
    '/api/cases/:code/act',
    { config, schema: { params: CaseCode, body: Acting, response: { 200: Done } } },
    async (request) => {
      const { verb, text = '' } = request.body
      const viewer = actorOf(request)
      done(await act(pool, county(), seenBy(viewer, request.params.code), { verb, text }, viewer, clock()))
      return { done: true as const }
    },
  )

  app.post(
    '/api/cases/:code/split',
    { config, schema: { params: CaseCode, body: Splitting, response: { 200: CodeGiven } } },
    async (request) => {
      const viewer = actorOf(request)
      checkCategory(request.body.category, deps)
      return done(
        await splitOff(pool, county(), seenBy(viewer, request.params.code), request.body, viewer, clock()),
      )
    },
  )

  app.post(
    '/api/cases/:code/confidential',
    { config, schema: { params: CaseCode, body: Marking, response: { 200: Done } } },
    async (request) => {
      const { about = [] } = request.body
      const viewer = actorOf(request)
      checkStaff(about, deps)
      done(await mark(pool, county(), seenBy(viewer, request.params.code), about, viewer, clock()))
      return { done: true as const }
    },
  )

  app.post(
    '/api/cases/:code/reveal',
    { config, schema: { params: CaseCode, response: { 200: Revealed } } },
    async (request) => {
      const viewer = actorOf(request)
      return done(await reveal(pool, county(), seenBy(viewer, request.params.code), viewer, clock()))
    },
  )
}
