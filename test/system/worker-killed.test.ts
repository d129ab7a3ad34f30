import { expect, test } from 'vitest'
import type { Pool } from '../../store/db.ts'
import { until } from '../helpers/until.ts'
import { groupOf } from './county.ts'
import { expectNothingLostOrDoubled } from './invariants.ts'
import { measured, onBothQueues } from './stand.ts'
import { makeTalk } from './talk.ts'

onBothQueues('a worker killed in the middle of 2,000 messages', (open, kind) => {
  test('another takes over', { timeout: 60_000 }, async () => {
    const stand = await open()
    const victim = await stand.role('workers')
    await stand.open()
    const speaking = stand.speak(makeTalk('m', 2_000, 160), 1_000)
    await until(async () => (await filed(stand.pool)) > 300, { what: 'work is in full swing' })
    const release = await holdUp(stand.pool, 2)
    await victim.kill()
    const begun = performance.now()
    await release()
    await speaking
    expect(await filed(stand.pool)).toBeLessThan(2_000)
    await stand.settle()
    measured(`${kind}: a killed worker's messages are filed by another after`, begun)
    expect(await expectNothingLostOrDoubled(stand, { inOrder: false, unknown: 0 })).toEqual({
      lost: 0,
      unattached: 0,
    })
  })
})

const filed = async (pool: Pool) => Number((await pool.query('select count(*) as n from messages')).rows[0].n)

/** Takes a group's lock, so that both workers come to stand in the middle of a batch; gives what lets them go on. */
async function holdUp(pool: Pool, workers: number): Promise<() => Promise<void>> {
  const client = await pool.connect()
  await client.query('begin')
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [groupOf(0)])
  const waiting = `select from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`
  await until(async () => (await pool.query(waiting)).rowCount === workers, {
    what: 'all workers are in a batch',
  })
  return async () => {
    await client.query('rollback')
    client.release()
  }
}
