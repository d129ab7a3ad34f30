import { afterEach, expect, test } from 'vitest'
import type { SendFault } from '../../simulator/gateway.ts'
import { until } from '../helpers/until.ts'
import { expectNothingLostOrDoubled } from './invariants.ts'
import { measured, onBothQueues, openStand, spooled, type Stand } from './stand.ts'
import { makeTalk } from './talk.ts'

let stand: Stand
afterEach(() => stand.close())

onBothQueues('the bot killed', (kind) => {
  test.each([
    ['left', 'no-answer', 1],
    ['did not leave', 'hang', 0],
  ] as [string, SendFault, number][])('while it sends a reply that %s: never sent again', async (_, fault, times) => {
    stand = await openStand(kind)
    const bot = await stand.role('bot')
    await stand.role('workers')
    stand.gateway.echo = false
    stand.gateway.fault.send = fault
    await stand.speak(makeTalk('m', 10, 1), 1_000)
    const posts = async (status: string) =>
      (await stand.pool.query('select distinct post from outbox where status = $1', [status])).rowCount
    await until(() => posts('sending'), { what: 'a reply is being sent' })
    await until(() => stand.gateway.sent.length === times)
    await bot.kill()
    stand.gateway.fault.send = null
    await stand.role('bot')
    await stand.settle()
    expect(await posts('unknown')).toBe(1)
    const losses = await expectNothingLostOrDoubled(stand, { blind: 1, unknown: 1 })
    expect(losses).toEqual({ lost: 0, unattached: 0 })
  })

  test('while it hears: what was safe on disk comes after the restart', { timeout: 60_000 }, async () => {
    stand = await openStand(kind)
    const bot = await stand.role('bot')
    await stand.role('workers')
    const speaking = stand.speak(makeTalk('m', 1_800, 80), 300)
    const release = await stand.servers.blockQueue()
    await until(async () => (await spooled(stand.dataDir)) > 5, { what: 'the spool fills' })
    await bot.kill()
    const left = await spooled(stand.dataDir)
    expect(left).toBeGreaterThan(5)
    await release()
    const begun = performance.now()
    await stand.role('bot')
    await speaking
    await stand.settle()
    measured(`${left} batches of a killed bot are filed after`, begun)
    const { lost, unattached } = await expectNothingLostOrDoubled(stand, { blind: 1, inOrder: false })
    expect(unattached).toBe(stand.said.filter((s) => !s.attached).length)
    measured(`lost ${lost}, of which nobody listened to ${unattached}`)
  })
})
