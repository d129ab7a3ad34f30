import { Gauge, Histogram } from 'prom-client'
import { Type } from 'typebox'
import { shows, type Ops } from '../../config/ops.ts'
import { readiness } from '../../store/ready.ts'
import type { App, ConsoleDeps } from './deps.ts'
import { notFound } from './errors.ts'

const SPANS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5]

/** Notes how long requests take, by route and class of status, and how many pages are open. */
export function measure(app: App, { ops }: ConsoleDeps): void {
  if (!ops) return
  const registers = [ops.registry]
  const requests = new Histogram({
    ...{
      name: 'xunqun_http_seconds',
      help: 'How long requests of the console take',
      registers,
      buckets: SPANS,
    },
    labelNames: ['method', 'route', 'status'],
  })
  const pages = new Gauge({
    ...{ name: 'xunqun_sse_clients', help: 'Pages that hear of changes', registers },
  })
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== '/api/events') return
    pages.inc()
    reply.raw.once('close', () => pages.dec())
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const status = `${Math.floor(reply.statusCode / 100)}xx`
    requests.observe({ method: request.method, route, status }, reply.elapsedTime / 1_000)
  })
}

const State = Type.Object({ ready: Type.Boolean(), parts: Type.Record(Type.String(), Type.String()) })

/** /healthz, /readyz and, for whoever shows the token, /metrics. */
export function opsRoutes(app: App, { pool, ops }: ConsoleDeps): void {
  const config = { access: 'public' } as const
  const schema = { response: { 200: Type.Object({ ok: Type.Boolean() }) } }
  const alone = () => readiness({ database: async () => (await pool.query('select 1'), null) })
  app.get('/healthz', { config, schema }, async () => ({ ok: true }))
  app.get('/readyz', { config, schema: { response: { 200: State, 503: State } } }, async (_, reply) => {
    const state = await (ops ? ops.ready() : alone())
    return reply.code(state.ready ? 200 : 503).send(state)
  })
  app.get('/metrics', { config }, async (request, reply) => {
    // This port may be open to everybody, so without a token there are none to be had.
    if (!isAllowed(ops, request.headers.authorization)) throw notFound()
    return reply.type(ops.registry.contentType).send(await ops.registry.metrics())
  })
}

const isAllowed = (ops: Ops | undefined, authorization: string | undefined): ops is Ops =>
  !!ops && ops.token !== null && shows(ops.token, authorization)
