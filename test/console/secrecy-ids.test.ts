import { afterAll, beforeAll, expect, it } from 'vitest'
import { playMorning } from './secrecy-play.ts'
import { openTwins, type Twins } from './secrecy-twins.ts'
import { request } from './secrecy-routes.ts'

let twins: Twins
beforeAll(async () => void (twins = await openTwins(playMorning)))
afterAll(() => twins.close())

it.each(['lu', 'admin'])(
  'what replies are named by does not tell %s how many there are besides',
  async (login) => {
    const { outbox } = JSON.parse((await twins.of(login).ask(login, request('GET', '/api/system'))).body)
    const rows = [...outbox.unknown, ...outbox.refused]
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(row).not.toHaveProperty('id')
      expect(row.ref).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/)
    }
  },
)
