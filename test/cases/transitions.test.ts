import { expect, it } from 'vitest'
import { at } from '../fixtures/county.ts'
import { play } from './play.ts'

it('writes down what was said before a case was opened, and comes later, as of its opening', () => {
  const p = play()
  p.say('二组桥边的路灯坏了好几天了')
  p.say('二组桥边的路灯坏了好几天', { from: 'wx-bo', when: '2026-03-02T08:50:00' })
  const { events, case: c } = p.docket.changes()[0]!
  expect(events.map((e) => [e.type, e.at])).toEqual([
    ['opened', at('2026-03-02T09:00:00')],
    ['joined', at('2026-03-02T09:00:00')],
  ])
  expect(c.reporters[1]!.at).toBe(at('2026-03-02T08:50:00'))
})
