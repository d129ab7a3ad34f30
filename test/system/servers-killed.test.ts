import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { expectNothingLostOrDoubled } from './invariants.ts'
import type { Server } from './servers.ts'
import { measured, onBothQueues, spooled, type Stand } from './stand.ts'
import { makeTalk } from './talk.ts'

/** Lets people talk while the server is killed, away and back; begins and ends with the server there. */
async function talkThrough(stand: Stand, server: Server, away: number): Promise<void> {
  const seconds = away / 1000 + 2
  const rate = 100
  const speaking = stand.speak(makeTalk('m', Math.round(rate * seconds), Math.round(4 * seconds)), rate)
  await stand.filed(rate / 2)
  await server.kill()
  await pause(away)
  if (server === stand.servers.queue)
    expect(await spooled(stand.dataDir), 'batches in the spool').toBeGreaterThan(3)
  const begun = performance.now()
  await server.start()
  await speaking
  await stand.settle()
  measured('all is filed and answered after', begun)
}

onBothQueues(
  'the queue gone for 10 s under load',
  (open, kind) => {
    test(
      'what is heard meanwhile waits in the spool and comes later, once',
      { timeout: 60_000 },
      async () => {
        const stand = await open({ mortal: kind === 'PostgreSQL' })
        await stand.open()
        await talkThrough(stand, stand.servers.queue, 10_000)
        expect(await expectNothingLostOrDoubled(stand)).toEqual({ lost: 0, unattached: 0 })
      },
    )
  },
  { concurrent: true },
)

onBothQueues('PostgreSQL restarted under load', (open) => {
  test('nothing is lost or doubled, and nothing comes out of its order', { timeout: 60_000 }, async () => {
    const stand = await open({ mortal: true })
    await stand.open()
    await talkThrough(stand, stand.servers.postgres, 500)
    expect(await expectNothingLostOrDoubled(stand)).toEqual({ lost: 0, unattached: 0 })
  })
})
