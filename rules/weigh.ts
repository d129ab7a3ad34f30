/** Adds up what speaks for each category, and what the way of speaking adds to it or takes away. */
import type { Compiled, Rule, Speech } from './compile.ts'
import type { Matches } from './matches.ts'
import type { Media, Speaker } from './model.ts'

/** How a text came to be said; what is left out is a resident's written message. */
export interface Said {
  speaker?: Speaker
  media?: Media
}
/** A rule or a way of speaking that holds for a text; `by`: the numbers of the matches that fulfil it, after `prove`. */
export interface Fired<T> {
  rule: T
  by: number[]
}
export interface Weight {
  fired: Fired<Rule>[]
  speech: Fired<Speech>[]
  /** the way of speaking that makes the text one about nothing */
  ignoredBy: Speech | null
  /** what the rules of each category bring, by its index; empty where none fired */
  own: number[]
  /** what the ways of speaking add, and take away */
  up: number
  down: number
}

/** How far into a text its opening words may stand: 大家好 or a name before them. */
const OPENING = 3
/** Signs before an opening that the openings themselves do not name. */
const OPENING_LENGTH = 64

function suits({ text }: Rule | Speech, said: Said): boolean {
  if (text.speaker !== null && text.speaker !== (said.speaker ?? 'resident')) return false
  return text.media === null || text.media === (said.media ?? 'text')
}

const isAmong = <T>(fired: readonly Fired<T>[], rule: T): boolean => {
  for (const f of fired) if (f.rule === rule) return true
  return false
}

function fireRules(compiled: Compiled, matches: Matches, said: Said): Fired<Rule>[] {
  const fired: Fired<Rule>[] = []
  for (const list of matches.present)
    for (const rule of compiled.rulesOf[list] as Rule[]) {
      if (suits(rule, said) && !isAmong(fired, rule) && matches.holds(rule)) fired.push({ rule, by: [] })
    }
  return fired
}

/** The beginning of a text, as openings are held against it. */
export const openingOf = (text: string): string => text.slice(0, OPENING_LENGTH).trimStart()

function fireSpeech(compiled: Compiled, text: string, matches: Matches, said: Said): Fired<Speech>[] {
  const fired: Fired<Speech>[] = []
  for (const list of matches.present)
    for (const rule of compiled.speechOf[list] as Speech[]) {
      if (!suits(rule, said) || isAmong(fired, rule) || !matches.holds(rule)) continue
      if (!rule.text.atStart || matches.beginsBefore(rule.words, OPENING)) fired.push({ rule, by: [] })
    }
  const opening = openingOf(text)
  if (compiled.openings.has(opening.charCodeAt(0)))
    for (const rule of compiled.speechByOpening)
      if (suits(rule, said) && rule.text.opening.some((o) => opening.startsWith(o)) && !isAmong(fired, rule))
        fired.push({ rule, by: [] })
  return fired
}

const NOTHING: Weight = { fired: [], speech: [], ignoredBy: null, own: [], up: 0, down: 0 }

/** Weighs by the rules what `matches` holds, as it is sorted. */
export function weigh(compiled: Compiled, text: string, matches: Matches, said: Said): Weight {
  return sumUp(compiled, fireRules(compiled, matches, said), fireSpeech(compiled, text, matches, said))
}

/** Adds up the points of all that fires. */
export function sumUp({ categories }: Compiled, fired: Fired<Rule>[], speech: Fired<Speech>[]): Weight {
  const weight: Weight = { ...NOTHING, fired, speech }
  for (const { rule } of speech) {
    if (rule.text.ignore) weight.ignoredBy ??= rule
    if (rule.text.points > 0) weight.up += rule.text.points
    else weight.down += rule.text.points
  }
  if (fired.length > 0) weight.own = new Array<number>(categories.length).fill(0)
  for (const { rule } of fired)
    weight.own[rule.category] = (weight.own[rule.category] ?? 0) + rule.text.points
  return weight
}

/** Finds for what was weighed last the matches that fulfil it: few texts come so far that somebody asks. */
export function prove({ fired, speech }: Weight, matches: Matches): void {
  for (const of of [fired, speech])
    for (const one of of) if (matches.holds(one.rule)) one.by = matches.proof(one.rule)
}

/** The category that has the most points, and how much more than the next; -1 where there are none, or none is possible. */
export interface Best {
  category: number
  points: number
  /** Infinity where there is no other */
  lead: number
}

/** `points` by the index of the category; -Infinity: it cannot be this one. */
export function best(points: readonly number[]): Best {
  const made: Best = { category: -1, points: 0, lead: 0 }
  points.forEach((p, c) => {
    if (p === -Infinity) return
    if (made.category === -1 || p > made.points) {
      made.lead = made.category === -1 ? Infinity : p - made.points
      made.category = c
      made.points = p
    } else made.lead = Math.min(made.lead, made.points - p)
  })
  return made
}
