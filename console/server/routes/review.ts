import { who } from '../../../store/acting.ts'
import { loadCards } from '../../../store/console/review-cards.ts'
import { countByArea, countWaiting } from '../../../store/console/review-counts.ts'
import { estimateWeek, weekOf } from '../../../store/console/review-estimate.ts'
import { sampledGroups, takeSample } from '../../../store/console/review-samples.ts'
import { giveBack, keepLeases, leaseFlags } from '../../../store/console/review-take.ts'
import type { Viewer } from '../../../store/console/viewer.ts'
import { inTransaction, type Queryable } from '../../../store/db.ts'
import { recordFlagReadings } from '../../../store/readings.ts'
import { REVIEWERS, viewerOf } from '../access.ts'
import { areasIn } from '../checks.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import {
  Done,
  Hand,
  MissedWeek,
  Taken,
  Taking,
  ReviewCount,
  ReviewCounts,
  ReviewQuery,
  WeekQuery,
  type FlagKey,
} from '../schemas.ts'

/** Of so many cards that are given one is a message that the rules ignored. */
const ONE_IN = 20

/** How much waits, and who is given what of it. */
export function reviewRoutes(app: App, deps: ConsoleDeps) {
  const { pool, county, clock } = deps
  const chance = () => (deps.chance ?? Math.random)()
  const config = { access: REVIEWERS }

  app.get('/api/review/count', { config, schema: { response: { 200: ReviewCount } } }, async (request) => ({
    total: await countWaiting(pool, viewerOf(request)),
  }))

  app.get(
    '/api/review',
    { config, schema: { querystring: ReviewQuery, response: { 200: ReviewCounts } } },
    async (request) => {
      const viewer = viewerOf(request)
      const { area = null } = request.query
      const { directory } = county()
      areasIn(area ?? undefined, viewer, deps)
      return {
        ...(await countByArea(pool, viewer, directory, area, clock())),
        path: area === null ? [] : pathWithin(area, viewer, deps),
      }
    },
  )

  app.post(
    '/api/review/take',
    { config, schema: { body: Taking, response: { 200: Taken } } },
    async (request) => {
      const viewer = viewerOf(request)
      const { hand, want, area, first } = request.body
      const areas = areasIn(area, viewer, deps)
      const { kept, given } = await inTransaction(pool, async (tx) => {
        const now = clock()
        const kept = await keepLeases(tx, viewer, hand, now)
        const chosen = first ? await leaseFlags(tx, viewer, { hand, want: 1, first, areas: null }, now) : []
        const held = [...hand, ...chosen]
        const more = Math.max(0, want - chosen.length)
        const next = await leaseFlags(tx, viewer, { hand: held, want: more, areas }, now)
        const drawn = chance() < next.length / ONE_IN ? await draw(tx, viewer, hand, areas, now) : []
        return { kept, given: [...chosen, ...next, ...drawn] }
      })
      const cards = await loadCards(pool, viewer, county(), given)
      const secret = cards.filter(({ confidential }) => confidential)
      await recordFlagReadings(pool, { ...who(viewer), at: clock() }, secret)
      return { kept, cards }
    },
  )

  const draw = async (
    tx: Queryable,
    viewer: Viewer,
    hand: FlagKey[],
    areas: string[] | null,
    now: number,
  ): Promise<FlagKey[]> => {
    const { directory } = county()
    const isAsked = (group: string) => !areas || areas.includes(directory.group(group)?.area ?? '')
    const groups = sampledGroups(viewer, county()).filter(isAsked)
    const sample = await takeSample(tx, viewer, county(), { hand, groups }, now)
    return sample ? [sample] : []
  }

  app.post(
    '/api/review/back',
    { config, schema: { body: Hand, response: { 200: Done } } },
    async (request) => {
      await giveBack(pool, viewerOf(request), request.body.hand)
      return { done: true as const }
    },
  )

  app.get(
    '/api/review/missed',
    { config, schema: { querystring: WeekQuery, response: { 200: MissedWeek } } },
    async (request) => {
      const { timezone } = county().directory.settings
      const week = weekOf(clock(), request.query.back, timezone)
      return estimateWeek(pool, viewerOf(request), county(), week)
    },
  )
}

/** From right below the top of what he sees down to the area. */
function pathWithin(area: string, { office }: Viewer, { county }: ConsoleDeps) {
  const { directory } = county()
  const top = office?.area ?? directory.top().code
  const up = directory.ancestors(area)
  const end = up.findIndex((a) => a.code === top)
  return up
    .slice(0, end < 0 ? up.length : end)
    .toReversed()
    .map(({ code, name }) => ({ code, name }))
}
