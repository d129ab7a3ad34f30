import cookie from '@fastify/cookie'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { LogController } from 'fastify'
import { Type } from 'typebox'
import { guard } from './access.ts'
import type { App, ConsoleDeps } from './deps.ts'
import { answerError, notFound } from './errors.ts'
import { eventRoutes } from './events.ts'
import { secureHeaders } from './headers.ts'
import { servePage } from './page.ts'
import { actingRoutes } from './routes/acting.ts'
import { auditRoutes } from './routes/audit.ts'
import { caseRoutes } from './routes/cases.ts'
import { flagRoutes } from './routes/flags.ts'
import { intakeRoutes } from './routes/intake.ts'
import { keyedRoutes } from './routes/keyed.ts'
import { sessionRoutes } from './routes/session.ts'
import { stageRoutes } from './routes/stage.ts'
import { systemRoutes } from './routes/system.ts'

const BODY_LIMIT = 64 * 1024

/** The console's HTTP server: API, live events and page. Listening and closing are the caller's. */
export function createConsole(deps: ConsoleDeps): App {
  const app: App = Fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    routerOptions: { maxParamLength: 500 },
    ajv: { customOptions: { removeAdditional: false } },
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(async () => {
    throw notFound()
  })
  secureHeaders(app)
  app.register(cookie)
  app.register(async (scope: App) => {
    guard(scope, deps)
    health(scope, deps)
    sessionRoutes(scope, deps, eventRoutes(scope, deps))
    flagRoutes(scope, deps)
    caseRoutes(scope, deps)
    actingRoutes(scope, deps)
    intakeRoutes(scope, deps)
    keyedRoutes(scope, deps)
    auditRoutes(scope, deps)
    systemRoutes(scope, deps)
    if (deps.stage) stageRoutes(scope, deps.stage, deps)
    await servePage(scope, deps)
  })
  return app
}

function health(app: App, { pool }: ConsoleDeps) {
  const schema = { response: { 200: Type.Object({ ok: Type.Boolean() }) } }
  app.get('/healthz', { config: { access: 'public' }, schema }, async () => {
    await pool.query('select 1')
    return { ok: true }
  })
}
