/** Rule files → one rule set. Which kind of file it is, its top field says: categories, sets, speech or category. */
import { Folding, fold, foldedText } from './fold.ts'
import { MEDIA, SPEAKERS } from './model.ts'
import type {
  CategoryText,
  Condition,
  RuleSet,
  RuleText,
  SpeechText,
  Thresholds,
  Word,
  WordSet,
} from './model.ts'
import { Fields, YamlFile, type Piece, type Problems } from './reader.ts'
import type { Category } from './verdict.ts'

const DEADLINES = ['urgent', 'normal', 'complex'] as const
const KINDS = ['problem', 'question'] as const
/** Points of a rule; more than this is a slip of the pen. */
const MOST_POINTS = 100
/** Words between two that are near each other. */
const WITHIN = 6
const WIDEST = 40

export interface RuleFile {
  name: string
  text: string
}

type Sets = Map<string, WordSet>

/** Kept, since making one takes longer than folding a word. */
const folding = new Folding()

/** A word: folded as texts are; `~` behind it, or being a single character, demands that it stand alone. */
function wordOf({ text: written, place }: Piece, set: string | null): Word {
  const text = foldedText(fold(written, folding))
  return { text, alone: written.endsWith('~') || text.length === 1, written, place, set }
}

/** Words of a field, of the set `within` if it is one; `$name` stands for the words of that set. */
function words(fields: Fields, key: string, sets: Sets, within: string | null = null): Word[] {
  return fields.pieces(key).flatMap((piece) => {
    const { text, place } = piece
    if (text.startsWith('$')) {
      const set = sets.get(text.slice(1))
      if (set) {
        set.isUsed = true
        return set.words
      }
      fields.file.say(
        place.line,
        `no set is named ${text}`,
        `use one of ${[...sets.keys()].map((k) => `$${k}`).join(' ')}`,
      )
      return []
    }
    const word = wordOf(piece, within)
    if (word.text !== '') return [word]
    fields.file.say(
      place.line,
      `${text} holds no letter or digit`,
      'punctuation is never matched: leave it out',
    )
    return []
  })
}

function readCategories(root: Fields, { categories, categoryPlaces }: RuleSet): void {
  for (const f of root.maps('categories')) {
    const category: Category = {
      id: f.text('id'),
      name: f.text('name'),
      class: f.text('class'),
      deadline: f.oneOf('deadline', DEADLINES) ?? 'normal',
      office: f.text('office'),
      confidential: f.flag('confidential'),
      place: f.flag('place'),
    }
    f.finish()
    const { id } = category
    if (id !== '' && categories.has(id))
      root.file.wrong(f.node, `category ${id} is named twice`, 'join the two into one')
    categories.set(id, category)
    categoryPlaces.set(id, f.place)
  }
}

function readSets(root: Fields, sets: Sets): void {
  const named = root.map('sets')
  for (const name of named?.keys() ?? []) {
    if (!named) continue
    if (sets.has(name)) root.file.wrong(named.node, `set ${name} is named twice`, 'join the two into one')
    const place = root.file.place(named.get(name) ?? named.node)
    sets.set(name, { place, name, words: words(named, name, sets, name), isUsed: false })
  }
}

function condition(f: Fields, sets: Sets): Condition {
  return {
    place: f.place,
    name: f.text('name'),
    words: words(f, 'words', sets),
    near: words(f, 'near', sets),
    within: f.number('within', WITHIN, 0, WIDEST),
    all: ['all', 'also'].map((key) => words(f, key, sets)).filter((list) => list.length > 0),
    none: words(f, 'none', sets),
    speaker: f.oneOf('speaker', SPEAKERS),
    media: f.oneOf('media', MEDIA),
  }
}

function needsWords(f: Fields, c: Condition): void {
  if (!f.has('words')) f.file.wrong(f.node, `rule ${c.name} has no words`, 'write `words: …`')
}

