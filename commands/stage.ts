import type { Stage } from '../console/server/stage.ts'
import type { Gateway } from '../simulator/gateway.ts'

/** The simulated gateway as the console's chat page knows it. */
export const stageOf = (gateway: Gateway): Stage => ({
  groups: gateway.groups,
  members: gateway.members,
  history: (group, member) =>
    gateway.history(group ?? member ?? '').map(({ id, at, who, name, own, text, kind }) => ({
      id,
      at,
      from: who === null ? null : { id: who, name: name ?? who },
      own,
      text,
      type: kind,
    })),
  async say({ quote, ...line }) {
    await gateway.say({ at: Date.now(), ...line, ...(quote === undefined ? {} : { quote: { id: quote } }) })
  },
  onChange: (listener) => gateway.onChange(() => listener()),
})
