import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compile } from '../../rules/compile.ts'
import { applyEdits, type Edit } from '../../rules/edit/edit.ts'
import { bookOf } from '../../rules/edit/book.ts'
import { candidatesOf, rejudge } from '../../rules/effect/effect.ts'
import { Judged, type Ready } from '../../rules/effect/judged.ts'
import { Judge } from '../../rules/judge.ts'
import { readWeights } from '../../rules/learned/weights.ts'
import { randomNumbers } from '../../rules/learned/noise.ts'
import { parseRules } from '../../rules/parse.ts'
import { lazySegmenter, readRuleFiles } from '../../store/keywords.ts'

const files = readRuleFiles('keywords').map(({ name, text }) => ({
  name: name.replace('keywords/', ''),
  text,
}))
const yaml = files.filter(({ name }) => name.endsWith('.yaml'))
const weights = files.find(({ name }) => name.endsWith('.gz'))!
const segment = lazySegmenter()

const base = parseRules(yaml, [])
const compiled = compile(base)
const learned = readWeights(weights, compiled.categories)
const ready = (of: typeof yaml): Ready | null => {
  const problems: string[] = []
  const set = parseRules(of, problems)
  if (problems.length > 0) return null
  return { set, judge: new Judge(compile(set), segment, learned), weights: 'the same' }
}

/** Labelled texts of all kinds, a share of them as staff say them. */
function texts(count: number, next: (below: number) => number) {
  const lines = readdirSync('examples')
    .filter((name) => name.endsWith('.tsv'))
    .flatMap((name) => readFileSync(`examples/${name}`, 'utf8').split('\n'))
    .flatMap((line) => line.split('\t')[1] ?? [])
  return Array.from({ length: count }, (_, i) => ({
    ...{ key: `${i}`, text: lines[next(lines.length)]!, at: i },
    ...{ staff: i % 10 === 0, who: i, need: null, category: null },
  }))
}

const books = yaml.map(bookOf)

/** Any change that an admin could make: words of any list added or taken away, numbers, thresholds, rules. */
function anyEdit(next: (below: number) => number, words: readonly string[]): Edit {
  const pick = <T>(all: readonly T[]): T => all[next(all.length)]!
  const book = pick(books.filter(({ lists, rules }) => lists.length + rules.length > 0))
  const { file, rules } = book
  const kind = next(rules.length > 0 ? 6 : 2)
  if (kind === 3) {
    const path = ['thresholds', pick(['review', 'open', 'own', 'lead', 'speech'])]
    return { op: 'number', file: 'speech.yaml', path, number: 1 + next(30) }
  }
  if (kind === 4) return { op: 'delete-rule', file, name: pick(rules).name }
  if (kind === 5)
    return { op: 'new-rule', file, name: 'new-one', words: [pick(words), pick(words)], points: next(40) - 10 }
  if (kind === 2) return { op: 'number', file, path: [...pick(rules).path, 'points'], number: next(40) - 10 }
  const lists = [
    ...book.lists,
    ...rules.flatMap((r) =>
      (['words', 'near', 'also', 'none'] as const).map((key) => ({ path: [...r.path, key], words: r[key] })),
    ),
  ]
  const list = pick(lists)
  const left = list.words.filter(() => next(4) > 0)
  return { op: 'words', file, path: list.path, words: [...left, pick(words), pick(words)] }
}

test('what is judged anew after a change is all that the change can concern', () => {
  const next = randomNumbers(7)
  const judged = new Judged(ready(yaml)!)
  for (const text of texts(1_000, next)) judged.add(text)
  const words = [...new Set(judged.texts.flatMap(({ text }) => segment(text)))].filter((word) =>
    /^\p{sc=Han}+$/u.test(word),
  )
  let [changes, judgements] = [0, 0]
  for (let round = 0; round < 16; round++) {
    const edits = [anyEdit(next, words), ...(next(3) === 0 ? [anyEdit(next, words)] : [])]
    const { changed, mistakes } = applyEdits(yaml, edits)
    if (mistakes.length > 0) continue
    const after = ready(
      yaml.map((f) => (changed.has(f.name) ? { name: f.name, text: changed.get(f.name)! } : f)),
    )
    if (!after) continue
    const candidates = candidatesOf(judged, after)
    const some = rejudge(judged, after, candidates)
    const all = rejudge(
      judged,
      after,
      judged.texts.map((_, i) => i),
    )
    expect([...some].sort(), JSON.stringify(edits)).toEqual([...all].sort())
    changes += all.size
    judgements += candidates.length
  }
  expect(changes).toBeGreaterThan(0)
  expect(judgements).toBeLessThan(16 * 1_000 * 0.9)
}, 120_000)