function rule(f: Fields, sets: Sets): RuleText {
  const base = condition(f, sets)
  const made: RuleText = {
    ...base,
    points: f.number('points', null, -MOST_POINTS, MOST_POINTS),
    urgency: f.oneOf('urgency', DEADLINES),
    kind: f.oneOf('kind', KINDS),
  }
  needsWords(f, base)
  f.finish()
  return made
}

function speech(f: Fields, sets: Sets): SpeechText {
  const base = condition(f, sets)
  const made: SpeechText = {
    ...base,
    ignore: f.flag('ignore'),
    points: f.number('points', 0, -MOST_POINTS, MOST_POINTS),
    opening: f.pieces('opening').map((p) => p.text),
    atStart: f.flag('atStart'),
    asks: f.flag('asks'),
    fault: f.flag('fault'),
    need: f.flag('need'),
  }
  if (made.opening.length === 0) needsWords(f, base)
  f.finish()
  return made
}

function pack(root: Fields, sets: Sets, known: ReadonlyMap<string, Category>): CategoryText {
  const category = root.text('category')
  if (category !== '' && !known.has(category))
    root.file.wrong(
      root.get('category') ?? root.node,
      `unknown category ${category}`,
      `use an id of categories.yaml`,
    )
  const rules = root.maps('rules').map((f) => rule(f, sets))
  if (rules.length === 0)
    root.file.wrong(root.node, 'the file has no rules', 'write `rules:` with at least one')
  const names = new Set<string>()
  for (const r of rules) {
    if (names.has(r.name))
      root.file.say(r.place.line, `two rules are named ${r.name}`, 'give each a name of its own')
    names.add(r.name)
  }
  return { place: root.place, category, rules, except: words(root, 'except', sets) }
}

/** What holds where no file gives thresholds. */
const THRESHOLDS: Thresholds = { review: 10, open: 24, own: 14, lead: 0, speech: 12 }

function thresholds(root: Fields): Thresholds {
  const f = root.map('thresholds')
  if (!f) return THRESHOLDS
  const made = {
    review: f.number('review', null, 1, MOST_POINTS),
    open: f.number('open', null, 1, MOST_POINTS),
    own: f.number('own', null, 1, MOST_POINTS),
    lead: f.number('lead', THRESHOLDS.lead, 0, MOST_POINTS),
    speech: f.number('speech', null, 0, MOST_POINTS),
  }
  f.finish()
  return made
}

/** Parses all files; what is wrong with any of them is added to `problems`. */
export function parseRules(files: readonly RuleFile[], problems: Problems): RuleSet {
  const roots = files.flatMap((file) => new YamlFile(file, problems).root ?? [])
  const categories = new Map<string, Category>()
  const sets: Sets = new Map()
  const made: RuleSet = {
    categories,
    categoryPlaces: new Map(),
    sets: [],
    packs: [],
    speech: [],
    lexicon: [],
    alike: [],
    looks: [],
    thresholds: THRESHOLDS,
  }
  for (const root of roots) readCategories(root, made)
  if (categories.size === 0 && problems.length === 0)
    problems.push('categories.yaml:1: no categories are given — put categories.yaml beside the rules')
  for (const root of roots) readSets(root, sets)
  for (const root of roots) {
    if (root.has('speech')) made.speech.push(...root.maps('speech').map((f) => speech(f, sets)))
    if (root.has('lexicon')) made.lexicon.push(...words(root, 'lexicon', sets))
    if (root.has('alike')) made.alike.push(...words(root, 'alike', sets))
    if (root.has('looks')) made.looks.push(...root.pieces('looks').map(({ text }) => text))
    if (root.has('thresholds')) {
      if (made.thresholds !== THRESHOLDS)
        root.file.wrong(
          root.get('thresholds') ?? root.node,
          'thresholds are given twice',
          'keep those of one file',
        )
      made.thresholds = thresholds(root)
    }
    if (root.has('category')) made.packs.push(pack(root, sets, categories))
    root.finish()
  }
  made.sets.push(...sets.values())
  return made
}
