import { LineCounter, parseDocument, isMap, isScalar, isPair } from 'yaml'
import {
  faultsOf,
  isTextName,
  LONGEST,
  PLACES,
  TEXTS,
  wordsOf,
  type Fault,
  type TextName,
} from './wording-text.ts'

export type { TextName } from './wording-text.ts'

/** Fills the named text with the given words. */
export interface Wording {
  (name: TextName, words?: Record<string, string>): string
  /** every text as it is said */
  readonly texts: ReadonlyMap<TextName, string>
  /** every text as its file has it, whatever an installation says instead */
  readonly defaults: ReadonlyMap<TextName, string>
}

/** The wording of these texts, each of them one of `TEXTS`. */
function createWording(texts: ReadonlyMap<TextName, string>, defaults: Wording['defaults']): Wording {
  const fill = (name: TextName, words: Record<string, string> = {}) =>
    texts.get(name)!.replace(PLACES, (_, word: string) => words[word] ?? '')
  return Object.assign(fill, { texts, defaults })
}

/** A wording with an installation's own texts; of these, what no text may be (any more) is left out. */
export function withOwnTexts(wording: Wording, own: ReadonlyMap<string, string>): Wording {
  const usable = [...own].filter(([name, text]) => isTextName(name) && !faultsOf(name, text).length)
  const texts = new Map([...wording.defaults, ...(usable as [TextName, string][])])
  return createWording(texts, wording.defaults)
}

/** A wording file that cannot be used; the message has a line `file:line: reason` for each problem. */
export class WordingError extends Error {
  readonly exitCode = 2
}

/**
 * Reads replies.yaml.
 * @throws WordingError for a missing or unknown text and for words a text may not use or lacks
 */
export function readWording(text: string, file: string): Wording {
  const lines = new LineCounter()
  const doc = parseDocument(text, { lineCounter: lines })
  const problems = doc.errors.map((e) => `${file}:${e.linePos?.[0].line ?? 1}: ${e.message.split('\n')[0]}`)
  const texts = new Map<TextName, string>()
  if (problems.length === 0 && !isMap(doc.contents))
    problems.push(`${file}:1: must be a list of “name: text”`)
  for (const pair of isMap(doc.contents) && problems.length === 0 ? doc.contents.items : []) {
    if (!isPair(pair) || !isScalar(pair.key)) continue
    const name = String(pair.key.value)
    const at = `${file}:${lines.linePos(pair.key.range?.[0] ?? 0).line}: `
    const value = isScalar(pair.value) ? pair.value.value : null
    if (!isTextName(name)) {
      problems.push(`${at}unknown text ${name}; remove it`)
      continue
    }
    problems.push(...faultsOf(name, value).map((fault) => at + sentence(name, fault)))
    texts.set(name, String(value))
  }
  if (problems.length === 0)
    for (const name of Object.keys(TEXTS))
      if (!texts.has(name as TextName)) problems.push(`${file}:1: the text ${name} is missing`)
  if (problems.length) throw new WordingError(problems.join('\n'))
  return createWording(texts, texts)
}

function sentence(name: TextName, found: Fault): string {
  if (found.fault === 'empty') return `${name} must be a text`
  if (found.fault === 'long') return `${name} has about ${found.length} characters; shorten it to ${LONGEST}`
  if (found.fault === 'lacks') return `${name} must use {${found.word}}; add it`
  return `${name} may not use {${found.word}}, only: ${wordsOf(name).join(', ') || 'none'}`
}
