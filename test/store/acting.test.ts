import { afterAll, beforeAll, expect, it } from 'vitest'
import { act } from '../../store/acting.ts'
import { loadCases } from '../../store/cases.ts'
import type { Queryable } from '../../store/db.ts'
import { addCase, fillCounty, NOW } from '../console/county.ts'
import { sampleCounty } from '../console/rules.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await freshDatabase()
  await fillCounty(db.pool)
})
afterAll(() => db.drop())

const village = { login: 'village', staff: 'zhangjian' }
const load = async (tx: Queryable) => (await loadCases(tx, { codes: ['K7M2'] }))[0] ?? null
const rows = async (sql: string) => (await db.pool.query(sql)).rows

it('of many who press at once one does it, and the others hear that it is done', async () => {
  await addCase(db.pool, { code: 'K7M2' })
  const county = await sampleCounty(db.pool)
  const press = () => act(db.pool, county, load, { verb: 'accept', text: '' }, village, NOW)
  const outcomes = await Promise.all(Array.from({ length: 5 }, press))
  const late = { refused: 'K7M2 现在是“办理中”，不能这样操作。' }
  expect(outcomes.filter((o) => o === 'done')).toHaveLength(1)
  expect(outcomes.filter((o) => o !== 'done')).toEqual([late, late, late, late])
  expect(await rows(`select version, status from cases`)).toEqual([{ version: 2, status: 'accepted' }])
  expect(await rows('select from audit')).toHaveLength(1)
})

it('does nothing for somebody whom the county does not know', async () => {
  const county = await sampleCounty(db.pool)
  const stranger = { ...village, staff: 'nobody' }
  expect(await act(db.pool, county, load, { verb: 'resolve', text: '好了' }, stranger, NOW)).toBe('unseen')
})
