import { listAudit, type AuditCursor } from '../../../store/console/audit.ts'
import { readsAudit, REVIEWERS, viewerOf } from '../access.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest } from '../errors.ts'
import { AuditEntries, AuditQuery } from '../schemas.ts'

/** Who has done or looked at what. */
export function auditRoutes(app: App, { pool, county }: ConsoleDeps) {
  app.get(
    '/api/audit',
    {
      config: { access: REVIEWERS, may: readsAudit },
      schema: { querystring: AuditQuery, response: { 200: AuditEntries } },
    },
    async (request) => {
      const { after, limit, ...filter } = request.query
      const cursor = after ? readCursor(after) : null
      const rows = await listAudit(pool, viewerOf(request), county(), filter, cursor, limit + 1)
      const items = rows.slice(0, limit)
      const last = rows.length > limit ? items.at(-1) : undefined
      return { items, next: last ? toCursor([last.at, String(shownAt(last.at, items, cursor))]) : null }
    },
  )
}

function readCursor(after: string): AuditCursor {
  const [at, shown = ''] = fromCursor(after, 1)
  if (!/^\d{1,9}$/.test(shown)) throw badRequest('列表的位置无效，请刷新')
  return { at, shown: Number(shown) }
}

/** How many rows of one time were shown, on this page and those before. */
function shownAt(at: number, items: { at: number }[], before: AuditCursor | null): number {
  const earlier = before?.at === at ? before.shown : 0
  return earlier + items.filter((item) => item.at === at).length
}
