import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openCounty } from '../../store/county.ts'
import { Outdated } from '../../store/county-changes.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'
import { heard } from '../helpers/heard.ts'
import { saveOwnText } from '../../store/wording.ts'
import { saveWorld, worldVersion } from '../../store/world.ts'
import { triageBatch } from '../../workers/triage.ts'
import { WORLD } from '../fixtures/county.ts'

let db: TestDatabase
beforeAll(async () => void (db = await freshDatabase()))
afterAll(() => db.drop())

const NOW = Date.parse('2026-03-02T09:00:00+08:00')
const edition = async () => ({
  by: { login: 'admin', staff: null },
  at: NOW,
  since: await worldVersion(db.pool),
})

it('before the first import there is nothing to say otherwise', async () => {
  expect(await saveOwnText(db.pool, await edition(), 'received', '好')).toBe(false)
})

it('a text in other words is in the next reply, and the default again when it is taken back', async () => {
  await saveWorld(db.pool, WORLD)
  const county = await openCounty(db.pool, 'keywords', 'secret', pino({ level: 'silent' }))
  let n = 0
  const receipt = async () => {
    const id = `m${++n}`
    const message = {
      ...heard(),
      id,
      at: NOW,
      group: 'g-qiaotou',
      from: 'wx-an',
      text: `${'二三'[n % 2]}组的路灯坏了，半个月没人修`,
    }
    await triageBatch(db.pool, [message], county.current(), NOW)
    const { rows } = await db.pool.query(
      `select text from outbox where kind = 'receipt' order by id desc limit 1`,
    )
    return rows[0].text as string
  }
  expect(await receipt()).toMatch(/^已登记【路灯照明】/)
  const first = await edition()
  await saveOwnText(db.pool, first, 'receipt-opened', '收到，{code} 由{office}办。')
  await county.refresh()
  expect(county.current().wording('receipt-opened', { code: 'K7M2', office: '村委会' })).toBe(
    '收到，K7M2 由村委会办。',
  )
  await expect(saveOwnText(db.pool, first, 'receipt-opened', '好的')).rejects.toThrow(Outdated)
  await db.pool.query(`delete from outbox`)
  expect(await receipt()).toMatch(/^收到，\w{4} 由桥头村村委会办。$/)
  await saveOwnText(db.pool, await edition(), 'receipt-opened', null)
  await county.refresh()
  expect(county.current().wording('received')).toBe(county.current().wording.defaults.get('received'))
  const { rows } = await db.pool.query(`select action, detail from audit order by id`)
  expect(rows).toEqual([
    { action: 'wording', detail: 'receipt-opened' },
    { action: 'wording', detail: 'receipt-opened default' },
  ])
})

it('what a newer program has no place for is left out', async () => {
  await db.pool.query(
    `insert into wordings (name, text, login, at) values ('received', '{code} 好', 'admin', now()), ('gone', '好', 'admin', now())`,
  )
  const county = await openCounty(db.pool, 'keywords', 'secret', pino({ level: 'silent' }))
  expect(county.current().wording('received')).toMatch(/^您的话已收到/)
})
