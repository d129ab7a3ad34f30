import { actOnEach, allowedForAll } from '../../../store/acting-many.ts'
import { loadAllSeen, seenBy } from '../../../store/console/seen.ts'
import { actorOf, SIGNED_IN, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { reasonOf } from '../outcome.ts'
import { BULK, BulkActing, BulkChoice, BulkDone, BulkMay } from '../schemas.ts'

/** The same act on many cases. What may not be seen is neither touched nor told from what never was. */
export function bulkRoutes(app: App, { pool, county, clock }: ConsoleDeps) {
  const config = { access: SIGNED_IN }

  app.post(
    '/api/cases/may',
    { config, schema: { body: BulkChoice, response: { 200: BulkMay } } },
    async (request) => {
      const viewer = viewerOf(request)
      const cases = await loadAllSeen(pool, viewer, request.body.codes)
      const may = allowedForAll(cases, county(), viewer.staff, clock())
      return { may: BULK.filter((verb) => may.includes(verb)) }
    },
  )

  app.post(
    '/api/cases/act',
    { config, schema: { body: BulkActing, response: { 200: BulkDone } } },
    async (request) => {
      const { codes, verb, text = '' } = request.body
      const viewer = actorOf(request)
      const targets = codes.map((code) => ({ code, load: seenBy(viewer, code) }))
      const acted = await actOnEach(pool, county(), targets, { verb, text }, viewer, clock())
      return { results: acted.map((one) => ({ code: one.code, refused: reasonOf(one.acted) })) }
    },
  )
}
