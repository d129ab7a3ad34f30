import { expect, test } from 'vitest'
import { expectNothingLostOrDoubled } from './invariants.ts'
import { until } from '../helpers/until.ts'
import { measured, onBothQueues } from './stand.ts'
import { makeTalk } from './talk.ts'

onBothQueues('the gateway restarted under load', (open) => {
  test('only what was said in a recorded blind window is lost', { timeout: 60_000 }, async () => {
    const stand = await open()
    /** how many lines were said while nobody listened */
    const missed = () => stand.said.filter((s) => !s.attached).length
    await stand.open()
    const speaking = stand.speak(makeTalk('m', 600, 40), 100)
    await stand.filed(60)
    const parted = Date.now()
    await stand.gateway.stop()
    await until(() => missed() >= 100, { what: '100 lines are said while nobody listens' })
    const begun = performance.now()
    await stand.gateway.restart()
    await speaking
    await stand.settle()
    measured('joined again, filed and answered after', begun)
    const { lost, unattached } = await expectNothingLostOrDoubled(stand, { parted: [parted] })
    expect(unattached, 'said while nobody listened').toBe(missed())
    measured(`lost ${lost}, of which nobody listened to ${unattached}`)
  })
})
