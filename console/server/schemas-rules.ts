import { Type, type Static } from 'typebox'
import { closed, given, maybe, maybeTime, oneOf, orNull, text, time, words } from './schema-parts.ts'

/*
 * The rules: versions, what a change does, kept examples. A path names a list or a number of a file by names, not by
 * places: ['rules', 'no-water', 'near'], ['sets', '没水'], ['except'], ['thresholds', 'review'].
 */

const count = Type.Integer()
const decision = oneOf('ignore', 'review', 'open')
const expected = oneOf('none', 'review', 'open')
const why = words(500)
const number = Type.Integer({ minimum: 1, maximum: 1_000_000 })
/** 'folder': the rules that were installed */
const versionOrFolder = Type.Union([number, Type.Literal('folder')])
const path = Type.Array(given(100, 1), { minItems: 1, maxItems: 3 })
const file = Type.String({ pattern: '^[a-z0-9-]{1,60}\\.yaml$' })
const list = Type.Array(given(60, 1), { maxItems: 3000 })

/** A mistake: where it stands and what to do about it. */
const Mistake = Type.Object({ file: text, line: count, reason: text })
const VersionRow = Type.Object({
  number: count,
  parent: orNull(count),
  state: oneOf('draft', 'checked'),
  /** rises with every edit of a draft; an edit names the one that it was made on */
  revision: count,
  by: text,
  at: time,
  why: text,
  checkedBy: maybe,
  checkedAt: maybeTime,
})
/** `scope`: shadow, everywhere, or the code of an area; version null: ended (everywhere: the folder again). */
const ActivationRow = Type.Object({
  scope: text,
  areaName: maybe,
  version: orNull(count),
  by: text,
  at: time,
  why: text,
  /** the reason for which it was activated although it breaks kept examples */
  despite: maybe,
})
export const RuleVersions = Type.Object({
  /** what runs: a version, or the folder where `everywhere` is null */
  everywhere: orNull(count),
  shadow: orNull(count),
  trials: Type.Array(Type.Object({ area: text, areaName: text, version: count })),
  versions: Type.Array(VersionRow),
  activations: Type.Array(ActivationRow),
  /** to which version one step back leads; 'folder' to the folder's rules; null: there is no step back */
  back: orNull(versionOrFolder),
  /** the areas in which a version can be tried: townships */
  areas: Type.Array(Type.Object({ code: text, name: text })),
})
export const RuleVersionParams = Type.Object({ number })
export const RuleBookParams = Type.Object({ number: versionOrFolder })

const RuleList = Type.Object({ path: Type.Array(text), line: count, comment: maybe, words: Type.Array(text) })
const RuleModel = Type.Object({
  name: text,
  /** ['rules', name] or ['speech', name]; lists and numbers are below it */
  path: Type.Array(text),
  line: count,
  comment: maybe,
  points: Type.Number(),
  within: orNull(Type.Number()),
  words: Type.Array(text),
  near: Type.Array(text),
  all: Type.Array(text),
  also: Type.Array(text),
  none: Type.Array(text),
  opening: Type.Array(text),
  /** what else stands in it, as written: urgency, kind, speaker, media, ignore, atStart, asks, fault, need */
  marks: Type.Array(Type.Object({ name: text, value: text })),
})
const RuleFileModel = Type.Object({
  file: text,
  kind: oneOf('categories', 'category', 'speech', 'words', 'spelling', 'other'),
  category: orNull(Type.Object({ id: text, name: text, confidential: Type.Boolean() })),
  /** except, lexicon, alike, looks and the sets */
  lists: Type.Array(RuleList),
  rules: Type.Array(RuleModel),
  thresholds: orNull(
    Type.Object({
      review: Type.Number(),
      open: Type.Number(),
      own: Type.Number(),
      lead: Type.Number(),
      speech: Type.Number(),
    }),
  ),
})
/** What a person can change of a version, or of the rules that were installed. */
export const RuleVersion = Type.Object({
  number: versionOrFolder,
  parent: orNull(count),
  revision: count,
  files: Type.Array(RuleFileModel),
  /** what of it cannot be used */
  mistakes: Type.Array(Mistake),
})

export const RuleDiffQuery = Type.Object({ from: versionOrFolder, to: number })
const ListDiff = Type.Object({
  path: Type.Array(text),
  added: Type.Array(text),
  removed: Type.Array(text),
  number: orNull(Type.Object({ from: orNull(Type.Number()), to: orNull(Type.Number()) })),
})
export const RuleDiff = Type.Object({
  files: Type.Array(
    Type.Object({
      file: text,
      change: oneOf('added', 'removed', 'changed'),
      lists: Type.Array(ListDiff),
      /** something differs that is no list and no number: marks, comments, layout, weights */
      other: Type.Boolean(),
    }),
  ),
})

export const NewDraft = Type.Object({ from: versionOrFolder, why }, closed)
export const DraftMade = Type.Object({ number: count })
/** One change; `words` is the whole list as it is to be, an empty one takes the field away. */
export const RuleEdit = Type.Union([
  Type.Object({ op: Type.Literal('words'), file, path, words: list }, closed),
  Type.Object({ op: Type.Literal('number'), file, path, number: Type.Number() }, closed),
  Type.Object(
    {
      op: Type.Literal('new-rule'),
      file,
      name: given(60, 1),
      points: Type.Number(),
      words: list,
      near: Type.Optional(list),
      within: Type.Optional(Type.Number()),
      all: Type.Optional(list),
      also: Type.Optional(list),
      none: Type.Optional(list),
    },
    closed,
  ),
  Type.Object({ op: Type.Literal('delete-rule'), file, name: given(60, 1) }, closed),
])
const edits = Type.Array(RuleEdit, { maxItems: 200 })
export const RuleEdits = Type.Object({ revision: count, edits }, closed)
/** `mistakes` not empty: nothing was saved. */
export const RuleEdited = Type.Object({ revision: count, mistakes: Type.Array(Mistake) })

