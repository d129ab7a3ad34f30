import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { until } from '../helpers/until.ts'
import { groupOf } from './county.ts'
import { expectNothingLostOrDoubled } from './invariants.ts'
import { measured, openStand, type Stand } from './stand.ts'
import { makeTalk } from './talk.ts'

let stand: Stand
afterEach(() => stand.close())

/** ms within which a change is in use, and a breakage told of */
const LIMIT = 5_000
const RULES = `category: farming
rules:
  - {name: spoken-of, words: 抽水机, points: 12}
`
const BROKEN = RULES.replace('words:', 'wrods:')

test('rules changed while messages flow are soon in use, broken ones never, and nothing is lost', async () => {
  stand = await openStand('PostgreSQL')
  await stand.role('bot')
  const workers = await stand.role('workers')
  const file = join(stand.dataDir, 'keywords', 'farming.yaml')
  const complaints = () =>
    workers
      .log()
      .split('\n')
      .filter((line) => line.includes('farming.yaml:3: '))
  const speaking = stand.speak(makeTalk('m', 500, 40), 50)

  await writeFile(file, BROKEN)
  await until(() => complaints().length > 0, { within: LIMIT })
  expect(await probe('broken')).toBe('ignored')

  const begun = performance.now()
  await writeFile(`${file}.new`, RULES)
  await rename(`${file}.new`, file)
  let probes = 0
  await until(async () => (await probe(`changed-${probes++}`)) === 'flagged', { within: LIMIT, every: 100 })
  measured('changed rules are in use after', begun)

  const before = stand.said.length
  await speaking
  expect(stand.said.length, 'messages were still flowing').toBeGreaterThan(before)
  await stand.settle()
  expect(await expectNothingLostOrDoubled(stand, { unknown: 0 })).toEqual({ lost: 0, unattached: 0 })
  expect(complaints()).toHaveLength(1)
}, 60_000)

/** Says something of which only the changed rules know; what becomes of it. */
async function probe(name: string): Promise<string> {
  const id = `probe-${name}`
  const words = { group: groupOf(0), from: `wx-${name}`, text: '塘边装了一台抽水机' }
  await stand.speak([{ kind: 'chat', id, need: null, ...words }], 1)
  const state = await until(async () => {
    const { rows } = await stand.pool.query<{ state: string }>('select state from messages where id = $1', [
      id,
    ])
    return rows[0]?.state
  })
  if (state === 'flagged') stand.said.find((said) => said.id === id)!.kind = 'doubt'
  return state
}
