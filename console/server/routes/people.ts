import { dispatchTable, ownTimesOf } from '../../../cases/dispatch-table.ts'
import { holidayOf, isWorkingDay, knowsHolidays } from '../../../cases/deadlines.ts'
import { addDays, dayAt } from '../../../cases/time.ts'
import { plainSettings, writeSpan } from '../../../cases/world-yaml.ts'
import { LONGEST, wordsOf } from '../../../cases/wording-text.ts'
import {
  areaPage,
  areasUnder,
  keepWritten,
  listOwnTexts,
  reachOf,
  searchWorld,
  staffWithLogin,
} from '../../../store/console/people.ts'
import { ADMINS } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { notFound } from '../errors.ts'
import {
  AreaCode,
  AreaView,
  ArrangedView,
  CountySearch,
  CountySettings,
  DispatchQuery,
  DispatchView,
  FoundInCounty,
  KeptAnswers,
  OfficeList,
  Tree,
  TreeQuery,
  WordingView,
  YearQuery,
  YearView,
} from '../schemas-people.ts'
import { peopleEditRoutes } from './people-edit.ts'
import { peopleFileRoutes } from './people-files.ts'

const FOUND = 30

/** The county as it is written down: for admins, who keep it. */
export function peopleRoutes(app: App, deps: ConsoleDeps) {
  const { pool, categories, county, clock } = deps
  const config = { access: ADMINS }
  const written = keepWritten(pool)

  app.get(
    '/api/county/tree',
    { config, schema: { querystring: TreeQuery, response: { 200: Tree } } },
    async (request) => {
      const [now, logins] = await Promise.all([written(), staffWithLogin(pool)])
      return { version: now.version, items: areasUnder(now, logins, request.query.under ?? null) }
    },
  )

  app.get(
    '/api/county/areas/:code',
    { config, schema: { params: AreaCode, response: { 200: AreaView } } },
    async (request) => {
      const now = await written()
      const area = now.directory.area(request.params.code)
      if (!area) throw notFound()
      return areaPage(pool, now, area)
    },
  )

  app.get(
    '/api/county/search',
    { config, schema: { querystring: CountySearch, response: { 200: FoundInCounty } } },
    async (request) => ({ items: searchWorld(await written(), request.query.search, FOUND) }),
  )

  app.get('/api/county/offices', { config, schema: { response: { 200: OfficeList } } }, async () => {
    const [{ directory }, logins] = await Promise.all([written(), staffWithLogin(pool)])
    const items = directory.offices.map(({ id, name, area }) => ({
      ...{ id, name, area },
      reach: reachOf(id, directory, logins),
    }))
    return { items }
  })

  app.get(
    '/api/county/dispatch',
    { config, schema: { querystring: DispatchQuery, response: { 200: DispatchView } } },
    async (request) => {
      const { world, directory, version } = await written()
      const code = request.query.area ?? null
      const area = code === null ? null : directory.area(code)
      if (code !== null && !area) throw notFound()
      return {
        version,
        area: area && { id: area.code, name: area.name },
        all: ownTimesOf(world.deadlines, null, code),
        rows: dispatchTable(world, directory, categories(), code),
      }
    },
  )

  app.get('/api/county/arranged', { config, schema: { response: { 200: ArrangedView } } }, async () => {
    const { world, directory, version } = await written()
    const areaOf = (code: string) => ({ id: code, name: directory.area(code)?.name ?? code })
    return {
      version,
      dispatch: world.dispatch.map(({ category, area, office }) => ({
        ...{ category, area: areaOf(area) },
        office: { id: office, name: directory.office(office)?.name ?? office },
      })),
      deadlines: world.deadlines.map(({ category, area, done, accept }) => ({
        ...{ category, area: area === null ? null : areaOf(area) },
        ...{ done: done && writeSpan(done), accept: accept && writeSpan(accept) },
      })),
    }
  })

  app.get('/api/county/answers', { config, schema: { response: { 200: KeptAnswers } } }, async () => {
    const { world, directory, version } = await written()
    const items = world.answers.map((answer) => ({
      ...answer,
      area: answer.area === null ? null : { id: answer.area, name: directory.area(answer.area)?.name ?? '' },
    }))
    return { version, items }
  })

  app.get('/api/county/settings', { config, schema: { response: { 200: CountySettings } } }, async () => {
    const { world, version } = await written()
    return { version, settings: plainSettings(world.settings) }
  })

  app.get(
    '/api/county/year',
    { config, schema: { querystring: YearQuery, response: { 200: YearView } } },
    async (request) => {
      const { world, version } = await written()
      const { year } = request.query
      const { timezone, days, calendar } = world.settings
      return {
        ...{ version, year, calendar, counted: days === 'working', known: knowsHolidays(year) },
        today: dayAt(clock(), timezone),
        days: daysOf(year).map((day) => ({ day, works: isWorkingDay(day), holiday: holidayOf(day) })),
      }
    },
  )

  app.get('/api/county/wording', { config, schema: { response: { 200: WordingView } } }, async () => {
    const [{ version }, own] = await Promise.all([written(), listOwnTexts(pool)])
    const { defaults } = county().wording
    const items = [...defaults].map(([name, standard]) => ({
      ...{ name, standard, words: wordsOf(name) },
      text: own.get(name)?.text ?? standard,
      own: own.get(name) ?? null,
    }))
    return { version, longest: LONGEST, items }
  })

  peopleEditRoutes(app, deps)
  peopleFileRoutes(app, deps)
}

function daysOf(year: number): string[] {
  const days: string[] = []
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addDays(day, 1)) days.push(day)
  return days
}
