import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeFor } from '../../cases/codes.ts'
import { fileBySystem } from '../../store/intake.ts'
import { addCase, fillCounty, NOW } from '../console/county.ts'
import { sampleCounty } from '../console/rules.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await freshDatabase()
  await fillCounty(db.pool)
})
afterAll(() => db.drop())

const entry = { channel: 'hotline', text: '路灯坏了', area: null, at: NOW } as const

it('takes another code when one is taken, and files nothing twice', async () => {
  const county = await sampleCounty(db.pool)
  const taken = codeFor(county.secret, 'key:hotline\nT-1', 0)
  await addCase(db.pool, { code: taken })
  const first = await fileBySystem(db.pool, county, 'hotline', 'T-1', entry, NOW)
  expect(first).toEqual({ code: codeFor(county.secret, 'key:hotline\nT-1', 1), created: true })
  expect(await fileBySystem(db.pool, county, 'hotline', 'T-1', entry, NOW)).toEqual({
    ...first,
    created: false,
  })
  const { rows } = await db.pool.query(
    `select account, count(*) from messages where account like 'key:%' group by account`,
  )
  expect(rows).toEqual([{ account: 'key:hotline', count: 1 }])
})
