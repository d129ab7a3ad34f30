import { areasInSight, pathTo } from '../../../store/console/areas.ts'
import { listStaff } from '../../../store/console/system.ts'
import { fileByHand } from '../../../store/intake.ts'
import { actorOf, INTAKERS, REVIEWERS, SIGNED_IN, viewerOf } from '../access.ts'
import { checkCategory, saidAt } from '../checks.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest } from '../errors.ts'
import { Areas, CodeGiven, IntakeForm, StaffList } from '../schemas.ts'

/** What staff were told at a window, on the telephone or in a meeting, and what forms let them choose from. */
export function intakeRoutes(app: App, deps: ConsoleDeps) {
  const { pool, county, clock } = deps
  const config = { access: INTAKERS }

  app.post(
    '/api/intake',
    { config, schema: { body: IntakeForm, response: { 200: CodeGiven } } },
    async (request) => {
      const viewer = actorOf(request)
      const now = clock()
      const entry = { ...request.body, at: saidAt(request.body.at, now) }
      checkCategory(entry.category, deps)
      const { directory } = county()
      if (!areasInSight(viewer, directory).some((a) => a.code === entry.area))
        throw badRequest('没有这个地方')
      return { code: await fileByHand(pool, county(), entry, viewer, now) }
    },
  )

  app.get(
    '/api/areas',
    { config: { access: SIGNED_IN }, schema: { response: { 200: Areas } } },
    async (request) => {
      const { directory } = county()
      const items = areasInSight(viewerOf(request), directory).map(({ code, name, level }) => ({
        ...{ code, name, level },
        path: pathTo(code, directory),
      }))
      return { items }
    },
  )

  app.get(
    '/api/staff',
    { config: { access: REVIEWERS }, schema: { response: { 200: StaffList } } },
    async () => ({
      items: await listStaff(pool),
    }),
  )
}
