import { deleteView, listViews, renameView, saveView } from '../../../store/console/case-views.ts'
import { SIGNED_IN, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { notFound, refused } from '../errors.ts'
import { Done, NewName, NewView, ViewName, Views } from '../schemas.ts'

/** Filters of the ledger that a user keeps for himself. */
export function viewRoutes(app: App, { pool, clock }: ConsoleDeps) {
  const config = { access: SIGNED_IN }

  app.get('/api/views', { config, schema: { response: { 200: Views } } }, async (request) => ({
    items: await listViews(pool, viewerOf(request).login),
  }))

  app.post('/api/views', { config, schema: { body: NewView, response: { 200: Done } } }, async (request) => {
    const { name, query } = request.body
    if (!(await saveView(pool, viewerOf(request).login, { name: name.trim(), query }, clock())))
      throw refused('视图太多了，请先删掉不用的')
    return { done: true as const }
  })

  app.post(
    '/api/views/:name/rename',
    { config, schema: { params: ViewName, body: NewName, response: { 200: Done } } },
    async (request) => {
      const { login } = viewerOf(request)
      if (!(await renameView(pool, login, request.params.name, request.body.name.trim())))
        throw refused('没有改名：已经有叫这个名字的视图')
      return { done: true as const }
    },
  )

  app.post(
    '/api/views/:name/remove',
    { config, schema: { params: ViewName, response: { 200: Done } } },
    async (request) => {
      if (!(await deleteView(pool, viewerOf(request).login, request.params.name))) throw notFound()
      return { done: true as const }
    },
  )
}
