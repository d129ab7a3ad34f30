import fastifyStatic from '@fastify/static'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Type } from 'typebox'
import type { App, ConsoleDeps } from './deps.ts'
import { Refusal } from './errors.ts'

const DIST = fileURLToPath(new URL('../web/dist', import.meta.url))
const YEAR = 365 * 86_400_000

/** Serves the built page: what Vite names by its content is kept for good, the page itself is asked for anew. */
export async function servePage(app: App, { webDir = DIST, log }: ConsoleDeps) {
  const config = { access: 'public' } as const
  if (!existsSync(`${webDir}/index.html`)) {
    log.warn('the console has no page: run `npm run build`')
    app.get('/', { config }, async () => {
      throw new Refusal(503, 'no-page', '页面尚未构建，请运行 npm run build')
    })
    return
  }
  await app.register(fastifyStatic, { root: webDir, serve: false, preCompressed: true })
  app.get('/', { config }, (_request, reply) => reply.sendFile('index.html', { cacheControl: false }))
  app.get('/icon.svg', { config }, (_request, reply) => reply.sendFile('icon.svg'))
  app.get(
    '/assets/*',
    { config, schema: { params: Type.Object({ '*': Type.String() }) } },
    (request, reply) => reply.sendFile(`assets/${request.params['*']}`, { maxAge: YEAR, immutable: true }),
  )
}
