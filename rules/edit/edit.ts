/** Structured changes of rule files, by whoever does not touch the files. */
import { isScalar, type Node, type Pair, type YAMLMap } from 'yaml'
import type { RuleFile } from '../load.ts'
import {
  THRESHOLDS,
  WORD_FIELDS,
  entriesOf,
  holderOf,
  mapIn,
  pairIn,
  rootOf,
  textIn,
  wordsIn,
  type Path,
} from './nodes.ts'
import { chineseReason } from './reasons.ts'
import { addEntry, addField, changeWords, dropEntry, dropField, splice, type Value } from './text.ts'

/** One change; `words` is the whole list as it is to be, an empty one takes the field away. */
export type Edit = { file: string } & (
  | { op: 'words'; path: Path; words: readonly string[] }
  | { op: 'number'; path: Path; number: number }
  | ({ op: 'new-rule'; name: string; points: number; within?: number; words: readonly string[] } & Partial<
      Record<'near' | 'all' | 'also' | 'none', readonly string[]>
    >)
  | { op: 'delete-rule'; name: string }
)

export interface Mistake {
  file: string
  /** from 1 on; 0: of no line */
  line: number
  reason: string
}

/** A change that cannot be made; the message says why, for the person who wanted it. */
class Refused extends Error {}

/** A word as it can be written in a file: letters and digits, `$` before the name of a set, `~` behind a word of its own. */
const WORD = /^(?:\$[\p{L}\p{N}][\p{L}\p{N}_-]*|[\p{L}\p{N}][\p{L}\p{N}._·+%&/-]*~?)$/u
/** A name of a rule or a set. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,59}$/u

function checkWords(words: readonly string[], known: ReadonlySet<string>): void {
  const wrong = words.find((word) => !known.has(word) && !WORD.test(word))
  if (wrong !== undefined) throw new Refused(`「${wrong}」不能作词：只用汉字、字母和数字，去掉标点`)
}

const checkName = (name: string) => {
  if (!NAME.test(name)) throw new Refused(`「${name}」不能作名称：只用汉字、字母、数字和短横`)
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean => {
  const [x, y] = [new Set(a), new Set(b)]
  return x.size === y.size && [...x].every((word) => y.has(word))
}

const isWordField = (path: Path): boolean =>
  path.length < 3 || (WORD_FIELDS as readonly string[]).includes(path[2] ?? '')

function editWords(text: string, root: YAMLMap, path: Path, words: readonly string[]): string {
  if (path[0] === 'thresholds' || !isWordField(path)) throw new Refused('这里不是词表')
  if (path[0] === 'sets' && !mapIn(root, 'sets')) return firstSet(text, root, path[1] ?? '', words)
  const holder = holderOf(root, path)
  if (!holder) throw new Refused(`没有 ${path.join(' / ')}`)
  const { map, key } = holder
  const pair = pairIn(map, key)
  const current = wordsIn(pair?.value)
  checkWords(words, new Set(current))
  if (words.length === 0) return pair ? withoutWords(text, root, map, pair, path) : text
  if (!pair?.value) {
    if (path[0] === 'sets') checkName(key)
    return addField(text, map, behind(map, path), key, [...new Set(words)])
  }
  const wanted = new Set(words)
  const drop = new Set(current.filter((word) => !wanted.has(word)))
  const add = [...wanted].filter((word) => !current.includes(word))
  if (drop.size === 0 && add.length === 0) return text
  const kept = current.some((word) => wanted.has(word))
  // A list of which nothing is left is written anew, with what is above it.
  if (kept) return changeWords(text, pair.value, drop, add)
  const grown = changeWords(text, pair.value, new Set(), add)
  const again = holderOf(rootOf(grown) ?? root, path)
  const value = again && pairIn(again.map, again.key)?.value
  return value ? changeWords(grown, value, drop, []) : grown
}

/** Where a new field belongs: behind `category`, or behind the words of a rule. */
function behind(map: YAMLMap, path: Path): Pair<Node, Node | null> | null {
  if (path.length === 1) return pairIn(map, 'category') ?? null
  return path.length === 3 ? pairIn(map, 'words') : null
}

function firstSet(text: string, root: YAMLMap, name: string, words: readonly string[]): string {
  checkName(name)
  checkWords(words, new Set())
  if (words.length === 0) return text
  const pair = pairIn(root, 'except') ?? pairIn(root, 'category')
  // The map of sets is written as the field that it will be read as.
  const made = addField(text, root, pair, 'sets', ['SETS'])
  return made.replace('sets: SETS\n', `sets:\n  ${name}: ${words.join(' ')}\n`)
}

