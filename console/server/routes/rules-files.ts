import { record } from '../../../store/audit.ts'
import { who } from '../../../store/acting.ts'
import { inTransaction } from '../../../store/db.ts'
import { findVersion, addDraft } from '../../../store/rules-versions.ts'
import { packContent, unpackContent, ZipRefused } from '../../../store/rules-zip.ts'
import { ADMINS, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest, notFound } from '../errors.ts'
import { contentOf } from '../rules/books.ts'
import type { Tryout } from '../rules/tryout.ts'
import { Imported, ImportQuery, RuleVersionParams } from '../schemas.ts'

/** bytes of an upload */
const MOST = 16 * 1024 * 1024

/** A version as a .zip of its folder, out and in. */
export function ruleFileRoutes(app: App, deps: ConsoleDeps, tryout: Tryout) {
  const { pool, clock } = deps
  const config = { access: ADMINS }

  app.get(
    '/api/rules/versions/:number/export',
    { config, schema: { params: RuleVersionParams } },
    async (request, reply) => {
      const { number } = request.params
      if (!(await findVersion(pool, number))) throw notFound()
      const zip = packContent(await contentOf(deps, number))
      await record(pool, {
        ...who(viewerOf(request)),
        at: clock(),
        action: 'rules-export',
        detail: `${number}`,
      })
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="keywords-${number}.zip"`)
        .send(zip)
    },
  )

  app.register(async (scope: App) => {
    scope.addContentTypeParser('application/zip', { parseAs: 'buffer', bodyLimit: MOST }, (_, body, done) =>
      done(null, body),
    )
    scope.post(
      '/api/rules/import',
      { config, bodyLimit: MOST, schema: { querystring: ImportQuery, response: { 200: Imported } } },
      async (request) => {
        if (!Buffer.isBuffer(request.body)) throw badRequest('请上传 .zip 文件')
        const content = unpacked(request.body)
        const viewer = viewerOf(request)
        const made = { by: viewer.name, at: clock(), why: request.query.why }
        const number = await inTransaction(pool, async (tx) => {
          const draft = await addDraft(tx, content, null, made)
          await record(tx, { ...who(viewer), at: clock(), action: 'rules-import', detail: `${draft}` })
          return draft
        })
        const { mistakes } = await tryout.check(content)
        return { number, mistakes }
      },
    )
  })
}

function unpacked(zip: Buffer) {
  try {
    return unpackContent(zip)
  } catch (error) {
    if (error instanceof ZipRefused) throw badRequest(error.message)
    throw error
  }
}
