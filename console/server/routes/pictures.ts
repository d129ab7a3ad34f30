import { who } from '../../../store/acting.ts'
import { findPicture } from '../../../store/console/pictures.ts'
import { recordFlagReadings, recordReadings } from '../../../store/readings.ts'
import { SIGNED_IN, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { sendFile } from '../files.ts'
import { FlagKey } from '../schemas.ts'

/** What residents have photographed, for those who may see what it belongs to. */
export function pictureRoutes(app: App, { pool, clock }: ConsoleDeps) {
  app.get(
    '/api/pictures/:account/:message',
    { config: { access: SIGNED_IN }, schema: { params: FlagKey } },
    async (request, reply) => {
      const { account, message } = request.params
      const viewer = viewerOf(request)
      const picture = await findPicture(pool, viewer, account, message)
      if (!picture) throw notFound()
      const by = { ...who(viewer), at: clock() }
      await recordReadings(pool, by, [picture.code])
      await recordFlagReadings(pool, by, picture.flags)
      return sendFile(reply, picture.type, 'picture', picture.bytes)
    },
  )
}
