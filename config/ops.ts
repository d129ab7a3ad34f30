import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { UserError } from './fail.ts'

/** Whether a process can do its work: `ok`, or in a few words why not, for each part that it needs. */
export interface Readiness {
  ready: boolean
  parts: Record<string, string>
}

/** What a process tells those who watch it; nothing of it names a person or says what somebody has written. */
export interface Ops {
  registry: Registry
  ready: () => Promise<Readiness>
  /** whoever wants the metrics must show it; null: anybody who reaches the listener may have them */
  token: string | null
}

/** Metrics of this process alone, with those of Node.js. */
export function createRegistry(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}

/** Whether a request shows the token. */
export function shows(token: string, authorization: string | undefined): boolean {
  const [given, wanted] = [authorization ?? '', `Bearer ${token}`].map((text) => Buffer.from(text))
  return given!.length === wanted!.length && timingSafeEqual(given!, wanted!)
}

/**
 * Answers /healthz, /readyz and /metrics for a process that has no other port; null where it is not to.
 * @throws UserError when the address cannot be listened on
 */
export async function startOps(
  ops: Ops,
  { host, opsPort }: { host: string; opsPort: number | null },
  log: Pick<Logger, 'error'>,
): Promise<{ url: string; close(): Promise<void> } | null> {
  if (opsPort === null) return null
  const server = createServer((request, response) => {
    answer(ops, request, response).catch((err: unknown) => {
      log.error({ err, path: pathOf(request) }, 'a question of those who watch could not be answered')
      response.writeHead(500).end()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(opsPort, host, resolve)
  }).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`Cannot listen on ${host}:${opsPort} (${error.code}): correct HOST or OPS_PORT`, 1, {
      cause: error,
    })
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(ops: Ops, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const json = (status: number, body: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const path = pathOf(request)
  if (request.method !== 'GET' && request.method !== 'HEAD') json(405, { error: 'GET only' })
  else if (path === '/healthz') json(200, { ok: true })
  else if (path === '/readyz') {
    const state = await ops.ready()
    json(state.ready ? 200 : 503, state)
  } else if (path === '/metrics') {
    if (ops.token !== null && !shows(ops.token, request.headers.authorization))
      json(401, { error: 'METRICS_TOKEN is wanted as a bearer token' })
    else
      response.writeHead(200, { 'content-type': ops.registry.contentType }).end(await ops.registry.metrics())
  } else json(404, { error: 'there are /healthz, /readyz and /metrics' })
}

const pathOf = ({ url = '' }: IncomingMessage) => url.split('?', 1)[0]
