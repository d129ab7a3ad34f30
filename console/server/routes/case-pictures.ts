import { LARGEST_PICTURE, readPicture } from '../../../cases/pictures.ts'
import { attach, detach, isTaken } from '../../../store/attachments.ts'
import { who } from '../../../store/acting.ts'
import { findAttachment } from '../../../store/console/attachments.ts'
import { plainCode, seenBy } from '../../../store/console/seen.ts'
import { recordReadings } from '../../../store/readings.ts'
import { actorOf, SIGNED_IN, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest, notFound } from '../errors.ts'
import { sendFile } from '../files.ts'
import { done } from '../outcome.ts'
import { CaseCode, Done, PictureId } from '../schemas.ts'

/** Pictures of what was done: for whoever may see the case, from whoever handles it. */
export function casePictureRoutes(app: App, { pool, county, clock }: ConsoleDeps) {
  const config = { access: SIGNED_IN }

  app.get(
    '/api/cases/:code/pictures/:id',
    { config, schema: { params: PictureId } },
    async (request, reply) => {
      const { code, id } = request.params
      const viewer = viewerOf(request)
      const picture = await findAttachment(pool, viewer, code, id)
      if (!picture) throw notFound()
      await recordReadings(pool, { ...who(viewer), at: clock() }, [plainCode(code)])
      return sendFile(reply, picture.mime, picture.name, picture.bytes)
    },
  )

  app.post(
    '/api/cases/:code/pictures/:id/remove',
    { config, schema: { params: PictureId, response: { 200: Done } } },
    async (request) => {
      const { code, id } = request.params
      const viewer = actorOf(request)
      done(await detach(pool, county(), seenBy(viewer, code), id, viewer, clock()))
      return { done: true as const }
    },
  )

  app.register(async (scope: App) => {
    // What it is is seen from its first bytes, whatever it is called.
    const limit = { parseAs: 'buffer' as const, bodyLimit: LARGEST_PICTURE }
    scope.addContentTypeParser('application/octet-stream', limit, (_request, body, ready) =>
      ready(null, body),
    )

    scope.post(
      '/api/cases/:code/pictures',
      { config, bodyLimit: LARGEST_PICTURE, schema: { params: CaseCode, response: { 200: Done } } },
      async (request) => {
        const viewer = actorOf(request)
        const picture = Buffer.isBuffer(request.body) ? readPicture(request.body) : null
        if (!picture || !isTaken(picture.type)) throw badRequest('只能上传完整的 JPEG、PNG、WebP 图片')
        const load = seenBy(viewer, request.params.code)
        done(await attach(pool, county(), load, picture, viewer, clock()))
        return { done: true as const }
      },
    )
  })
}
