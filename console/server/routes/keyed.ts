import { knownCategory } from '../../../cases/county.ts'
import { fileBySystem, stateOfFiled } from '../../../store/intake.ts'
import { keyOf } from '../access.ts'
import { saidAt } from '../checks.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest, notFound, tooMany } from '../errors.ts'
import { IntakeCase, IntakeId, IntakeKept, IntakeState } from '../schemas.ts'
import { createPace } from '../throttle.ts'

/** How many requests a system may make in a minute. */
export const MOST = 300
const MINUTE = 60_000

/** Where other systems, such as a hotline, file cases and ask how they stand. */
export function keyedRoutes(app: App, deps: ConsoleDeps) {
  const { pool, county, clock } = deps
  const config = { access: 'key' } as const
  const pace = createPace(MOST, MINUTE)

  app.register(async (scope: App) => {
    scope.addHook('onRequest', async (request) => {
      const pause = pace.next(keyOf(request), clock())
      if (pause) throw tooMany(pause, '请求太多')
    })
    scope.addHook('onResponse', async (request, reply) => {
      const { method, system, log, routeOptions } = request
      log.info({ system, method, route: routeOptions.url, status: reply.statusCode }, 'another system asked')
    })

    scope.post(
      '/intake/v1/cases',
      { config, schema: { body: IntakeCase, response: { 200: IntakeKept, 201: IntakeKept } } },
      async (request, reply) => {
        const { id, area = null, channel = 'hotline', at, ...rest } = request.body
        const now = clock()
        const entry = { ...rest, area, channel, at: saidAt(at, now) }
        check(entry, deps)
        const kept = await fileBySystem(pool, county(), keyOf(request), id, entry, now)
        return reply.code(kept.created ? 201 : 200).send(kept)
      },
    )

    scope.get(
      '/intake/v1/cases/:id',
      { config, schema: { params: IntakeId, response: { 200: IntakeState } } },
      async (request) => {
        const state = await stateOfFiled(pool, county(), keyOf(request), request.params.id)
        if (!state) throw notFound()
        return state
      },
    )
  })
}

/** Whoever sends it is no person who could choose from a list: he is told which word is unknown. */
function check({ area, category }: { area: string | null; category?: string }, { county }: ConsoleDeps) {
  if (area !== null && county().directory.area(area) === null) throw badRequest(`没有地方“${area}”（area）`)
  if (category !== undefined && !knownCategory(category, county()))
    throw badRequest(`没有类别“${category}”（category）`)
}
