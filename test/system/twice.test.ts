import { expect, test } from 'vitest'
import { expectNothingLostOrDoubled } from './invariants.ts'
import { onBothQueues } from './stand.ts'
import { makeTalk, toMessage } from './talk.ts'

onBothQueues('every message delivered twice', (open) => {
  test('changes nothing, whenever and in whatever order the second comes', async () => {
    const stand = await open()
    await stand.open()
    const lines = makeTalk('m', 300, 24)
    for (let i = 0; i < lines.length; i += 50) {
      const part = lines.slice(i, i + 50)
      await stand.speak(part, 2_000)
      // Every other one again at once, in another order; the rest when the account logs in again.
      for (const line of part.filter((_, n) => n % 2).toReversed())
        await stand.gateway.say(toMessage(line, Date.now()))
    }
    stand.gateway.login()
    for (const line of lines.toReversed()) await stand.gateway.say(toMessage(line, Date.now()))
    await stand.settle()
    expect(await expectNothingLostOrDoubled(stand, { unknown: 0 })).toEqual({ lost: 0, unattached: 0 })
  })
})
