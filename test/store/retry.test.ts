import { afterAll, beforeAll, expect, it } from 'vitest'
import { CodeTaken, Conflict } from '../../store/cases.ts'
import { untilSaved } from '../../store/retry.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

let db: TestDatabase
beforeAll(async () => void (db = await freshDatabase()))
afterAll(() => db.drop())

const deadlock = Object.assign(new Error('deadlock detected'), { code: '40P01' })

it.each([
  ['a case was changed meanwhile', new Conflict()],
  ['a code is taken', new CodeTaken()],
  ['two transactions wait for each other', deadlock],
])('does the work anew when %s', async (_, error) => {
  const work = (_tx: unknown, attempt: number) =>
    attempt === 0 ? Promise.reject(error) : Promise.resolve(attempt)
  expect(await untilSaved(db.pool, work)).toBe(1)
})

it('gives up what fails again and again, and at once what fails otherwise', async () => {
  const tries: number[] = []
  const fail = (error: Error) => (_tx: unknown, attempt: number) => {
    tries.push(attempt)
    return Promise.reject(error)
  }
  await expect(untilSaved(db.pool, fail(new Conflict()))).rejects.toThrow(Conflict)
  expect(tries).toHaveLength(11)
  await expect(untilSaved(db.pool, fail(new Error('other')))).rejects.toThrow('other')
  expect(tries).toHaveLength(12)
})
