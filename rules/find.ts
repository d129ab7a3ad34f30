/** What of the rules' words stands in a text, and where. */
import type { Compiled, Lists } from './compile.ts'
import type { Folded } from './fold.ts'
import { PARTED } from './table.ts'

/** A word in the folded text; `end` is exclusive. */
export interface Found {
  word: number
  start: number
  end: number
}

/** The occurrences in each word list, in the order of their ends. */
export class Finds {
  readonly folded: Folded
  readonly present: number[] = []
  private readonly byList = new Map<number, Found[]>()
  private readonly longest: number

  constructor(folded: Folded, longest: number) {
    this.folded = folded
    this.longest = longest
  }

  add(list: number, found: Found): void {
    const known = this.byList.get(list)
    if (known) {
      known.push(found)
      return
    }
    this.present.push(list)
    this.byList.set(list, [found])
  }

  of(list: number): readonly Found[] {
    return this.byList.get(list) ?? []
  }

  has(list: number): boolean {
    return this.byList.has(list)
  }

  /** The first pair of words of the two lists at most `within` characters apart and not overlapping. */
  pair(list: number, near: number, within: number): [Found, Found] | null {
    const others = this.of(near)
    let low = 0
    for (const found of this.of(list)) {
      while (
        low < others.length &&
        (others[low] as Found).end < found.end - this.longest - within - this.longest
      )
        low++
      for (let i = low; i < others.length; i++) {
        const other = others[i] as Found
        if (other.end - this.longest > found.end + within) break
        const apart = other.start >= found.end ? other.start - found.end : found.start - other.end
        if (apart >= 0 && apart <= within) return [found, other]
      }
    }
    return null
  }
}

function goesAcrossClause(folded: Folded, start: number, end: number): boolean {
  for (let i = start + 1; i < end; i++) if (folded.gap[i] === PARTED) return true
  return false
}

/** All words of the rule set in the text, those that go across 。 or ， left out. */
function scan(compiled: Compiled, folded: Folded): Found[] {
  const all: Found[] = []
  compiled.automaton.scan(folded.units, folded.length, (word, end) => {
    const start = end - (compiled.words[word] as string).length
    if (!goesAcrossClause(folded, start, end)) all.push({ word, start, end })
  })
  return all
}

/** Without the words that lie inside an exception (水 in 薪水). */
function withoutExcepted(compiled: Compiled, all: readonly Found[]): readonly Found[] {
  const isExcept = (f: Found): boolean =>
    compiled.memberships[f.word]?.some((m) => m.list === compiled.except) ?? false
  const covers = all.filter(isExcept)
  if (covers.length === 0) return all
  let low = 0
  return all.filter((f) => {
    while (low < covers.length && (covers[low] as Found).end < f.end) low++
    for (let i = low; i < covers.length; i++) {
      const cover = covers[i] as Found
      if (cover.end - compiled.longest > f.start) break
      if (cover.start <= f.start && cover.end - cover.start > f.end - f.start) return false
    }
    return true
  })
}

/** The words of the rule set in the text, those inside an exception left out. */
export function occurrences(compiled: Compiled, folded: Folded): readonly Found[] {
  return withoutExcepted(compiled, scan(compiled, folded))
}

/** Whether a rule of any category could fire: all others only add to what such a rule finds. */
export function mayFire(compiled: Compiled, all: readonly Found[]): boolean {
  return all.some((f) => compiled.triggers[f.word] === 1)
}

/** Whether some of the words count only as words of their own. */
export function areDoubtful(compiled: Compiled, all: readonly Found[]): boolean {
  return all.some((f) => compiled.memberships[f.word]?.some((m) => m.alone))
}

/**
 * Sorts what was found into the word lists. `borders` decides on words that must stand alone: `'all'` counts every
 * one of them, `'none'` leaves them out.
 */
export function find(
  compiled: Compiled,
  folded: Folded,
  all: readonly Found[],
  borders: Uint8Array | 'all' | 'none',
): Finds {
  const finds = new Finds(folded, compiled.longest)
  for (const f of all)
    for (const m of compiled.memberships[f.word] ?? []) {
      if (m.alone && borders === 'none') continue
      if (m.alone && borders instanceof Uint8Array && !(borders[f.start] && borders[f.end])) continue
      finds.add(m.list, f)
    }
  return finds
}

/** What fulfils a condition: its words, or null where it is not fulfilled. */
export function fulfil(lists: Lists, finds: Finds): Found[] | null {
  if (lists.none !== -1 && finds.has(lists.none)) return null
  const first = finds.of(lists.words)[0]
  if (!first) return null
  if (lists.all.some((list) => !finds.has(list))) return null
  const others = lists.all.flatMap((list) => finds.of(list).slice(0, 1))
  if (lists.near === -1) return [first, ...others]
  const pair = finds.pair(lists.words, lists.near, lists.within)
  return pair && [...pair, ...others]
}
