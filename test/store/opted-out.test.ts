import { afterAll, beforeAll, expect, it } from 'vitest'
import { optedOut, saveChoices } from '../../store/opted-out.ts'
import { at } from '../fixtures/county.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

const NOW = at('2026-03-02T09:00:00')
let db: TestDatabase
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.drop())

it('whoever wants to be left alone is, until he wants it no more', async () => {
  const asked = () => optedOut(db.pool, ['wx-an', 'wx-bo', 'wx-cen'])
  expect(await optedOut(db.pool, [])).toEqual(new Set())
  expect(await asked()).toEqual(new Set())
  await saveChoices(db.pool, [], NOW)
  const both = ['wx-an', 'wx-bo'].map((member) => ({ member, out: true }))
  await saveChoices(db.pool, both, NOW)
  await saveChoices(db.pool, both, NOW + 1)
  expect(await asked()).toEqual(new Set(['wx-an', 'wx-bo']))
  await saveChoices(db.pool, [{ member: 'wx-an', out: false }], NOW)
  expect(await asked()).toEqual(new Set(['wx-bo']))
})

it('of several choices in one batch the last counts', async () => {
  const choices = [true, false, true].map((out) => ({ member: 'wx-dai', out }))
  await saveChoices(db.pool, choices, NOW)
  expect(await optedOut(db.pool, ['wx-dai'])).toEqual(new Set(['wx-dai']))
  await saveChoices(db.pool, choices.slice(0, 2), NOW)
  expect(await optedOut(db.pool, ['wx-dai'])).toEqual(new Set())
})
