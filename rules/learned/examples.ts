/** Labelled texts that weights are learned from and rules are measured with. */
import type { Problems } from '../reader.ts'
import type { Category } from '../verdict.ts'

/** A text and what it should be judged as; no categories: it needs nobody. */
export interface Example {
  text: string
  /** ids, all of them right, the best first */
  categories: string[]
  urgent: boolean
  question: boolean
}

const LABEL = /^([a-z-]+(?:\/[a-z-]+)*)([?!]*)$/u
const NOBODY = '-'

/**
 * Reads lines of `label<TAB>text`. A label is `-` for what needs nobody, or ids of categories joined by `/`, with `?` behind
 * for a question that an answer settles and `!` for what is urgent beyond its category.
 */
export function parseExamples(
  file: { name: string; text: string },
  known: ReadonlyMap<string, Category>,
  problems: Problems,
): Example[] {
  return file.text.split(/\r?\n/u).flatMap((line, i) => {
    if (line === '') return []
    const wrong = (reason: string, remedy: string): [] => {
      problems.push(`${file.name}:${i + 1}: ${reason} — ${remedy}`)
      return []
    }
    const tab = line.indexOf('\t')
    const text = line.slice(tab + 1).trim()
    if (tab === -1 || text === '') return wrong('no label and text', 'write a label, a tab and the text')
    const label = line.slice(0, tab)
    if (label === NOBODY) return { text, categories: [], urgent: false, question: false }
    const [, ids, marks] = LABEL.exec(label) ?? []
    const categories = ids?.split('/') ?? []
    const first = known.get(categories[0] ?? '')
    if (!first || categories.some((id) => !known.has(id)))
      return wrong(`label ${label} is not known`, 'use `-` or ids of categories.yaml, then ? or !')
    const urgent = marks?.includes('!') === true || first.deadline === 'urgent'
    return { text, categories, urgent, question: marks?.includes('?') === true }
  })
}

/** One text in so many is kept out of training for comparing two trainings; which ones, their text alone decides. */
const KEPT_EVERY = 20

export function isKept({ text }: Example): boolean {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return (Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 8) % KEPT_EVERY === 0
}
