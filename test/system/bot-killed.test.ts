import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Heard } from '../../cases/model.ts'
import type { SendFault } from '../../simulator/gateway.ts'
import { until } from '../helpers/until.ts'
import { expectNothingLostOrDoubled } from './invariants.ts'
import { measured, onBothQueues, spooled, type Stand } from './stand.ts'
import { makeTalk } from './talk.ts'

const posts = async ({ pool }: Stand, status: string) =>
  (await pool.query('select distinct post from outbox where status = $1', [status])).rowCount

/** Starts a bot and kills it while one reply is on its way; `left`: how many have left at all by then. Gives when. */
async function killWhileSending(stand: Stand, fault: SendFault, need: number, left: number): Promise<number> {
  const bot = await stand.role('bot')
  // Else what the one before was sending would pass for what this one sends.
  await until(async () => !(await posts(stand, 'sending')), { what: 'what was being sent is unknown' })
  stand.gateway.fault.send = fault
  await stand.speak(makeTalk(fault, 5, 1, need), 1_000)
  await until(() => posts(stand, 'sending'), { what: 'a reply is being sent' })
  await until(() => stand.gateway.sent.length === left, { what: `${left} have left` })
  await bot.kill()
  stand.gateway.fault.send = null
  return Date.now()
}

/** The ids of the messages that lie in the spool. */
async function inSpool({ dataDir }: Stand): Promise<string[]> {
  const dir = join(dataDir, 'spool', 'heard')
  const names = (await readdir(dir)).filter((name) => name.endsWith('.json'))
  const batches = await Promise.all(names.map((name) => readFile(join(dir, name), 'utf8')))
  return batches.flatMap((text) => (JSON.parse(text) as Heard[]).map((heard) => heard.id))
}

onBothQueues('the bot killed', (open) => {
  test('while it sends replies: they are unknown, and never sent again', { timeout: 60_000 }, async () => {
    const stand = await open()
    stand.gateway.echo = false
    const workers = await stand.workers()
    const parted = [
      await killWhileSending(stand, 'no-answer', 0, 1),
      await killWhileSending(stand, 'hang', 1, 1),
    ]
    await workers.close()
    await stand.open()
    await stand.settle()
    const losses = await expectNothingLostOrDoubled(stand, { parted, unknown: 2 })
    expect(losses).toEqual({ lost: 0, unattached: 0 })
  })

  test('while it hears: what was safe on disk comes after the restart', { timeout: 60_000 }, async () => {
    const stand = await open()
    const [bot] = await Promise.all([stand.role('bot'), stand.role('workers')])
    const speaking = stand.speak(makeTalk('m', 900, 40), 150)
    const release = await stand.servers.blockQueue()
    await until(async () => (await spooled(stand.dataDir)) > 5, { what: 'the spool fills' })
    await bot.kill()
    const parted = [Date.now()]
    const left = await inSpool(stand)
    expect(left.length).toBeGreaterThan(5)
    await release()
    const begun = performance.now()
    await stand.role('bot')
    await speaking
    await stand.settle()
    measured(`${left.length} messages in the spool of a killed bot are filed after`, begun)
    const { lost, unattached } = await expectNothingLostOrDoubled(stand, { parted, inOrder: false })
    const { rows } = await stand.pool.query('select id from messages where id = any($1)', [left])
    expect(rows.length, 'filed of what was in the spool').toBe(left.length)
    expect(unattached).toBe(stand.said.filter((s) => !s.attached).length)
    measured(`lost ${lost}, of which nobody listened to ${unattached}`)
  })
})
