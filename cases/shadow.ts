/** What rules in the shadow would have decided about a message; it changes nothing. */
import type { Said } from '../rules/weigh.ts'
import type { Verdict } from '../rules/verdict.ts'
import { parseCommand } from './commands.ts'
import type { County } from './county.ts'
import type { Heard } from './model.ts'

export interface Shadowed {
  version: number
  now: Verdict
  then: Verdict
}

/**
 * Judges a message by the rules that count for it and by those in the shadow; null where there are none, where no rules are
 * asked, and where the two decide the same.
 */
export function shadowOf(heard: Heard, county: County): Shadowed | null {
  const { shadow, directory, rules } = county
  if (!shadow || heard.type !== 'text' || heard.from === null) return null
  if (heard.group !== null && directory.group(heard.group)?.kind !== 'residents') return null
  if (parseCommand(heard.text, heard.mentionsBot)) return null
  const said: Said = { speaker: directory.staffByMember(heard.from) ? 'staff' : 'resident', media: 'text' }
  const now = rules.judge(heard.text, said)
  const then = shadow.rules.judge(heard.text, said)
  if (now.decision === then.decision && now.category === then.category) return null
  return { version: shadow.version, now, then }
}
