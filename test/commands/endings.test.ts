import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseWorld } from '../../cases/world-file.ts'
import { parseChat } from '../../commands/replay/chat-file.ts'
import { replay } from '../../commands/replay/replay.ts'
import { readConfig } from '../../config/config.ts'
import { loadCategories } from '../../store/keywords.ts'
import { freshDatabase, type TestDatabase } from '../helpers/database.ts'

const DIR = 'test/fixtures/endings'
const config = readConfig({ LOG_LEVEL: 'error' })

interface Report {
  cases: { messages: string[]; status: string; area: string; events: { type: string }[] }[]
  sent: { at: string; kind: string; group: string | null; direct: string | null; text: string }[]
}

let db: TestDatabase
beforeAll(async () => void (db = await freshDatabase()))
afterAll(() => db.drop())

it('plays every ending from the first word to the weekly list', { timeout: 90_000 }, async () => {
  const categories = loadCategories(config.keywordsDir)
  const parsed = parseWorld(readFileSync(`${DIR}/world.yaml`, 'utf8'), categories)
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  const events = parseChat(readFileSync(`${DIR}/chat.jsonl`, 'utf8'), 'chat.jsonl')
  const log = pino({ level: 'silent' })
  const { world } = parsed
  const report = (await replay({
    world,
    events,
    queue: 'postgres',
    config,
    log,
    databaseUrl: db.url,
  })) as unknown as Report
  const caseOf = (message: string) => report.cases.find((c) => c.messages.includes(message))!
  const types = (message: string) => caseOf(message).events.map((e) => e.type)
  const said = (kind: string, words: string) =>
    report.sent.filter((s) => s.kind === kind && s.text.includes(words))

  expect(report).toMatchObject({ messages: 19, ignored: 2, flagged: 0, lost: 0 })
  // A place that nobody had named, and a reporter who says that it is done.
  expect(caseOf('e01')).toMatchObject({ area: '111-3', messages: ['e01', 'e02', 'e04', 'e05', 'e06'] })
  expect(types('e01')).toEqual(['opened', 'accepted', 'resolved', 'satisfied', 'closed'])
  expect(said('question', '具体在哪里')).toHaveLength(1)
  // What cannot be solved, with the handler's picture.
  expect(caseOf('e10').messages).toContain('e12')
  expect(said('closure', '暂时无法解决')).toMatchObject([{ group: 'g-qiaotou' }])
  // A rumour in two groups, published by a second person's word and nowhere before.
  expect(caseOf('e21')).toBe(caseOf('e20'))
  expect(said('notice', '【核实结果】').map((s) => s.group)).toEqual(['g-qiaotou', 'g-zhuyuan'])
  expect(report.sent.find((s) => s.group === 'g-zhuyuan' && s.text.includes('检测全部合格'))!.kind).toBe(
    'notice',
  )
  // A question that the county keeps an answer for.
  expect(said('closure', '来源：柳溪镇便民中心')).toHaveLength(1)
  expect(types('e30')).toEqual(['opened', 'resolved', 'closed'])
  // Somebody who is to be left alone.
  expect(caseOf('e41')).toBeUndefined()
  // Who reads along, once, and what was done in the week.
  expect(said('notice', '【告知】').map((s) => s.group)).toEqual(['g-qiaotou', 'g-zhuyuan'])
  expect(said('notice', '【一周办理情况】').map((s) => s.at.slice(0, 16))).toEqual(['2026-03-08T18:00'])
})
