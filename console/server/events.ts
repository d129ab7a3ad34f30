import type { ServerResponse } from 'node:http'
import { findSession } from '../../store/console/sessions.ts'
import { SIGNED_IN, viewerOf } from './access.ts'
import type { App, ConsoleDeps } from './deps.ts'
import { signedOut } from './errors.ts'

const GATHER = 100
const HEARTBEAT = 15_000
/** What everybody may hear of at once. */
const OPEN = new Set([
  'users',
  'rule_versions',
  'rule_activations',
  'rule_examples',
  'accounts',
  'hushed',
  'blind_windows',
  'dead_letters',
  'world',
  '*',
])
/**
 * What not everybody may see all of: to be told of a change would tell that there is something. So these are told at a
 * fixed beat, whether anything has changed or not.
 */
const BEATEN = ['cases', 'flags', 'outbox']
const BEAT = 2_000

export interface Streams {
  /** ends the streams of one session */
  end(tokenHash: string): void
}

/** `GET /api/events`: server-sent `changed` events with a topic; ends with the session and with the server. */
export function eventRoutes(app: App, deps: ConsoleDeps): Streams {
  const open = new Map<() => void, string>()
  const end = (tokenHash?: string) => {
    for (const [close, owner] of [...open]) if (!tokenHash || owner === tokenHash) close()
  }
  app.addHook('preClose', async () => end())

  app.get('/api/events', { config: { access: SIGNED_IN } }, (request, reply) => {
    const { tokenHash } = request
    if (!tokenHash) throw signedOut()
    const { role } = viewerOf(request)
    reply.hijack()
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    reply.raw.write(': here\n\n')
    const push = gatherer(reply.raw)
    const stopChanges = deps.changes((topic) => {
      if (OPEN.has(topic)) push.add(topic)
    })
    const beat = setInterval(() => BEATEN.forEach(push.add), BEAT)
    // The simulated chats show private talks with the bot, so only admins hear of them.
    const stopStage = role === 'admin' ? deps.stage?.onChange(() => push.add('stage')) : undefined
    const lookup = setInterval(() => {
      findSession(deps.pool, tokenHash, deps.clock()).then(
        (viewer) => (viewer ? reply.raw.write(': beat\n\n') : close()),
        (error: Error) => request.log.warn({ err: error }, 'a session could not be looked up'),
      )
    }, HEARTBEAT)
    const close = () => {
      open.delete(close)
      clearInterval(beat)
      clearInterval(lookup)
      push.stop()
      stopChanges()
      stopStage?.()
      reply.raw.end()
    }
    open.set(close, tokenHash)
    reply.raw.on('close', close)
  })
  return { end }
}

/** Many changes of one table within 100 ms are one event. */
function gatherer(out: ServerResponse) {
  const tables = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    timer = undefined
    for (const table of tables) out.write(`event: changed\ndata: ${table}\n\n`)
    tables.clear()
  }
  return {
    add: (table: string) => {
      tables.add(table)
      timer ??= setTimeout(flush, GATHER)
    },
    stop: () => clearTimeout(timer),
  }
}
