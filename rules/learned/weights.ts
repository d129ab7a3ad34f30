/** Learned weights: read from their file, and applied to a text. */
import { RuleError } from '../error.ts'
import type { Folded } from '../fold.ts'
import type { Borders } from '../segment.ts'
import type { Category } from '../verdict.ts'
import type { Weight } from '../weigh.ts'
import { Glance } from './glance.ts'
import { Vocabulary } from './vocabulary.ts'

/**
 * The file. Each list of weights is base64 of one signed byte a feature, in steps of `steps` of it: 1 step of need is
 * `steps.need` points, as rules count points. Only the first features have weights for categories, one for each.
 */
export interface WeightsFile {
  format: 1
  /** how many examples it was trained on */
  examples: number
  /** ids, in the order of `category` */
  categories: string[]
  bias: { need: number; urgent: number; question: number; glance: number; categories: number[] }
  /** what a first glance must bring for a second look */
  pass: number
  /** the features, parted by line feeds */
  names: string
  steps: Columns<number>
  weights: Columns<string>
}
/** For each thing that is learned one of something. */
export interface Columns<T> {
  need: T
  urgent: T
  question: T
  glance: T
  category: T
}

/** What the weights say of a text; points are those of rules. */
export interface Reading {
  /** how much more it needs somebody than the least that a person should look at */
  need: number
  isUrgent(): boolean
  isQuestion(): boolean
  /** by the index of the category, -Infinity where the weights do not know it; few texts come so far that somebody asks */
  categories(): number[]
}

export interface Learned {
  examples: number
  /** Whether a text is worth a second look, by the runs in it: many times as fast as `read`. */
  glance(folded: Folded): boolean
  read(folded: Folded, borders: Borders, weight: Weight): Reading
  /** What each feature of the text adds to its need of somebody, strongest first. */
  explain(folded: Folded, borders: Borders, weight: Weight): Reason[]
}
/** A feature's share in a decision, in points. */
export interface Reason {
  name: string
  need: number
}

/** Long texts hold more features, not more need: the sum over n of them counts √(SCALE / (n + SCALE)) of itself. */
const SCALE = 100
export const scaleOf = (features: number): number => Math.sqrt(SCALE / (features + SCALE))

/** A column of the file as points. */
export function column(file: WeightsFile, key: keyof Columns<string>): Float32Array {
  const bytes = Buffer.from(file.weights[key], 'base64')
  const step = file.steps[key]
  const points = new Float32Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) points[i] = (((bytes[i] as number) << 24) >> 24) * step
  return points
}

/** The columns as arrays. */
class Table {
  readonly names: string[]
  readonly need: Float32Array
  readonly urgent: Float32Array
  readonly question: Float32Array
  /** those of feature f from f * (number of categories) on */
  readonly category: Float32Array

  constructor(file: WeightsFile) {
    this.names = file.names.split('\n')
    this.need = column(file, 'need')
    this.urgent = column(file, 'urgent')
    this.question = column(file, 'question')
    this.category = column(file, 'category')
  }
}

const sumOf = (weights: Float32Array, features: readonly number[]): number => {
  let sum = 0
  for (const f of features) sum += weights[f] as number
  return sum
}

class Weights implements Learned {
  readonly examples: number
  private readonly file: WeightsFile
  private readonly table: Table
  private readonly seen: Vocabulary
  private readonly first: Glance
  /** where each category of the file stands among those of the rules; -1 where the rules do not know it */
  private readonly index: number[]
  private readonly count: number

  constructor(file: WeightsFile, categories: readonly Category[]) {
    this.file = file
    this.examples = file.examples
    this.count = categories.length
    this.index = file.categories.map((id) => categories.findIndex((c) => c.id === id))
    this.table = new Table(file)
    this.seen = new Vocabulary(this.table.names)
    this.first = new Glance(file)
  }

  glance(folded: Folded): boolean {
    return this.first.passes(folded)
  }

  read(folded: Folded, borders: Borders, weight: Weight): Reading {
    const { bias } = this.file
    const { need, urgent, question } = this.table
    this.seen.take(folded, borders, weight)
    const features = this.seen.features.slice()
    const scale = scaleOf(features.length)
    let categories: number[] | null = null
    return {
      need: sumOf(need, features) * scale + bias.need,
      isUrgent: () => sumOf(urgent, features) * scale + bias.urgent > 0,
      isQuestion: () => sumOf(question, features) * scale + bias.question > 0,
      // Whoever keeps a reading asks again, with other thresholds.
      categories: () => (categories ??= this.categories(features, scale)),
    }
  }

  private categories(features: readonly number[], scale: number): number[] {
    const { category } = this.table
    const { bias } = this.file
    const sums = new Float64Array(this.index.length)
    for (const f of features) {
      const at = f * sums.length
      if (at >= category.length) continue
      for (let c = 0; c < sums.length; c++) sums[c] = (sums[c] as number) + (category[at + c] as number)
    }
    const categories = new Array<number>(this.count).fill(-Infinity)
    this.index.forEach((at, c) => {
      if (at !== -1) categories[at] = (sums[c] as number) * scale + (bias.categories[c] as number)
    })
    return categories
  }

  explain(folded: Folded, borders: Borders, weight: Weight): Reason[] {
    const { need, names } = this.table
    this.seen.take(folded, borders, weight)
    const scale = scaleOf(this.seen.features.length)
    const reasons = this.seen.features.map((f) => ({
      name: names[f] as string,
      need: (need[f] as number) * scale,
    }))
    return reasons.sort((a, b) => Math.abs(b.need) - Math.abs(a.need))
  }
}

const COLUMNS = ['need', 'urgent', 'question', 'glance', 'category'] as const

function isWhole(file: Partial<WeightsFile> | null): file is WeightsFile {
  const { format, names, bias, pass, steps, weights, categories } = file ?? {}
  const hasColumns = COLUMNS.every(
    (key) => typeof weights?.[key] === 'string' && typeof steps?.[key] === 'number',
  )
  const numbers = [bias?.need, bias?.urgent, bias?.question, bias?.glance, pass]
  return (
    format === 1 &&
    typeof names === 'string' &&
    hasColumns &&
    numbers.every((n) => typeof n === 'number') &&
    Array.isArray(categories) &&
    bias?.categories?.length === categories.length
  )
}

/** Whether each feature has its weights: without them its points are no numbers, and every text is ignored. */
function isEven({ names, weights, categories }: WeightsFile): boolean {
  const features = names.split('\n').length
  const lengthOf = (key: keyof Columns<string>): number => Buffer.byteLength(weights[key], 'base64')
  const plain = COLUMNS.filter((key) => key !== 'category')
  return plain.every((key) => lengthOf(key) === features) && lengthOf('category') % categories.length === 0
}

/** @throws RuleError when the file is none that `learn` has written */
export function readWeights(file: { name: string; text: string }, categories: readonly Category[]): Learned {
  const wrong = (reason: string): RuleError =>
    new RuleError([
      `${file.name}:1: ${reason} — run \`npm run -s learn\`, or remove the file: the rules work without it`,
    ])
  let read: Partial<WeightsFile> | null
  try {
    read = JSON.parse(file.text) as Partial<WeightsFile> | null
  } catch (error) {
    throw wrong(`no learned weights (${(error as Error).message})`)
  }
  if (!isWhole(read)) throw wrong('no learned weights, or learned weights of another version')
  if (!isEven(read)) throw wrong('learned weights that are not whole')
  return new Weights(read, categories)
}
