import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCounty } from '../../store/county.ts'
import { saveWorld } from '../../store/world.ts'
import { valley } from '../fixtures/valley.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

let db: TestDatabase
beforeAll(async () => void (db = await freshDatabase()))
afterAll(() => db.drop())

test('a look from time to time takes in what was imported meanwhile, and loads nothing otherwise', async () => {
  const county = await openCounty(db.pool, 'keywords', 'secret')
  const empty = county.current()
  await county.refresh()
  expect(county.current()).toBe(empty)

  await saveWorld(db.pool, valley())
  await county.refresh()
  const first = county.current()
  expect(first.directory.areas).toHaveLength(valley().areas.length)
  await county.refresh()
  expect(county.current()).toBe(first)

  const world = valley()
  world.areas[0]!.name = '别县'
  await saveWorld(db.pool, world)
  await county.refresh()
  expect(county.current().directory.area(world.areas[0]!.code)?.name).toBe('别县')
})
