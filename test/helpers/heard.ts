import type { Heard } from '../../cases/model.ts'

/** A text message that somebody said in a group, with whatever a test cares about. */
export function heard(part: Partial<Heard> = {}): Heard {
  return {
    account: 'wx-bot',
    id: 'm1',
    at: Date.parse('2026-03-02T08:00:00+08:00'),
    group: 'g-lengshui',
    from: 'wx-liu',
    fromName: '刘女士',
    type: 'text',
    text: '八组的路灯坏了',
    mentions: [],
    mentionsBot: false,
    quote: null,
    ...part,
  }
}
