/** Where changes of rules are tried out: keeps the rules in force, the texts and what was compiled last. */
import { checkRules } from '../check/check.ts'
import { compile } from '../compile.ts'
import { mistakeOf, applyEdits, type Edit, type Mistake } from '../edit/edit.ts'
import { RuleError } from '../error.ts'
import { Judge } from '../judge.ts'
import type { Learned } from '../learned/weights.ts'
import { weightsKeeper, type RuleFile, type Segmenter } from '../load.ts'
import { parseRules } from '../parse.ts'
import { spellingKeeper } from '../spelling.ts'
import type { Verdict } from '../verdict.ts'
import { effectOf, type EffectOptions, type EffectResult } from './effect.ts'
import { Judged, type EffectText, type Leaving, type Ready } from './judged.ts'
import { suggest, type Suggestion } from './suggest.ts'

/** A text that is kept to hold rules against. */
export interface Example {
  id: number
  text: string
  /** none: it must not be caught; review and open: it must come so far at the least */
  expected: 'none' | 'review' | 'open'
  category: string | null
}
export interface BrokenExample extends Example {
  decision: Verdict['decision']
  found: string | null
}
export interface Tried {
  mistakes: Mistake[]
  /** null where there are mistakes */
  effect: EffectResult | null
  broken: BrokenExample[]
}
export interface CheckedSet {
  mistakes: Mistake[]
  broken: BrokenExample[]
}

const RANK = { ignore: 0, none: 0, review: 1, open: 2 }
const WEIGHTS = 'weights.json.gz'

function brokenBy(judge: Judge, examples: readonly Example[]): BrokenExample[] {
  return examples.flatMap((example) => {
    const { decision, category: found } = judge.judge(example.text, {}, false)
    const { expected, category } = example
    const isKept =
      expected === 'none'
        ? decision === 'ignore'
        : RANK[decision] >= RANK[expected] && (category === null || category === found)
    return isKept ? [] : [{ ...example, decision, found }]
  })
}

/** Mistakes of a step that throws them. */
function mistakesOf(step: () => unknown): Mistake[] {
  try {
    step()
    return []
  } catch (error) {
    if (error instanceof RuleError) return error.problems.map(mistakeOf)
    throw error
  }
}

/** So many clauses are remembered as they were cut, since each edit looks at the same texts. */
const MOST_CLAUSES = 200_000

function remembering(segment: Segmenter): Segmenter {
  const known = new Map<string, string[]>()
  return (text) => {
    const before = known.get(text)
    if (before) return before
    const words = segment(text)
    if (known.size < MOST_CLAUSES) known.set(text, words)
    return words
  }
}

export class Room {
  private readonly segment: Segmenter
  private readonly readWeights = weightsKeeper()
  private readonly sound = spellingKeeper()
  private places: readonly string[] = []
  private judged: Judged | null = null

  constructor(segment: Segmenter) {
    this.segment = remembering(segment)
  }

  /**
   * Begins anew with the rules in force and no texts.
   * @throws RuleError when they cannot be used
   */
  begin(files: readonly RuleFile[], places: readonly string[]): void {
    this.places = places
    this.judged = new Judged(this.ready(files))
  }

  /** Judges texts by the rules in force, those that are new; gives how many there are. */
  add(texts: readonly EffectText[]): number {
    for (const text of texts) this.room.add(text)
    return this.room.texts.length
  }

  /** Lets go of texts; gives how many are left, and when the oldest of them was said that nobody has decided about. */
  leave(leaving: Leaving): { count: number; oldest: number | null } {
    this.room.leave(leaving)
    const { texts } = this.room
    return { count: texts.length, oldest: texts.find(({ need }) => need === null)?.at ?? null }
  }

  private get room(): Judged {
    if (!this.judged) throw new Error('no rules to compare with: begin first')
    return this.judged
  }

  private ready(files: readonly RuleFile[]): Ready {
    const problems: string[] = []
    const set = parseRules(
      files.filter(({ name }) => name !== WEIGHTS),
      problems,
    )
    if (problems.length > 0) throw new RuleError(problems)
    const compiled = compile(set, this.places, this.sound)
    const weights = files.find(({ name }) => name === WEIGHTS)
    const learned: Learned | null = weights ? this.readWeights(weights, compiled.categories) : null
    return { set, judge: new Judge(compiled, this.segment, learned), weights: weights?.text ?? '' }
  }

  /** What the files with these changes would do; `files` that are given again as the same objects are not read again. */
  effect(
    files: readonly RuleFile[],
    edits: readonly Edit[],
    examples: readonly Example[],
    options: EffectOptions,
  ): Tried {
    const { changed, mistakes } = applyEdits(files, edits)
    if (mistakes.length > 0) return { mistakes, effect: null, broken: [] }
    const all = files.map((file) => {
      const text = changed.get(file.name)
      return text === undefined ? file : { name: file.name, text }
    })
    let next: Ready | null = null
    const unusable = mistakesOf(() => (next = this.ready(all)))
    if (next === null) return { mistakes: unusable, effect: null, broken: [] }
    const { judge } = next as Ready
    return { mistakes: [], effect: effectOf(this.room, next, options), broken: brokenBy(judge, examples) }
  }

  /** Whether the files can be used: what keeps them from being compiled. */
  usable(files: readonly RuleFile[]): Mistake[] {
    return mistakesOf(() => this.ready(files))
  }

  /** The same, and what is certain to be a mistake, and the examples that are broken; `offices`: the kinds that there are. */
  check(files: readonly RuleFile[], offices: readonly string[], examples: readonly Example[]): CheckedSet {
    let ready: Ready | null = null
    const unusable = mistakesOf(() => (ready = this.ready(files)))
    if (ready === null) return { mistakes: unusable, broken: [] }
    const rules = files.filter(({ name }) => name !== WEIGHTS)
    const mistakes = mistakesOf(() => checkRules(rules, offices))
    return { mistakes, broken: brokenBy((ready as Ready).judge, examples) }
  }

  /** Terms in which what people have decided differs; `names` are those of people. */
  suggest(names: readonly string[]): Suggestion[] {
    const isName = (term: string) => names.some((name) => term.includes(name))
    return suggest(this.room, isName)
  }
}
