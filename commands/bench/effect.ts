import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { randomNumbers } from '../../rules/learned/noise.ts'
import { bookOf } from '../../rules/edit/book.ts'
import type { Edit } from '../../rules/edit/edit.ts'
import type { EffectText } from '../../rules/effect/judged.ts'
import { Room } from '../../rules/effect/room.ts'
import { lazySegmenter, readRuleFiles, warmSegmenter } from '../../store/keywords.ts'
import { percentile } from './measure.ts'

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const MESSAGES = 100_000
const HOURS = 72
/** Of so many messages one is what somebody needs, and of so many needs one was decided about. */
const NEED_EVERY = 12
const DECIDED_EVERY = 3
const ROUNDS = 5
const MB = 1_048_576

/** What an admin types: an exception, a set of many rules, a word of the dialect, one that is misspelt, points, thresholds. */
const EDITS: Record<string, Edit[]> = {
  word: [change('street-lighting.yaml', ['except'], '灯会')],
  set: [change('words.yaml', ['sets', '没管'], '没人搭理')],
  dialect: [change('lexicon.yaml', ['lexicon'], '晒谷坪')],
  spelling: [change('spelling.yaml', ['alike'], '晒谷坪')],
  points: [{ op: 'number', file: 'water.yaml', path: ['rules', 'mains-broken', 'points'], number: 5 }],
  speech: [{ op: 'number', file: 'speech.yaml', path: ['speech', 'asks-for-help', 'points'], number: 5 }],
  opening: [{ op: 'number', file: 'speech.yaml', path: ['speech', 'bulletin', 'points'], number: -7 }],
  threshold: [{ op: 'number', file: 'speech.yaml', path: ['thresholds', 'review'], number: 12 }],
  lower: [{ op: 'number', file: 'speech.yaml', path: ['thresholds', 'review'], number: 9 }],
}

/** `words` are those that are added; which there are, the file says. */
function change(file: string, path: string[], word: string): Edit {
  return { op: 'words', file, path, words: [word] }
}

/** Labelled texts with a number in each, so that no two are the same. */
function texts(): EffectText[] {
  const lines = readdirSync(at('examples'))
    .filter((name) => name.endsWith('.tsv'))
    .flatMap((name) => readFileSync(at(`examples/${name}`), 'utf8').split('\n'))
    .map((line) => line.split('\t'))
    .filter(([label, text]) => label && text && !label.startsWith('#'))
  const needs = lines.filter(([label]) => label !== '-').map(([, text]) => text!)
  const talk = lines.filter(([label]) => label === '-').map(([, text]) => text!)
  const next = randomNumbers(1)
  return Array.from({ length: MESSAGES }, (_, i) => {
    const isNeed = i % NEED_EVERY === 0
    const list = isNeed ? needs : talk
    const isDecided = isNeed && (i / NEED_EVERY) % DECIDED_EVERY === 0
    return {
      ...{ key: `${i}`, text: `${list[next(list.length)]} ${i}`, at: (i / MESSAGES) * HOURS * 3_600_000 },
      ...{ staff: false, who: i % 5_000, need: isDecided ? i % 5 !== 0 : null, category: null },
    }
  })
}

/** How long it takes until an admin sees what his edit does to what was heard in 72 hours. */
export function measureEffect(): Record<string, unknown> {
  const files = readRuleFiles(at('keywords')).map(({ name, text }) => ({
    name: name.slice(at('keywords').length + 1),
    text,
  }))
  warmSegmenter()
  const rss = () => Math.round(process.memoryUsage().rss / MB)
  const all = texts()
  const before = rss()
  const room = new Room(lazySegmenter())
  const began = performance.now()
  room.begin(files, [])
  room.add(all)
  const warmUpMs = Math.round(performance.now() - began)
  const lists = new Map(files.filter((f) => f.name.endsWith('.yaml')).map((f) => [f.name, bookOf(f).lists]))
  const whole = (edit: Edit): Edit => {
    if (edit.op !== 'words') return edit
    const list = lists.get(edit.file)?.find(({ path }) => path.join() === edit.path.join())
    return { ...edit, words: [...(list?.words ?? []), ...edit.words] }
  }
  const options = { since: 0, auto: true }
  const ms = Object.entries(EDITS).map(([name, edits]) => {
    const wanted = edits.map(whole)
    let judged = 0
    const times = Array.from({ length: ROUNDS }, () => {
      const from = performance.now()
      const { effect, mistakes } = room.effect(files, wanted, [], options)
      if (!effect) throw new Error(mistakes.map((m) => m.reason).join('\n'))
      judged = effect.judged
      return performance.now() - from
    })
    return [name, { judged, first: Math.round(times[0]!), p95: percentile(times, 0.95) }]
  })
  return {
    messages: all.length,
    warmUpMs,
    memoryMB: { before, after: rss() },
    ms: Object.fromEntries(ms) as unknown,
  }
}
