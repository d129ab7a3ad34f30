import {
  listAccounts,
  listBlindWindows,
  listDeadLetters,
  findReply,
  readOutbox,
} from '../../../store/console/system.ts'
import { SETTLED_FROM } from '../../../store/outbox.ts'
import { REVIEWERS, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { gone, notFound } from '../errors.ts'
import { Done, OutboxRef, Settling, System } from '../schemas.ts'

/** How the accounts fare, what was missed, and which replies a person must settle. */
export function systemRoutes(app: App, { pool, settle }: ConsoleDeps) {
  const config = { access: REVIEWERS }

  app.get('/api/system', { config, schema: { response: { 200: System } } }, async (request) => {
    const [accounts, blindWindows, deadLetters, outbox] = await Promise.all([
      listAccounts(pool),
      listBlindWindows(pool),
      listDeadLetters(pool),
      readOutbox(pool, viewerOf(request)),
    ])
    return { accounts, blindWindows, deadLetters, outbox }
  })

  app.post(
    '/api/outbox/:ref/settle',
    { config, schema: { params: OutboxRef, body: Settling, response: { 200: Done } } },
    async (request) => {
      const viewer = viewerOf(request)
      const reply = await findReply(pool, viewer, request.params.ref)
      if (!reply) throw notFound()
      const { how } = request.body
      if (!SETTLED_FROM[how].includes(reply.status)) throw gone()
      if (!(await settle(reply.id, how, viewer))) throw gone()
      return { done: true as const }
    },
  )
}
