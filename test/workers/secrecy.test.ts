import fs from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Heard } from '../../cases/model.ts'
import { createLog } from '../../config/log.ts'
import { openProducer } from '../../store/queue.ts'
import { triageBatch } from '../../workers/triage.ts'
import { startWorkers } from '../../workers/workers.ts'
import { openInstallation, type Installation } from '../console/secrecy-bench.ts'
import { post } from '../console/secrecy-play.ts'
import { codeOf, county } from '../console/secrecy-world.ts'
import { at, said } from '../fixtures/county.ts'
import { until } from '../helpers/until.ts'

const MINUTE = 60_000
const NOW = at('2026-03-02T09:00:00')
let db: Installation
beforeAll(async () => void (db = await openInstallation([])))
afterAll(() => db.close())
beforeEach(
  async () => void (await db.pool.query('truncate cases, messages, flags, outbox, dead_letters cascade')),
)
afterEach(() => vi.restoreAllMocks())

/** Each as its own batch, when it is said. */
async function hear(...messages: Heard[]) {
  for (const heard of messages) await triageBatch(db.pool, [heard], county, heard.at)
}
const by = (from: string, text: string, minutes: number, more: Partial<Heard> = {}) =>
  said(text, { from: `wx-${from}`, at: NOW + minutes * MINUTE, ...more })
const quoting = (text: string) => ({ quote: { name: '有人', text } })
const inGroup = async (since = 0) =>
  (
    await db.pool.query<{ text: string }>(
      `select text from outbox where group_id is not null and kind <> 'notice' and created_at >= $1 order by id`,
      [new Date(since)],
    )
  ).rows.map((row) => row.text)

describe('in the group of a complaint', () => {
  const lamp = by('an', '二组桥边的路灯坏了好几天了', 0)

  it.each(['修好了，谢谢', '满意', '我的诉求'])(
    'its reporter hears of his other case alone: %s',
    async (words) => {
      const complaint = by('an', '方主任收红包', 6)
      await hear(lamp, complaint, by('an', words, 20))
      expect((await inGroup()).filter((text) => text.includes(codeOf(complaint)))).toEqual([])
    },
  )

  it('who quotes what it shares with an ordinary case joins that', async () => {
    const complaint = by('dan', `${lamp.text}，方主任没红包不修`, 6)
    const joins = by('bo', '同问', 20, quoting(lamp.text))
    await hear(lamp, complaint, joins)
    expect(await inGroup(joins.at)).toEqual([`已并入【路灯照明】${codeOf(lamp)}，办结后一并告诉您。`])
  })

  it('nothing that waits is said any more when the case is marked, and the accused who has joined is told nothing', async () => {
    const joined = by('bo', '同问', 1, quoting(lamp.text))
    const accused = by('fang', '同问', 2, quoting(lamp.text))
    await hear(lamp, joined, accused)
    db.now = accused.at
    await post(db, 'lu', `/api/cases/${codeOf(lamp)}/confidential`, { about: ['fang'] })
    await hear(
      ...['我的诉求', `查 ${codeOf(lamp)}`].map((text, i) => by('fang', text, 3 + i, { group: null })),
    )
    const { rows } = await db.pool.query(
      `select coalesce(direct, group_id) as to, text from outbox where status = 'pending' and kind <> 'notice' order by id`,
    )
    const receipt = `您反映的情况已收到并保密登记，编号 ${codeOf(lamp)}，3月7日 09:00前答复。只在这里与您联系。`
    const task = `有一件需要保密办理的反映 ${codeOf(lamp)}，期限3月7日 09:00。请到工作台查看，回“接单 ${codeOf(lamp)}”接单。`
    expect(rows).toEqual([
      ...['wx-an', 'wx-bo'].map((to) => ({ to, text: receipt })),
      ...['wx-jiang', 'wx-ning'].map((to) => ({ to, text: task })),
      { to: 'wx-fang', text: '您目前没有登记的诉求。' },
      { to: 'wx-fang', text: `没有编号 ${codeOf(lamp)}，请核对。` },
    ])
  })
})

describe('the log of the workers', () => {
  it('says which message cannot be handled, and nothing of a complaint in it', async () => {
    await db.pool.query(`alter table cases add constraint fails check (text not like '%红包%')`)
    const lines: string[] = []
    vi.spyOn(fs, 'writeSync').mockImplementation((_, line) => lines.push(String(line)))
    const complaint = by('an', '方主任收红包', 0, { group: null, fromName: '安大姐' })
    const producer = await openProducer({ postgres: db.url }, () => undefined)
    await producer.add('complaint', [complaint])
    await producer.close()
    const workers = await startWorkers({
      ...{
        pool: db.pool,
        queue: { postgres: db.url },
        sweepInterval: null,
        log: createLog('workers', 'info'),
      },
      ...{ county: { current: () => county, refresh: async () => undefined }, clock: () => NOW },
    })
    const letters = async () => (await db.pool.query('select reason from dead_letters')).rows
    await until(async () => (await letters()).length > 0).finally(() => workers.close())
    await db.pool.query('alter table cases drop constraint fails')
    const log = lines.join('') + JSON.stringify(await letters())
    expect(log).toContain(complaint.id)
    expect(
      ['红包', '方主任', '方明', '安大姐', 'wx-an', codeOf(complaint)].filter((w) => log.includes(w)),
    ).toEqual([])
  })
})
