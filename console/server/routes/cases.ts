import { who } from '../../../store/acting.ts'
import { recordExport } from '../../../store/audit.ts'
import {
  COUNTED,
  countCases,
  cursorOf,
  listCases,
  type CaseCursor,
} from '../../../store/console/case-list.ts'
import { listForSheet } from '../../../store/console/case-sheet.ts'
import { findCase } from '../../../store/console/cases.ts'
import { inTransaction } from '../../../store/db.ts'
import { recordReadings } from '../../../store/readings.ts'
import { SIGNED_IN, viewerOf } from '../access.ts'
import { filterOf, orderOf } from '../case-query.ts'
import { filterWords } from '../case-words.ts'
import { fromCursor, toPage } from '../cursor.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { ledgerSheet } from '../ledger-sheet.ts'
import { CaseCode, CaseCount, CaseFilters, CasePage, CaseQuery, Cases } from '../schemas.ts'

/** So many lines a server makes without keeping others waiting for long: a workbook is written in one go. */
const SHEET_ROWS = 5_000
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The ledger: its list, how many there are, the same as a workbook, and one case of it. */
export function caseRoutes(app: App, deps: ConsoleDeps) {
  const { pool, county, clock } = deps
  const config = { access: SIGNED_IN }

  app.get(
    '/api/cases',
    { config, schema: { querystring: CaseQuery, response: { 200: Cases } } },
    async (request) => {
      const { after, limit, ...asked } = request.query
      const cursor = after ? (fromCursor(after, 2) as CaseCursor) : null
      const filter = await filterOf(pool, asked, county().directory)
      const order = orderOf(asked)
      const rows = await listCases(
        pool,
        viewerOf(request),
        county(),
        filter,
        order,
        cursor,
        limit + 1,
        clock(),
      )
      return toPage(rows, limit, (row) => cursorOf(order, row))
    },
  )

  app.get(
    '/api/cases/count',
    { config, schema: { querystring: CaseFilters, response: { 200: CaseCount } } },
    async (request) => {
      const filter = await filterOf(pool, request.query, county().directory)
      const count = await countCases(pool, viewerOf(request), filter, clock())
      return { count: Math.min(count, COUNTED), more: count > COUNTED }
    },
  )

  app.get('/api/cases.xlsx', { config, schema: { querystring: CaseFilters } }, async (request, reply) => {
    const viewer = viewerOf(request)
    const { directory } = county()
    const now = clock()
    const filter = await filterOf(pool, request.query, directory)
    const rows = await listForSheet(pool, viewer, county(), filter, SHEET_ROWS + 1, now)
    const items = rows.slice(0, SHEET_ROWS)
    const discipline = viewer.office?.kind === 'discipline' ? viewer.office.id : null
    const exported = { what: '台账', filter: filterWords(request.query, county()), discipline }
    await inTransaction(pool, (tx) => recordExport(tx, { ...who(viewer), at: now }, exported, items))
    const sheet = await ledgerSheet(items, rows.length > items.length, county(), now)
    return reply
      .type(XLSX)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent('问题台账.xlsx')}`)
      .send(sheet)
  })

  app.get(
    '/api/cases/:code',
    { config, schema: { params: CaseCode, response: { 200: CasePage } } },
    async (request) => {
      const viewer = viewerOf(request)
      const found = await findCase(pool, viewer, request.params.code, county(), clock())
      if (!found) throw notFound()
      if (found.confidential) await recordReadings(pool, { ...who(viewer), at: clock() }, [found.code])
      return found
    },
  )
}
