/** How well texts are judged, in shares of 0 to 1; null where there is nothing to count. */
import type { Category, Verdict } from '../verdict.ts'
import type { Example } from './examples.ts'

export interface Figures {
  cases: number
  /** of what needs somebody, what was caught */
  recall: number | null
  /** of what needs nobody, what was caught all the same */
  falseAlarms: number | null
  /** of what was caught, what got a right category, a right kind */
  category: number | null
  kind: number | null
  /** of the urgent, what was caught as urgent; of complaints to be hidden, what was caught as such; of others, what was hidden */
  urgentRecall: number | null
  confidentialRecall: number | null
  confidentialFalse: number | null
  /** cases opened without a person, as a share of all; and of these, what is one and has a right category */
  opened: number | null
  openPrecision: number | null
}

const share = (part: readonly unknown[], all: readonly unknown[]): number | null =>
  all.length === 0 ? null : Math.round((part.length / all.length) * 10000) / 10000

/** Judges the examples and compares; `categories` say which of them are confidential. */
export function measure(
  examples: readonly Example[],
  judge: (text: string) => Verdict,
  categories: ReadonlyMap<string, Category>,
): Figures {
  const all = examples.map((example) => ({ example, verdict: judge(example.text) }))
  type Judged = (typeof all)[number]
  const isCaught = ({ verdict }: Judged): boolean => verdict.decision !== 'ignore'
  const isRight = ({ example, verdict }: Judged): boolean =>
    example.categories.includes(verdict.category ?? '')
  const isSecret = ({ example }: Judged): boolean =>
    categories.get(example.categories[0] ?? '')?.confidential === true
  const cases = all.filter(({ example }) => example.categories.length > 0)
  const rest = all.filter(({ example }) => example.categories.length === 0)
  const caught = cases.filter(isCaught)
  const urgent = cases.filter(({ example }) => example.urgent)
  const secret = cases.filter(isSecret)
  const plain = cases.filter((j) => !isSecret(j))
  const open = all.filter(({ verdict }) => verdict.decision === 'open')
  return {
    cases: cases.length,
    recall: share(caught, cases),
    falseAlarms: share(rest.filter(isCaught), rest),
    category: share(caught.filter(isRight), caught),
    kind: share(
      caught.filter(({ example, verdict }) => example.question === (verdict.kind === 'question')),
      caught,
    ),
    urgentRecall: share(
      urgent.filter(({ verdict }) => verdict.urgency === 'urgent'),
      urgent,
    ),
    confidentialRecall: share(
      secret.filter(({ verdict }) => verdict.confidential),
      secret,
    ),
    confidentialFalse: share(
      plain.filter(({ verdict }) => verdict.confidential),
      plain,
    ),
    opened: share(open, cases),
    openPrecision: share(open.filter(isRight), open),
  }
}
