import { expect, it } from 'vitest'
import { createHub } from '../../store/hub.ts'

it.each([
  ['changed', 'accounts', 'accounts'],
  ['changed', '', '*'],
  ['outbox', '', 'outbox'],
  ['world', '', 'world'],
] as const)(
  'a notice of %s (%s) is told as %s to all who listen, until they leave',
  (channel, payload, topic) => {
    const hub = createHub()
    const heard: string[] = []
    const leave = hub.subscribe((told) => heard.push(told))
    hub.subscribe((told) => heard.push(told))
    hub.hear(channel, payload)
    leave()
    hub.hear(channel, payload)
    expect(heard).toEqual([topic, topic, topic])
  },
)
