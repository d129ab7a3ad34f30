/** Marked words that are written otherwise: with characters that sound alike (鹿灯) or look alike, or in pinyin. */
import { pinyin } from 'pinyin-pro'
import { Folding, foldedText, type Folded } from './fold.ts'
import type { Borders } from './segment.ts'
import { PARTED } from './table.ts'

/** What was written, and the word that it was taken for. */
export interface Slip {
  written: string
  word: string
}
/** A text as it is meant. */
export interface Respelled {
  folded: Folded
  slips: Slip[]
}
export interface Spelling {
  /** The text with the marked words as they are spelled, or null where none is written otherwise. */
  respell(folded: Folded, borders: Borders): Respelled | null
  /** Whether a folded text has anything in it that is spelled, or could be meant, as one of the words. */
  mayConcern(text: string): boolean
}

/** A place of the folded text, `end` exclusive, and the word that it stands for. */
interface Place {
  start: number
  end: number
  word: string
}

/** What many speakers of the south, and their telephones, do not tell apart. */
const FUZZY: [RegExp, string][] = [
  [/^([zcs])h/u, '$1'],
  [/ng$/u, 'n'],
]
/** Shorter pinyin stands inside too many other letters. */
const LEAST_LETTERS = 6
const LETTERS = new RegExp(`[a-z]{${LEAST_LETTERS},}`, 'gu')

const sounds = new Map<string, string>()

/** Looked up once: it takes longer than all else here. */
function soundOf(char: string): string {
  const known = sounds.get(char)
  if (known !== undefined) return known
  const sound = pinyin(char, { toneType: 'none', nonZh: 'removed' })
  sounds.set(char, sound)
  return sound
}
const fuzzySound = (char: string): string =>
  FUZZY.reduce((sound, [from, to]) => sound.replace(from, to), soundOf(char))

/** Characters as others see or hear them, as numbers; each is looked up once. */
function classes(of: (char: string) => string): (unit: number) => number {
  const byName = new Map<string, number>()
  const known = new Int32Array(65536)
  return (unit) => {
    const found = known[unit] as number
    if (found !== 0) return found
    const char = String.fromCharCode(unit)
    const name = of(char) || char
    const number = byName.get(name) ?? byName.size + 1
    byName.set(name, number)
    return (known[unit] = number)
  }
}

/** Finds the words by the classes of their characters, the longest first where two begin alike. */
function finder(words: readonly string[], of: (char: string) => string): (text: string) => Place[] {
  const classOf = classes(of)
  const pair = (text: string, i: number): number =>
    classOf(text.charCodeAt(i)) * 65536 + classOf(text.charCodeAt(i + 1))
  const sameAt = (word: string, text: string, at: number): boolean =>
    Array.from(word, (_, i) => i).every(
      (i) => classOf(word.charCodeAt(i)) === classOf(text.charCodeAt(at + i)),
    )
  // Most pairs of characters begin no word, however they are spelled.
  const byPair = new Map<number, string[]>()
  for (const word of words.toSorted((a, b) => b.length - a.length))
    byPair.set(pair(word, 0), [...(byPair.get(pair(word, 0)) ?? []), word])
  return (text) => {
    const slips: Place[] = []
    for (let start = 0; start + 1 < text.length; start++) {
      const word = byPair
        .get(pair(text, start))
        ?.find((w) => start + w.length <= text.length && sameAt(w, text, start))
      if (word !== undefined) slips.push({ start, end: start + word.length, word })
    }
    return slips
  }
}

/** Finds the words in pinyin without tones. */
function pinyinFinder(words: readonly string[]): (text: string) => Place[] {
  const letters = (word: string): string => Array.from(word, soundOf).join('')
  const byLetters = new Map(words.map((word) => [letters(word), word]))
  const longest = Math.max(0, ...[...byLetters.keys()].map((key) => key.length))
  /** The longest word that begins at a place of a run of letters. */
  const slipAt = (run: string, start: number): Place | null => {
    for (let end = Math.min(run.length, start + longest); end - start >= LEAST_LETTERS; end--) {
      const word = byLetters.get(run.slice(start, end))
      if (word !== undefined) return { start, end, word }
    }
    return null
  }
  const slipsIn = (run: string, offset: number): Place[] => {
    const slips: Place[] = []
    for (let start = 0; start + LEAST_LETTERS <= run.length; start++) {
      const slip = slipAt(run, start)
      if (!slip) continue
      slips.push({ ...slip, start: offset + slip.start, end: offset + slip.end })
      start = slip.end - 1
    }
    return slips
  }
  return (text) => [...text.matchAll(LETTERS)].flatMap((match) => slipsIn(match[0], match.index))
}

/** A place that is one word of the language, or goes across a clause, means what it says: 公子 is not 工资. */
function meansItself({ start, end }: Place, folded: Folded, borders: Borders): boolean {
  for (let i = start + 1; i < end; i++) if (folded.gap[i] === PARTED) return true
  return borders.at[start] === 1 && borders.at[end] === 1 && borders.between(start, end) === 1
}

/** The slips that do not overlap, the first of them where two do. */
function apart(slips: readonly Place[]): Place[] {
  let last = 0
  return slips
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      if (start < last) return false
      last = end
      return true
    })
}

function rewrite(folded: Folded, slips: readonly Place[]): Folding {
  const made = new Folding()
  made.clear(folded.length)
  const push = (unit: number, from: number, to: number): void => {
    made.pending = folded.gap[from] ?? 0
    made.push(unit, folded.start[from] as number, folded.end[to] as number)
  }
  let at = 0
  for (const { start, end, word } of slips) {
    for (; at < start; at++) push(folded.units[at] as number, at, at)
    // Each character of the word stands for the whole place, for the letters of pinyin are no characters.
    for (let i = 0; i < word.length; i++) {
      const same = word.length === end - start
      push(word.charCodeAt(i), same ? start + i : start, same ? start + i : end - 1)
      if (!same && i > 0) made.gap[made.length - 1] = 0
    }
    at = end
  }
  for (; at < folded.length; at++) push(folded.units[at] as number, at, at)
  made.asks = folded.asks
  return made
}

/** `words`: those marked; `looks`: groups of characters that look alike. */
export function compileSpelling(words: readonly string[], looks: readonly string[]): Spelling | null {
  if (words.length === 0) return null
  const known = new Set(words)
  const groups = new Map(looks.flatMap((group) => [...group].map((char): [string, string] => [char, group])))
  const finders = [
    finder(words, fuzzySound),
    finder(words, (char) => groups.get(char) ?? ''),
    pinyinFinder(words),
  ]
  return {
    mayConcern: (text) => finders.some((find) => find(text).length > 0),
    respell(folded, borders) {
      const text = foldedText(folded)
      const all = finders.flatMap((find) => find(text))
      const slips = apart(
        all.filter((slip) => {
          const written = text.slice(slip.start, slip.end)
          return written !== slip.word && !known.has(written) && !meansItself(slip, folded, borders)
        }),
      )
      if (slips.length === 0) return null
      return {
        folded: rewrite(folded, slips),
        slips: slips.map(({ start, end, word }) => ({ written: text.slice(start, end), word })),
      }
    },
  }
}

/** The same, made once for the same words. */
export function spellingKeeper(): typeof compileSpelling {
  let last: { key: string; spelling: Spelling | null } | null = null
  return (words, looks) => {
    const key = JSON.stringify([words, looks])
    if (last?.key !== key) last = { key, spelling: compileSpelling(words, looks) }
    return last.spelling
  }
}
