import cookie from '@fastify/cookie'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { LogController } from 'fastify'
import { guard } from './access.ts'
import type { App, ConsoleDeps } from './deps.ts'
import { answerError, notFound } from './errors.ts'
import { eventRoutes } from './events.ts'
import { secureHeaders } from './headers.ts'
import { measure, opsRoutes } from './metrics.ts'
import { servePage } from './page.ts'
import { actingRoutes } from './routes/acting.ts'
import { auditRoutes } from './routes/audit.ts'
import { bulkRoutes } from './routes/case-bulk.ts'
import { casePictureRoutes } from './routes/case-pictures.ts'
import { viewRoutes } from './routes/case-views.ts'
import { caseRoutes } from './routes/cases.ts'
import { figureRoutes } from './routes/figures.ts'
import { flagRoutes } from './routes/flags.ts'
import { intakeRoutes } from './routes/intake.ts'
import { keyedRoutes } from './routes/keyed.ts'
import { peopleRoutes } from './routes/people.ts'
import { reviewRoutes } from './routes/review.ts'
import { mineRoutes } from './routes/mine.ts'
import { pictureRoutes } from './routes/pictures.ts'
import { ruleRoutes } from './routes/rules.ts'
import { sessionRoutes } from './routes/session.ts'
import { stageRoutes } from './routes/stage.ts'
import { userRoutes } from './routes/users.ts'
import { groupRoutes } from './routes/groups.ts'
import { manualRoutes } from './routes/manual.ts'

const BODY_LIMIT = 64 * 1024

/** The console's HTTP server: API, live events and page. Listening and closing are the caller's. */
export function createConsole(deps: ConsoleDeps): App {
  const app: App = Fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    trustProxy: deps.trustProxy ?? false,
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
    measure(scope, deps)
    opsRoutes(scope, deps)
    const streams = eventRoutes(scope, deps)
    sessionRoutes(scope, deps, streams)
    mineRoutes(scope, deps, streams)
    userRoutes(scope, deps, streams)
    flagRoutes(scope, deps)
    reviewRoutes(scope, deps)
    caseRoutes(scope, deps)
    bulkRoutes(scope, deps)
    viewRoutes(scope, deps)
    casePictureRoutes(scope, deps)
    figureRoutes(scope, deps)
    actingRoutes(scope, deps)
    intakeRoutes(scope, deps)
    keyedRoutes(scope, deps)
    auditRoutes(scope, deps)
    pictureRoutes(scope, deps)
    ruleRoutes(scope, deps)
    groupRoutes(scope, deps)
    peopleRoutes(scope, deps)
    manualRoutes(scope, deps)
    if (deps.stage) stageRoutes(scope, deps.stage, deps)
    await servePage(scope, deps)
  })
  return app
}
