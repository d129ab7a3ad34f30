/** All that must hold, together. */
import * as histories from './histories.ts'
import * as replies from './replies.ts'
import type { Moment } from './state.ts'

const { strangersFindNothing: _atTheEnd, ...ofReplies } = replies
const RULES: [string, histories.Rule][] = Object.entries({ ...histories, ...ofReplies })

/** @throws Error with a line for each rule that the deed has broken */
export function holdRules(moment: Moment): void {
  const broken = RULES.flatMap(([name, rule]) => rule(moment).map((line) => `${name}: ${line}`))
  if (broken.length) throw new Error(broken.join('\n'))
}
