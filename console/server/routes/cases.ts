import { who } from '../../../store/acting.ts'
import { recordReading } from '../../../store/audit.ts'
import { findCase, listCases, type CaseCursor } from '../../../store/console/cases.ts'
import { SIGNED_IN, viewerOf } from '../access.ts'
import { fromCursor, toPage } from '../cursor.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { CaseCode, CasePage, CaseQuery, Cases } from '../schemas.ts'

/** The ledger and one case of it. */
export function caseRoutes(app: App, { pool, county, clock }: ConsoleDeps) {
  const config = { access: SIGNED_IN }

  app.get(
    '/api/cases',
    { config, schema: { querystring: CaseQuery, response: { 200: Cases } } },
    async (request) => {
      const { after, limit, ...filter } = request.query
      const cursor = after ? (fromCursor(after, 1) as CaseCursor) : null
      const rows = await listCases(pool, viewerOf(request), filter, cursor, limit + 1, clock())
      return toPage(rows, limit, (row) => [row.openedAt, row.code])
    },
  )

  app.get(
    '/api/cases/:code',
    { config, schema: { params: CaseCode, response: { 200: CasePage } } },
    async (request) => {
      const viewer = viewerOf(request)
      const found = await findCase(pool, viewer, request.params.code, county(), clock())
      if (!found) throw notFound()
      if (found.confidential) await recordReading(pool, { ...who(viewer), at: clock(), code: found.code })
      return found
    },
  )
}
