import {
  listAccounts,
  listBlindWindows,
  listDeadLetters,
  outboxStatus,
  readOutbox,
} from '../../../store/console/system.ts'
import { SETTLED_FROM } from '../../../store/outbox.ts'
import { REVIEWERS, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { gone, notFound } from '../errors.ts'
import { Done, OutboxId, Settling, System } from '../schemas.ts'

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
    '/api/outbox/:id/settle',
    { config, schema: { params: OutboxId, body: Settling, response: { 200: Done } } },
    async (request) => {
      const status = await outboxStatus(pool, viewerOf(request), request.params.id)
      if (!status) throw notFound()
      const { how } = request.body
      if (!SETTLED_FROM[how].includes(status)) throw gone()
      if (!(await settle(request.params.id, how))) throw gone()
      return { done: true as const }
    },
  )
}
