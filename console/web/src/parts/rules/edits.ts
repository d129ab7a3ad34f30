import type { RuleDiff, RuleEdit, RuleVersion } from '../../../../server/schemas.ts'

export type RuleFile = RuleVersion['files'][number]
export type Rule = RuleFile['rules'][number]

/**
 * What somebody does to a draft. Words come and go one by one, so that nothing is lost when somebody else has changed the
 * same list in the meantime.
 */
export type Change =
  | { do: 'add' | 'remove'; file: string; path: string[]; words: string[] }
  | { do: 'number'; file: string; path: string[]; number: number }
  | { do: 'rule'; edit: Extract<RuleEdit, { op: 'new-rule' | 'delete-rule' }> }

/** The lists of words of a rule, in the order in which people think of them. */
export const LISTS = ['words', 'near', 'all', 'also', 'none'] as const
export type ListName = (typeof LISTS)[number]

export const keyOf = (file: string, path: string[]) => `${file} ${path.join('/')}`

const same = (a: string[], b: string[]) => a.join('/') === b.join('/')

/** The words of a list; empty where the file has none. */
export function wordsAt(version: RuleVersion, file: string, path: string[]): string[] {
  const found = version.files.find((f) => f.file === file)
  const list = found?.lists.find((l) => same(l.path, path))
  if (list) return list.words
  const rule = found?.rules.find((r) => same(r.path, path.slice(0, 2)))
  return rule && path.length === 3 ? rule[path[2] as ListName] : []
}

/** The files of the categories in the order in which the console names these; what it does not know comes last. */
export function categoryFiles(version: RuleVersion, known: readonly { id: string }[]): RuleFile[] {
  const places = new Map(known.map(({ id }, i) => [id, i]))
  const placeOf = (f: RuleFile) => places.get(f.category?.id ?? '') ?? places.size
  return version.files.filter((f) => f.kind === 'category').sort((a, b) => placeOf(a) - placeOf(b))
}

/** The version as it is after the changes; the server says the same once it has saved them. */
export function changed(version: RuleVersion, changes: readonly Change[]): RuleVersion {
  return changes.reduce(
    (before, change) => ({
      ...before,
      files: before.files.map((f) => (f.file === fileOf(change) ? changedFile(f, change) : f)),
    }),
    version,
  )
}

const fileOf = (change: Change) => (change.do === 'rule' ? change.edit.file : change.file)

function changedFile(file: RuleFile, change: Change): RuleFile {
  if (change.do === 'rule') return { ...file, rules: rulesAfter(file.rules, change.edit) }
  const { path } = change
  if (change.do === 'number') return withNumber(file, path, change.number)
  const edit = (words: string[]) => edited(words, change.do, change.words)
  if (path.length === 3) {
    const name = path[2] as ListName
    const rules = file.rules.map((r) =>
      same(r.path, path.slice(0, 2)) ? { ...r, [name]: edit(r[name]) } : r,
    )
    return { ...file, rules }
  }
  const isThere = file.lists.some((l) => same(l.path, path))
  const lists = isThere ? file.lists : [...file.lists, { path, line: 0, comment: null, words: [] }]
  return { ...file, lists: lists.map((l) => (same(l.path, path) ? { ...l, words: edit(l.words) } : l)) }
}

function withNumber(file: RuleFile, path: string[], number: number): RuleFile {
  const [kind, name] = path
  if (kind === 'thresholds' && file.thresholds)
    return { ...file, thresholds: { ...file.thresholds, [name ?? '']: number } }
  const field = path[2] ?? ''
  return {
    ...file,
    rules: file.rules.map((r) => (same(r.path, path.slice(0, 2)) ? { ...r, [field]: number } : r)),
  }
}

const edited = (words: string[], what: 'add' | 'remove', given: string[]) =>
  what === 'add'
    ? [...words, ...given.filter((w) => !words.includes(w))]
    : words.filter((w) => !given.includes(w))

function rulesAfter(rules: Rule[], edit: Extract<Change, { do: 'rule' }>['edit']): Rule[] {
  if (edit.op === 'delete-rule') return rules.filter((r) => r.name !== edit.name)
  const kind = edit.file === 'speech.yaml' || rules[0]?.path[0] === 'speech' ? 'speech' : 'rules'
  const { name, points, words, near = [], within = null, all = [], also = [], none = [] } = edit
  const lists = { words, near, all, also, none, opening: [] }
  const fresh = { name, path: [kind, name], line: 0, comment: null, points, within, marks: [] }
  return [...rules, { ...fresh, ...lists }]
}

