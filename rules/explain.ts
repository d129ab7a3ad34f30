/** Why a text was judged as it was, in lines for the staff and the admin who read it. */
import type { Compiled, Rule, Speech } from './compile.ts'
import { lacking, type Judgement } from './judgement.ts'
import { isRun } from './learned/features.ts'
import type { Reason } from './learned/weights.ts'
import type { Matches } from './matches.ts'
import type { Fired } from './weigh.ts'

/** So many learned features are named; the rest is in their sum. */
const MOST_FEATURES = 6
/** So many rules are named that had a word in the text and did not fire. */
const MOST_FAILED = 3
/** Shares below are not worth a word. */
const LEAST_SHARE = 0.1

const tenths = (value: number) => Math.round(value * 10) / 10
export const points = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(tenths(value))}`

/** The words of matches as they stand in the text, each once. */
function quoted(matches: Matches, numbers: readonly number[]): string {
  return [...new Set(numbers.map((m) => `「${matches.termOf(m)}」`))].join('')
}

function firedLines<T extends Rule | Speech>(
  fired: readonly Fired<T>[],
  kind: string,
  matches: Matches,
): string[] {
  return fired
    .toSorted((a, b) => Math.abs(b.rule.text.points) - Math.abs(a.rule.text.points))
    .map(({ rule, by }) =>
      `${kind} ${rule.id}：${quoted(matches, by)} ${rule.text.points === 0 ? '' : points(rule.text.points)}`.trimEnd(),
    )
}

/** How a feature's name is shown: `=路灯 坏` as 路灯…坏, `吗|` as 吗（句尾）, `#water.none` as the rule. */
function shown(name: string): string {
  if (isRun(name))
    return `「${name.replace(/^\|/u, '（句首）').replace(/\|$/u, '（句尾）').replace('|', '／')}」`
  if (name.startsWith('#')) return `规则 ${name.slice(1)}`
  return name.startsWith('=') ? `「${name.slice(1).replace(' ', '…')}」` : '问号'
}

function learnedLine(reasons: readonly Reason[], need: number): string {
  const named = reasons.filter((r) => Math.abs(r.need) >= LEAST_SHARE).slice(0, MOST_FEATURES)
  const words = named.map((r) => `${shown(r.name)}${points(r.need)}`).join(' ')
  return `学到的权重 ${points(need)}：${words || '没有认得的词'}${reasons.length > named.length ? ' …' : ''}`
}

/** Why a rule that has a word in the text did not fire; null where that is no matter of words. */
function lack(rule: Rule, matches: Matches): string | null {
  const { words, near, within } = rule
  const found = quoted(matches, matches.all(words))
  if (found === '') return null
  const barred = quoted(matches, matches.all(rule.none))
  if (barred !== '') return `规则 ${rule.id}：有${found}，但因为有${barred}不算`
  if (rule.all.some((list) => matches.all(list).length === 0))
    return `规则 ${rule.id}：有${found}，缺少同时要有的词`
  if (near.length === 0 || matches.holds(rule)) return null
  const others = quoted(matches, matches.all(near))
  return others === ''
    ? `规则 ${rule.id}：有${found}，附近缺少相配的词`
    : `规则 ${rule.id}：${found}与${others}相隔超过 ${within} 个词`
}

function lacks(compiled: Compiled, matches: Matches, fired: readonly Fired<Rule>[]): string[] {
  const silent = compiled.rules.filter((rule) => !fired.some((f) => f.rule === rule))
  return silent
    .toSorted((a, b) => b.text.points - a.text.points)
    .flatMap((rule) => lack(rule, matches) ?? [])
    .slice(0, MOST_FAILED)
}

function categoryLine(compiled: Compiled, { category, lead }: Judgement): string[] {
  const name = compiled.categories[category]?.name
  if (!name) return []
  return [lead === Infinity ? `类别 ${name}` : `类别 ${name}，比第二名多 ${tenths(lead)} 分`]
}

/** Why a person is asked and no case is opened without one. */
function reviewLine(compiled: Compiled, judgement: Judgement): string {
  const { review, open, own, lead } = compiled.thresholds
  const sum = `请人看：合计 ${tenths(judgement.points)} 分，`
  const enough = `${sum}够自动立案的分，但`
  const name = compiled.categories[judgement.category]?.name ?? ''
  switch (lacking(compiled, judgement)) {
    case 'own':
      return `${enough}说不准是哪一类：「${name}」的规则只有 ${tenths(judgement.own)} 分，要 ${own} 分`
    case 'lead':
      return `${enough}说不准是哪一类：「${name}」只比第二名多 ${tenths(judgement.lead)} 分，要 ${lead} 分`
    case 'need':
      return `${enough}听不出要人做什么`
    default:
      return `${sum}${review} 分起请人看，${open} 分起才自动立案`
  }
}

/** Where a text stands against the thresholds. */
function sumLine(compiled: Compiled, judgement: Judgement): string {
  if (judgement.decision === 'review') return reviewLine(compiled, judgement)
  const { review, open } = compiled.thresholds
  const sum = tenths(judgement.points)
  const scale = `${review} 分起请人看，${open} 分起且把握足够时立案`
  if (judgement.weight.ignoredBy)
    return `不处理：${judgement.weight.ignoredBy.id} 这类消息，不论提到什么都不算（合计 ${sum} 分）`
  if (judgement.decision === 'open') return `合计 ${sum} 分（${scale}）`
  return `不处理：合计 ${sum} 分，还差 ${tenths(review - judgement.points)} 分（${scale}）`
}

function hiddenLine({ words }: Compiled, { hidden }: Matches): string[] {
  const terms = [...new Set(hidden)].map((word) => `「${words[word] ?? ''}」`)
  return terms.length === 0 ? [] : [`不算，因为在更长的例外词里：${terms.join('')}`]
}

/** `reasons`: what learned weights saw, strongest first; null where there are none. */
export function explain(
  compiled: Compiled,
  matches: Matches,
  judgement: Judgement,
  reasons: readonly Reason[] | null,
): string[] {
  const { weight, reading, decides } = judgement
  return [
    sumLine(compiled, judgement),
    ...(judgement.decision === 'ignore' ? [] : categoryLine(compiled, judgement)),
    ...firedLines(weight.fired, '规则', matches),
    ...(decides && reading ? ['以上规则单独就够请人看，学到的权重不能推翻'] : []),
    ...firedLines(weight.speech, '说法', matches),
    ...(reading && reasons ? [learnedLine(reasons, reading.need + compiled.thresholds.review)] : []),
    ...hiddenLine(compiled, matches),
    ...(judgement.decision === 'ignore' ? lacks(compiled, matches, weight.fired) : []),
  ]
}
