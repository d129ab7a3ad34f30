import { findPicture } from '../../../store/console/pictures.ts'
import { SIGNED_IN, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { sendFile } from '../files.ts'
import { FlagKey } from '../schemas.ts'

/** What residents have photographed, for those who may see what it belongs to. */
export function pictureRoutes(app: App, { pool }: ConsoleDeps) {
  app.get(
    '/api/pictures/:account/:message',
    { config: { access: SIGNED_IN }, schema: { params: FlagKey } },
    async (request, reply) => {
      const { account, message } = request.params
      const picture = await findPicture(pool, viewerOf(request), account, message)
      if (!picture) throw notFound()
      return sendFile(reply, picture.type, 'picture', picture.bytes)
    },
  )
}
