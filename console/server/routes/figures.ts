import { isDay, LONGEST_DAYS, daysOf, spanOf, type Period, type Span } from '../../../cases/periods.ts'
import { dayAt } from '../../../cases/time.ts'
import { who } from '../../../store/acting.ts'
import { record } from '../../../store/audit.ts'
import { NO_OFFICE } from '../../../store/console/figures.ts'
import { SIGNED_IN, viewerOf } from '../access.ts'
import { scopeWords } from '../case-words.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest } from '../errors.ts'
import { figuresOf, spotsOf, type Scope } from '../figure-rows.ts'
import { figureSheet } from '../figure-sheet.ts'
import { Figures, FigureSheetQuery, FiguresQuery, Spots, SpotsQuery } from '../schemas.ts'

/** 看板: how many, how long and how well, for whatever the viewer sees in the ledger. */
export function figureRoutes(app: App, deps: ConsoleDeps) {
  const { pool, county, clock } = deps
  const config = { access: SIGNED_IN }

  app.get(
    '/api/figures',
    { config, schema: { querystring: FiguresQuery, response: { 200: Figures } } },
    (request) => {
      const { query } = request
      return figuresOf(pool, viewerOf(request), scopeOf(query, deps), query.by, county(), clock())
    },
  )

  app.get(
    '/api/figures/map',
    { config, schema: { querystring: SpotsQuery, response: { 200: Spots } } },
    (request) => spotsOf(pool, viewerOf(request), scopeOf(request.query, deps), county(), clock()),
  )

  app.get(
    '/api/figures.xlsx',
    { config, schema: { querystring: FigureSheetQuery } },
    async (request, reply) => {
      const viewer = viewerOf(request)
      const { by } = request.query
      const scope = scopeOf(request.query, deps)
      const { rows, span } = await figuresOf(pool, viewer, scope, by, county(), clock())
      const days = `${span.from} 至 ${span.to}`
      const file = await figureSheet(rows, by, `看板 ${days}`)
      const detail = `看板 ${days}${scopeWords(scope, county())}`
      await record(pool, { ...who(viewer), at: clock(), action: 'export', detail })
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', `attachment; filename="figures-${span.from}-${span.to}.xlsx"`)
        .send(file)
    },
  )
}

interface Query {
  period: Period
  from?: string
  to?: string
  area?: string
  office?: string
  category?: string
}

function scopeOf({ period, from, to, area, office, category }: Query, deps: ConsoleDeps): Scope {
  const { directory } = deps.county()
  if (area !== undefined && !directory.area(area)) throw badRequest('没有这个区域')
  if (office !== undefined && office !== NO_OFFICE && !directory.office(office))
    throw badRequest('没有这个单位')
  const today = dayAt(deps.clock(), directory.settings.timezone)
  const span = period === 'custom' ? readSpan(from, to) : spanOf(period, today)
  return { period, span, area, office, category }
}

function readSpan(from: string | undefined, to: string | undefined): Span {
  if (from === undefined || to === undefined || !isDay(from) || !isDay(to))
    throw badRequest('请选择开始和结束日期')
  const days = daysOf({ from, to })
  if (days < 1) throw badRequest('开始日期不能晚于结束日期')
  if (days > LONGEST_DAYS) throw badRequest('最多只能看三年')
  return { from, to }
}