function withoutWords(
  text: string,
  root: YAMLMap,
  map: YAMLMap,
  pair: Pair<Node, Node | null>,
  path: Path,
): string {
  if (path[2] === 'words') throw new Refused('规则至少要有一个词；不要这条规则，请删除整条规则')
  const sets = path[0] === 'sets' && map.items.length === 1 ? pairIn(root, 'sets') : null
  return sets ? dropField(text, root, sets) : dropField(text, map, pair)
}

function editNumber(text: string, root: YAMLMap, path: Path, number: number): string {
  const key = path.at(-1) ?? ''
  const isThreshold = path[0] === 'thresholds' && (THRESHOLDS as readonly string[]).includes(key)
  const isRule = path.length === 3 && (key === 'points' || key === 'within')
  const holder = isThreshold || isRule ? holderOf(root, path) : null
  if (!holder) throw new Refused(`没有 ${path.join(' / ')}`)
  const pair = pairIn(holder.map, key)
  const value = pair?.value
  if (!value) return addField(text, holder.map, pairIn(holder.map, 'words'), key, number)
  if (!isScalar(value) || !value.range) throw new Refused('这里不是数')
  return splice(text, value.range[0], value.range[1], `${number}`)
}

const listKey = (root: YAMLMap): string => (pairIn(root, 'speech') ? 'speech' : 'rules')

function newRule(text: string, root: YAMLMap, edit: Edit & { op: 'new-rule' }): string {
  const { name, points, within } = edit
  checkName(name)
  const entries = entriesOf(root, listKey(root))
  const last = entries.at(-1)
  if (!last) throw new Refused('这个文件里不能加规则')
  if (entries.some((map) => textIn(map, 'name') === name)) throw new Refused(`已有名为 ${name} 的规则`)
  if (edit.words.length === 0) throw new Refused('规则至少要有一个词')
  const lists = WORD_FIELDS.flatMap((key): [string, readonly string[]][] => {
    const words = edit[key] ?? []
    checkWords(words, new Set())
    return words.length > 0 ? [[key, [...new Set(words)]]] : []
  })
  const numbers: [string, Value][] = [['points', points]]
  if (within !== undefined) numbers.unshift(['within', within])
  return addEntry(text, last, [['name', [name]], ...lists, ...numbers])
}

function deleteRule(text: string, root: YAMLMap, name: string): string {
  const entry = entriesOf(root, listKey(root)).find((map) => textIn(map, 'name') === name)
  if (!entry) throw new Refused(`没有名为 ${name} 的规则`)
  return dropEntry(text, entry)
}

/** The text after a change that says what was asked for, or an error. */
function edited(text: string, edit: Edit): string {
  const root = rootOf(text)
  if (!root) throw new Refused('文件格式有误，先改正')
  if (edit.op === 'new-rule') return newRule(text, root, edit)
  if (edit.op === 'delete-rule') return deleteRule(text, root, edit.name)
  const made =
    edit.op === 'words'
      ? editWords(text, root, edit.path, edit.words)
      : editNumber(text, root, edit.path, edit.number)
  const after = rootOf(made)
  const holder = after && holderOf(after, edit.path)
  const value = holder && pairIn(holder.map, holder.key)?.value
  const isDone =
    edit.op === 'words' ? sameSet(wordsIn(value), edit.words) : isScalar(value) && value.value === edit.number
  if (!isDone) throw new Refused('这里的写法特殊，改不了；请导出后在文件里改')
  return made
}

/**
 * Makes the changes one after the other. Gives the files that are new, by name, and what could not be made; whether the
 * set can be used after all, parsing it says.
 */
export function applyEdits(
  files: readonly RuleFile[],
  edits: readonly Edit[],
): { changed: ReadonlyMap<string, string>; mistakes: Mistake[] } {
  const changed = new Map<string, string>()
  const mistakes: Mistake[] = []
  for (const edit of edits) {
    const text = changed.get(edit.file) ?? files.find(({ name }) => name === edit.file)?.text
    if (text === undefined) {
      mistakes.push({ file: edit.file, line: 0, reason: '没有这个文件' })
      continue
    }
    try {
      changed.set(edit.file, edited(text, edit))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      mistakes.push({ file: edit.file, line: 0, reason: error.message })
    }
  }
  return { changed, mistakes }
}

const PROBLEM = /^(.+?):(\d+): (.+)$/su

/** A line of a RuleError or WordingError as a mistake, for people. */
export function mistakeOf(problem: string): Mistake {
  const [, file, line, reason] = PROBLEM.exec(problem) ?? []
  return { file: file ?? '', line: Number(line ?? 0), reason: chineseReason(reason ?? problem) }
}
