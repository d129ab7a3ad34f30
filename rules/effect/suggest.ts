/** Words and rules that are found more often in what people have decided one way than in the rest. */
import { foldedText } from '../fold.ts'
import { PARTED } from '../table.ts'
import { IGNORED, type EffectText, type Judged } from './judged.ts'

export interface Suggestion {
  /** dismissed: it speaks against a need; missed: it speaks for one */
  kind: 'dismissed' | 'missed'
  what: 'word' | 'rule'
  term: string
  with: number
  of: number
  otherwise: number
  otherwiseOf: number
  lift: number
  category: string | null
  /** the file of its rules */
  file: string | null
}

type Found = Omit<Suggestion, 'file'>

/** A term must stand in so many decided texts, of so many senders: what fewer say may tell who they are. */
const LEAST_TEXTS = 4
const LEAST_SENDERS = 3
/** … and so many times as often as among the others. */
const LEAST_LIFT = 2
const SHOWN = 40
/** Ignored texts that nobody has decided about, beside those in which a need was missed. */
const MOST_IGNORED = 5_000
const HAN = /^\p{sc=Han}+$/u

/** What a text is counted by: its words of two characters and more, two words in a row, and the rules that fire. */
function termsOf(judged: Judged, { text }: EffectText): Set<string> {
  const { folded, borders, weight } = judged.base.judge.examine(text)
  const terms = new Set<string>([...weight.fired, ...weight.speech].map(({ rule }) => `#${rule.id}`))
  let before: string | null = null
  for (let start = 0; start < folded.length;) {
    let end = start + 1
    while (end < folded.length && borders.at[end] !== 1) end++
    const word = foldedText(folded, start, end)
    if (folded.gap[start] === PARTED || !HAN.test(word)) before = null
    if (HAN.test(word)) {
      if (word.length > 1) terms.add(word)
      if (before !== null) terms.add(before + word)
      before = word
    }
    start = end
  }
  return terms
}

interface Count {
  texts: number
  senders: Set<number>
}

function countTerms(judged: Judged, texts: readonly EffectText[]): Map<string, Count> {
  const counts = new Map<string, Count>()
  for (const text of texts)
    for (const term of termsOf(judged, text)) {
      const count = counts.get(term) ?? { texts: 0, senders: new Set() }
      count.texts++
      count.senders.add(text.who)
      counts.set(term, count)
    }
  return counts
}

function overRepresented(
  kind: Suggestion['kind'],
  category: string | null,
  among: ReadonlyMap<string, Count>,
  of: number,
  others: ReadonlyMap<string, Count>,
  otherwiseOf: number,
): Found[] {
  return [...among].flatMap(([term, { texts, senders }]) => {
    if (texts < LEAST_TEXTS || senders.size < LEAST_SENDERS) return []
    const otherwise = others.get(term)?.texts ?? 0
    // One more on both sides: what was never seen among few others is no proof.
    const lift = (texts + 1) / (of + 2) / ((otherwise + 1) / (otherwiseOf + 2))
    if (lift < LEAST_LIFT) return []
    const isRule = term.startsWith('#')
    return {
      ...{ kind, category, term: isRule ? term.slice(1) : term, what: isRule ? 'rule' : 'word' },
      ...{ with: texts, of, otherwise, otherwiseOf, lift: Math.round(lift * 10) / 10 },
    } as Found
  })
}

function grouped(texts: readonly EffectText[]): Map<string, EffectText[]> {
  const groups = new Map<string, EffectText[]>()
  for (const text of texts)
    if (text.category !== null) groups.set(text.category, [...(groups.get(text.category) ?? []), text])
  return groups
}

/** What stands inside another term that is as frequent says nothing of its own. */
function distinct(all: readonly Found[]): Found[] {
  return all.filter(
    (s) =>
      s.what === 'rule' ||
      !all.some(
        (o) =>
          o.what === 'word' &&
          o.kind === s.kind &&
          o.category === s.category &&
          o.term !== s.term &&
          o.term.includes(s.term) &&
          o.with >= s.with,
      ),
  )
}

/** The strongest first; `isName` tells what is somebody's name and must not be shown. */
export function suggest(judged: Judged, isName: (term: string) => boolean): Suggestion[] {
  const { texts, briefs } = judged
  const dismissed = grouped(texts.filter(({ need }) => need === false))
  const opened = grouped(texts.filter(({ need }) => need === true))
  const against = [...dismissed].flatMap(([category, all]) => {
    const needs = opened.get(category) ?? []
    return overRepresented(
      ...(['dismissed', category] as const),
      ...([countTerms(judged, all), all.length] as const),
      ...([countTerms(judged, needs), needs.length] as const),
    )
  })
  const isIgnored = (i: number) => briefs[i] === IGNORED
  const missed = texts.filter(({ need }, i) => need === true && isIgnored(i))
  const talk = texts.filter(({ need }, i) => need !== true && isIgnored(i)).slice(-MOST_IGNORED)
  const fileOf = (category: string | null) =>
    judged.base.set.packs.find((pack) => pack.category === category)?.place.file ?? null
  const forNeeds = overRepresented(
    ...(['missed', null] as const),
    ...([countTerms(judged, missed), missed.length] as const),
    ...([countTerms(judged, talk), talk.length] as const),
  )
  return distinct([...against, ...forNeeds].filter(({ what, term }) => what === 'rule' || !isName(term)))
    .sort((a, b) => b.lift * b.with - a.lift * a.with)
    .slice(0, SHOWN)
    .map((found) => ({ ...found, file: fileOf(found.category) }))
}