export const EffectAsked = Type.Object({ version: versionOrFolder, edits }, closed)
const hit = Type.Object({ rule: text, term: text, start: count, end: count })
/** `text` null: it may be about officials, so nobody is shown it here. */
const EffectItem = Type.Object({
  text: maybe,
  at: time,
  group: maybe,
  before: Type.Object({ decision, category: maybe, urgency: maybe }),
  after: Type.Object({ decision, category: maybe, urgency: maybe }),
  hits: Type.Array(hit),
})
const EffectItems = Type.Object({ count, items: Type.Array(EffectItem) })
/** precision: of the decided texts that are caught the share that was a need; recall: of needs the share that is caught. */
const Measure = Type.Object({
  precision: orNull(Type.Number()),
  recall: orNull(Type.Number()),
  caught: count,
  right: count,
})
const BrokenExample = Type.Object({
  id: count,
  text,
  expected,
  category: maybe,
  decision,
  found: maybe,
})
export const Effect = Type.Object({
  /** false: the messages are still being read; ask again. All else is empty then. */
  ready: Type.Boolean(),
  progress: Type.Object({ done: count, of: count }),
  mistakes: Type.Array(Mistake),
  /** ms that it took */
  took: count,
  messages: count,
  /** about how many there were: more than `messages` where the newest alone are looked at */
  of: count,
  /** how many of them were judged anew, and how many of those are caught now as before */
  judged: count,
  already: count,
  hours: count,
  caught: EffectItems,
  lost: EffectItems,
  changed: EffectItems,
  flagsADay: Type.Object({ before: Type.Number(), after: Type.Number() }),
  decided: Type.Object({ needs: count, others: count, before: Measure, after: Measure }),
  examples: Type.Object({ of: count, broken: Type.Array(BrokenExample) }),
  /** texts that are cut into words otherwise than before */
  cuts: Type.Object({
    count,
    items: Type.Array(Type.Object({ before: Type.Array(text), after: Type.Array(text) })),
  }),
})

export const CheckAsked = Type.Object({ revision: count }, closed)
/** No mistakes: the version is checked in and cannot be changed any more. */
export const Checked = Type.Object({
  checked: Type.Boolean(),
  mistakes: Type.Array(Mistake),
  examples: Type.Object({ of: count, broken: Type.Array(BrokenExample) }),
})
const scope = given(100, 1)
/** `despite`: why it is activated although it breaks kept examples; refused with code `broken-examples` without it. */
export const Activating = Type.Object({ scope, why, despite: Type.Optional(why) }, closed)
export const EndingScope = Type.Object({ scope, why }, closed)
export const GoingBack = Type.Object({ why }, closed)

const ShadowSide = Type.Object({ decision, category: maybe })
export const Shadowed = Type.Object({
  version: count,
  since: maybeTime,
  /** messages that were judged twice since, and those of which the two say something else */
  judged: count,
  different: count,
  kinds: Type.Array(Type.Object({ now: decision, then: decision, count })),
  items: Type.Array(Type.Object({ text: maybe, at: time, group: maybe, now: ShadowSide, then: ShadowSide })),
})

const example = {
  id: count,
  text,
  expected,
  category: maybe,
  source: oneOf('typed', 'message'),
  by: text,
  at: time,
  why: text,
}
export const RuleExamples = Type.Object({ items: Type.Array(Type.Object(example)) })
/** Either a text that was typed, or a message that somebody has decided about. */
export const KeepExample = Type.Object(
  {
    text: Type.Optional(words(2000)),
    message: Type.Optional(Type.Object({ account: given(500, 1), message: given(500, 1) }, closed)),
    expected,
    category: Type.Optional(given(50, 1)),
    why,
  },
  closed,
)
export const ExampleKept = Type.Object({ id: count })
export const ExampleParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }) })

/** `with` of `of` decided so hold the term; of those decided otherwise `otherwise`. */
export const Suggestions = Type.Object({
  ready: Type.Boolean(),
  progress: Type.Object({ done: count, of: count }),
  items: Type.Array(
    Type.Object({
      /** dismissed: it speaks against a need; missed: it speaks for one */
      kind: oneOf('dismissed', 'missed'),
      /** a word or two in a row, or the id of a rule */
      what: oneOf('word', 'rule'),
      term: text,
      with: count,
      of: count,
      otherwise: count,
      otherwiseOf: count,
      /** how many times as often as among the others */
      lift: Type.Number(),
      /** the category and its file that it is most often about */
      category: maybe,
      file: maybe,
    }),
  ),
})
export const Imported = Type.Object({ number: count, mistakes: Type.Array(Mistake) })
export const ImportQuery = Type.Object({ why })

export type RuleVersions = Static<typeof RuleVersions>
export type RuleVersion = Static<typeof RuleVersion>
export type RuleFileModel = RuleVersion['files'][number]
export type RuleDiff = Static<typeof RuleDiff>
export type RuleEdit = Static<typeof RuleEdit>
export type RuleEdited = Static<typeof RuleEdited>
export type Effect = Static<typeof Effect>
export type Checked = Static<typeof Checked>
export type Shadowed = Static<typeof Shadowed>
export type RuleExamples = Static<typeof RuleExamples>
export type KeepExample = Static<typeof KeepExample>
export type Suggestions = Static<typeof Suggestions>
