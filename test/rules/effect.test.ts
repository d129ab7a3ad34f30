import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compile } from '../../rules/compile.ts'
import { applyEdits, type Edit } from '../../rules/edit/edit.ts'
import { bookOf } from '../../rules/edit/book.ts'
import { concernedBy, effectOf, rejudge } from '../../rules/effect/effect.ts'
import { Judged, briefOf, type Brief, type Ready } from '../../rules/effect/judged.ts'
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
const speech = books.find(({ file }) => file === 'speech.yaml')!
const [TEXTS, ROUNDS] = [400, 10]

/** Any change that an admin could make: words of any list added or taken away, numbers, thresholds, rules. */
function anyEdit(next: (below: number) => number, words: readonly string[]): Edit {
  const pick = <T>(all: readonly T[]): T => all[next(all.length)]!
  const book = pick(books.filter(({ lists, rules }) => lists.length + rules.length > 0))
  const { file, rules } = book
  const kind = next(rules.length > 0 ? 7 : 2)
  if (kind === 6) {
    const { path } = pick(speech.rules)
    return { op: 'number', file: speech.file, path: [...path, 'points'], number: next(40) - 10 }
  }
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

const isOther = (a: Brief, b: Brief) =>
  a.decision !== b.decision || a.category !== b.category || a.urgency !== b.urgency

test('what is judged anew after a change, or decided by what is known, is what judging every text anew gives', () => {
  const next = randomNumbers(7)
  const judged = new Judged(ready(yaml)!)
  for (const text of texts(TEXTS, next)) judged.add(text)
  const words = [...new Set(judged.texts.flatMap(({ text }) => segment(text)))].filter((word) =>
    /^\p{sc=Han}+$/u.test(word),
  )
  const before = judged.texts.map((text) => briefOf(judged.base.judge, text))
  let [changes, judgements] = [0, 0]
  for (let round = 0; round < ROUNDS; round++) {
    const edits = [anyEdit(next, words), ...(next(3) === 0 ? [anyEdit(next, words)] : [])]
    const { changed, mistakes } = applyEdits(yaml, edits)
    if (mistakes.length > 0) continue
    const after = ready(
      yaml.map((f) => (changed.has(f.name) ? { name: f.name, text: changed.get(f.name)! } : f)),
    )
    if (!after) continue
    const all = judged.texts.map((text, i): [Brief, Brief] => [before[i]!, briefOf(after.judge, text)])
    const concerned = concernedBy(judged, after)
    const differing = all.flatMap(([then, now], i) => (isOther(then, now) ? [[i, now]] : []))
    expect([...rejudge(judged, after, concerned)], JSON.stringify(edits)).toEqual(differing)
    const count = (is: (then: boolean, now: boolean) => boolean) =>
      all.filter(([a, b]) => isOther(a, b) && is(a.decision !== 'ignore', b.decision !== 'ignore')).length
    const flags = (which: 0 | 1) => all.filter((pair) => pair[which].decision === 'review').length
    expect(effectOf(judged, after, { since: 0, auto: true }), JSON.stringify(edits)).toMatchObject({
      messages: all.length,
      caught: { count: count((then, now) => !then && now) },
      lost: { count: count((then, now) => then && !now) },
      changed: { count: count((then, now) => then && now) },
      flags: { before: flags(0), after: flags(1) },
    })
    changes += differing.length
    judgements += concerned.texts.length
  }
  expect(changes).toBeGreaterThan(0)
  expect(judgements).toBeLessThan(ROUNDS * TEXTS * 0.9)
}, 120_000)

test('lets go of what may be looked at no longer, and of the oldest beyond the most that there may be', () => {
  const next = randomNumbers(3)
  const all = texts(60, next).map((text) => ({
    ...text,
    need: text.at % 10 === 0 ? text.at % 20 === 0 : null,
  }))
  const base = ready(yaml)!
  const of = (some: typeof all) => {
    const judged = new Judged(base)
    for (const text of some) judged.add(text)
    return judged
  }
  const judged = of(all)
  judged.leave({ keys: ['59', 'unknown'], before: { undecided: 10, decided: 25 }, most: 40 })
  const kept = all.filter(({ at, need }) => need === true || (need === null ? at > 20 && at < 59 : at > 25))
  expect(judged.texts).toEqual(kept)
  judged.add({ ...all[59]!, key: 'new' })
  const fresh = of([...kept, { ...all[59]!, key: 'new' }])
  const { changed } = applyEdits(yaml, [
    { op: 'number', file: 'speech.yaml', path: ['thresholds', 'review'], number: 5 },
  ])
  const after = ready(yaml.map((f) => ({ name: f.name, text: changed.get(f.name) ?? f.text })))!
  const options = { since: 0, auto: true }
  expect(effectOf(judged, after, options)).toEqual(effectOf(fresh, after, options))
  expect(judged.corpus.having(['了'])).toEqual(fresh.corpus.having(['了']))
}, 60_000)
