import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { County } from '../../cases/county.ts'
import { FIGURES, type Figure } from '../../cases/figures.ts'
import { momentsOf } from '../../cases/periods.ts'
import { figuresOf, spotsOf, type RowKind, type Scope } from '../../console/server/figure-rows.ts'
import { countCases } from '../../store/console/case-list.ts'
import { toViewer, USER } from '../../store/console/users.ts'
import type { Viewer } from '../../store/console/viewer.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { fillCounty, NOW } from './county.ts'
import { live, randomCase, seeded } from './figures-data.ts'
import { sampleCounty } from './rules.ts'

/** One of every role, and of every kind of office that matters; null: the first admin, who is no staff. */
const VIEWERS: [login: string, staff: string | null][] = [
  ...([
    ['admin', null],
    ['village', 'zhangjian'],
    ['township', 'wangfang'],
  ] as const),
  ...([
    ['discipline', 'lifang'],
    ['county', 'zhouji'],
    ['neighbour', 'hexin'],
  ] as const),
  ...([
    ['leader', 'zhaolei'],
    ['department', 'sunmei'],
  ] as const),
].map(([login, staff]) => [login, staff])

let db: TestDatabase
let county: County
beforeAll(async () => {
  db = await freshDatabase()
  await fillCounty(db.pool)
  county = await sampleCounty(db.pool)
  const random = seeded(7)
  for (let i = 0; i < 300; i++) await live(db.pool, randomCase(`R${i}`, random))
  for (const [login, staff] of VIEWERS)
    await db.pool.query(
      "insert into users (login, password_hash, role, staff) values ($1, '', 'admin', $2)",
      [login, staff],
    )
})
afterAll(() => db.drop())

const zone = 'Asia/Shanghai'
const SCOPE: Scope = { period: 'custom', span: { from: '2026-01-20', to: '2026-02-25' } }
const DAYS = momentsOf(SCOPE.span, zone)
const viewerOf = async (login: string) =>
  toViewer((await db.pool.query(`select ${USER} where u.login = $1`, [login])).rows[0])

/** How long the list behind a figure is. */
async function listed(viewer: Viewer, figure: Figure | 'all', filter: object, days = DAYS) {
  const since = { since: days.from, until: days.until }
  return countCases(db.pool, viewer, { figure, ...since, ...filter }, NOW)
}
const countsOf = (line: Record<string, unknown>) => FIGURES.map((figure) => [figure, line[figure]])
const listsOf = (viewer: Viewer, filter: object, days = DAYS) =>
  Promise.all(FIGURES.map(async (figure) => [figure, await listed(viewer, figure, filter, days)]))

describe.each(VIEWERS.map(([login]) => login))('every number that %s sees', (user) => {
  let viewer: Viewer
  beforeAll(async () => {
    viewer = await viewerOf(user)
  })
  const ask = (by?: RowKind) => figuresOf(db.pool, viewer, SCOPE, by, county, NOW)

  it('is as long as the list behind it, in all and in each row', async () => {
    const { total } = await ask()
    expect(countsOf(total!)).toEqual(await listsOf(viewer, {}))
    for (const by of ['office', 'category'] as const) {
      const { rows } = await ask(by)
      for (const row of rows) expect(countsOf(row), row.key).toEqual(await listsOf(viewer, { [by]: row.key }))
    }
  })

  it('is as long as the list of each area, and of each place itself', async () => {
    const { rows, root } = await ask('area')
    const { total } = await ask()
    const { directory } = county
    for (const row of rows) {
      const areas = directory.descendants(row.key).map(({ code }) => code)
      const filter = row.key === root ? { at: row.key } : { areas }
      expect(countsOf(row), row.key).toEqual(await listsOf(viewer, filter))
    }
    const sum = rows.reduce((n, row) => n + row.new, 0)
    expect(sum).toBe(total!.new)
  })

  it('is as long as the list of each week', async () => {
    const { rows } = await ask('week')
    expect(rows.map((row) => row.key)).toEqual([
      ...['2026-01-20', '2026-01-26', '2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23'],
    ])
    for (const [i, row] of rows.entries()) {
      const next = rows[i + 1]?.key
      const until = next ? momentsOf({ from: next, to: next }, zone).from : DAYS.until
      const days = { from: momentsOf({ from: row.key, to: row.key }, zone).from, until }
      const inWeek = { openedFrom: days.from, openedTo: days.until }
      for (const figure of FIGURES) {
        const filter = figure === 'open' || figure === 'overdue' ? inWeek : {}
        expect([figure, row[figure]]).toEqual([figure, await listed(viewer, figure, filter, days)])
      }
    }
  })

  it('is on the map what is on the list', async () => {
    const { items } = await spotsOf(db.pool, viewer, SCOPE, county, NOW)
    for (const spot of items) {
      const areas = county.directory.descendants(spot.code).map(({ code }) => code)
      const counts = await Promise.all(
        (['all', 'open', 'overdue'] as const).map((figure) => listed(viewer, figure, { areas })),
      )
      expect(counts, spot.code).toEqual([spot.all, spot.open, spot.overdue])
      expect(await listed(viewer, 'all', { at: spot.code })).toBe(spot.here)
    }
  })
})