/** The changes as the server takes them: of a list always the whole. */
export function editsOf(version: RuleVersion, changes: readonly Change[]): RuleEdit[] {
  const after = changed(version, changes)
  const lists = new Map<string, RuleEdit>()
  const rest: RuleEdit[] = []
  for (const change of changes) {
    if (change.do === 'rule') rest.push(change.edit)
    else if (change.do === 'number') {
      const { file, path, number } = change
      rest.push({ op: 'number', file, path, number })
    } else {
      const { file, path } = change
      const words = wordsAt(after, file, path)
      if (!same(words, wordsAt(version, file, path)))
        lists.set(keyOf(file, path), { op: 'words', file, path, words })
    }
  }
  const isGone = (edit: RuleEdit) =>
    edit.op === 'words' && edit.path.length === 3 && !ruleAt(after, edit.file, edit.path)
  return [...rest, ...[...lists.values()].filter((edit) => !isGone(edit))]
}

const ruleAt = (version: RuleVersion, file: string, path: string[]) =>
  version.files.find((f) => f.file === file)?.rules.find((r) => same(r.path, path.slice(0, 2)))

export type ListDiff = RuleDiff['files'][number]['lists'][number]

/** A version as it was when its difference from the one before it was asked for: what that one had. */
export interface Originals {
  version: RuleVersion
  /** lists and numbers that differ, by `keyOf` */
  lists: ReadonlyMap<string, ListDiff>
}

export function originalsOf(version: RuleVersion, diff: RuleDiff): Originals {
  const entries = diff.files.flatMap(({ file, lists }) =>
    lists.map((list) => [keyOf(file, list.path), list] as const),
  )
  return { version, lists: new Map(entries) }
}

export function originalWords({ version, lists }: Originals, file: string, path: string[]): string[] {
  const words = wordsAt(version, file, path)
  const diff = lists.get(keyOf(file, path))
  return diff ? [...words.filter((w) => !diff.added.includes(w)), ...diff.removed] : words
}

/** The names of rules of a file that were there and are no more. */
export function deletedRules(originals: Originals, version: RuleVersion, file: string): string[] {
  const ofRules = (v: RuleVersion) => v.files.find((f) => f.file === file)?.rules.map((r) => r.name) ?? []
  const differing = [...originals.lists]
    .filter(([key, { path, added }]) => key === keyOf(file, path) && path.length > 1 && added.length === 0)
    .flatMap(
      ([
        ,
        {
          path: [kind, name = ''],
        },
      ]) => (kind === 'rules' || kind === 'speech' ? [name] : []),
    )
  const now = new Set(ofRules(version))
  return [...new Set([...ofRules(originals.version), ...differing])].filter((name) => !now.has(name))
}

/** A number as it was; null where nothing was. */
export function originalNumber({ version, lists }: Originals, file: string, path: string[]): number | null {
  const diff = lists.get(keyOf(file, path))?.number
  return diff ? diff.from : numberAt(version, file, path)
}

export function numberAt(version: RuleVersion, file: string, path: string[]): number | null {
  const found = version.files.find((f) => f.file === file)
  const [kind, name = ''] = path
  if (kind === 'thresholds') return found?.thresholds?.[name as keyof Thresholds] ?? null
  const rule = found?.rules.find((r) => same(r.path, path.slice(0, 2)))
  return rule ? rule[path[2] === 'within' ? 'within' : 'points'] : null
}

export type Thresholds = NonNullable<RuleFile['thresholds']>

/** Words of a typed or pasted text. */
export const splitWords = (text: string) => [...new Set(text.split(/[\s、，,;；。|/]+/u).filter(Boolean))]

export interface Place {
  file: string
  path: string[]
  word: string
}

/** Where a word stands: as a whole first, then as a part of longer ones. */
export function placesOf(version: RuleVersion, wanted: string, most: number): Place[] {
  const exact: Place[] = []
  const partly: Place[] = []
  for (const { file, path, words } of allLists(version))
    for (const word of words) {
      const bare = word.replace(/~$/, '')
      if (bare === wanted) exact.push({ file, path, word })
      else if (partly.length < most && bare.includes(wanted)) partly.push({ file, path, word })
    }
  return [...exact, ...partly].slice(0, most)
}

export function allLists(version: RuleVersion): { file: string; path: string[]; words: string[] }[] {
  return version.files.flatMap(({ file, lists, rules }) => [
    ...lists.map(({ path, words }) => ({ file, path, words })),
    ...rules.flatMap((r) => LISTS.map((name) => ({ file, path: [...r.path, name], words: r[name] }))),
  ])
}
