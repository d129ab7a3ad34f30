import pino from 'pino'
import { expect, it } from 'vitest'
import { measureConsole } from '../../commands/bench/console.ts'
import { ASKS } from '../../commands/bench/console/asks.ts'

it('asks the console of a filled county all its questions', { timeout: 90_000 }, async () => {
  const amounts = { cases: 300, flags: 40, messages: 500 }
  const log = pino({ level: 'silent' })
  const measured = await measureConsole(amounts, 'keywords', log, () => undefined, 1)
  const asked = measured['asked'] as Record<string, { p95: number }>
  expect(Object.keys(asked)).toHaveLength(ASKS.flatMap(({ by }) => by).length)
  for (const [name, { p95 }] of Object.entries(asked)) expect(p95, name).toBeGreaterThanOrEqual(0)
})
