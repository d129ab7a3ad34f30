/** Examples → learned weights. */
import type { Compiled } from '../compile.ts'
import type { Judge } from '../judge.ts'
import type { Example } from './examples.ts'
import { eachFeature, eachGlanced } from './features.ts'
import { glanceScale } from './glance.ts'
import { withSlips } from './noise.ts'
import { nameOf } from './runs.ts'
import { train, type Aims, type Model, type Rows } from './train.ts'
import { scaleOf, type Columns, type WeightsFile } from './weights.ts'

/** A point of a rule in logits: 10 points make a text e times as likely to need somebody. */
const POINT = 0.1
/** A feature of fewer examples is chance. */
const LEAST = 2
/** Of several right categories the first is the better one. */
const FIRST_SHARE = 0.65
/** A person's time is dear: a text is shown from this many points above even odds. */
const CAUTION = 11
/** So many features are kept, those that weigh most; and so many of them tell categories apart. */
const MOST_FEATURES = 140_000
const MOST_WITH_CATEGORY = 80_000
/** Of the needs that training saw, a first glance may miss this share. */
const GLANCE_MISSES = 0.016
const TRAINING = { passes: 8, rate: 0.1, decay: 1e-4, dropped: 0.5 }
/** Two dozen categories take as long as all else together, and are told apart after fewer passes. */
const CATEGORY_PASSES = 4
/** One example in so many is trained on a second time, with slips of the pen. */
const SLIPS_EVERY = 2

/** What training takes of an example: its features by name, each once, and the runs of a glance, each as often as it stands. */
interface Seen {
  example: Example
  features: string[]
  glanced: string[]
  rules: number
  own: number[]
  ignored: boolean
}

function see(example: Example, judge: Judge): Seen {
  const { folded, borders, weight } = judge.examine(example.text)
  const features = new Set<string>()
  const glanced: string[] = []
  eachFeature(folded, borders, weight, {
    run: (key) => features.add(nameOf(key)),
    named: (name) => features.add(name),
  })
  eachGlanced(folded, (key) => glanced.push(nameOf(key)))
  return {
    example,
    features: [...features],
    glanced,
    rules: judge.ruled(weight),
    own: weight.own,
    ignored: weight.ignoredBy !== null,
  }
}

function vocabulary(seen: readonly Seen[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { features } of seen) for (const f of features) counts.set(f, (counts.get(f) ?? 0) + 1)
  const often = [...counts].filter(([, count]) => count >= LEAST)
  return new Map(often.map(([name], i) => [name, i]))
}

function rowsOf(
  texts: readonly string[][],
  known: ReadonlyMap<string, number>,
  scale: (features: number) => number,
): Rows {
  const rows = texts.map((names) => names.flatMap((name) => known.get(name) ?? []))
  const from = new Int32Array(rows.length + 1)
  rows.forEach((row, i) => (from[i + 1] = (from[i] as number) + row.length))
  const feature = new Int32Array(from[rows.length] as number)
  rows.forEach((row, i) => feature.set(row, from[i]))
  // A glance at a text counts unknown runs as well: it has no time to find out.
  const length = (i: number): number =>
    scale === glanceScale ? (texts[i] as string[]).length : (rows[i] as number[]).length
  return {
    count: rows.length,
    from,
    feature,
    scale: Float32Array.from(rows, (_, i) => scale(length(i))),
    features: known.size,
  }
}

const yesNo = (seen: readonly Seen[], is: (s: Seen) => boolean, counts: (s: Seen) => boolean): Aims => ({
  classes: 1,
  share: Float32Array.from(seen, (s) => (is(s) ? 1 : 0)),
  weight: Float32Array.from(seen, (s) => (counts(s) ? 1 : 0)),
  offset: new Float32Array(seen.length),
})

const isCase = (s: Seen): boolean => s.example.categories.length > 0

function categoryAims(seen: readonly Seen[], ids: readonly string[]): Aims {
  const share = new Float32Array(seen.length * ids.length)
  const offset = new Float32Array(share.length)
  seen.forEach(({ example: { categories }, own }, row) => {
    const others = (1 - FIRST_SHARE) / (categories.length - 1)
    categories.forEach((id, i) => {
      share[row * ids.length + ids.indexOf(id)] = categories.length === 1 ? 1 : i === 0 ? FIRST_SHARE : others
    })
    own.forEach((points, c) => (offset[row * ids.length + c] = POINT * points))
  })
  return { classes: ids.length, share, weight: yesNo(seen, isCase, isCase).weight, offset }
}

interface Models {
  need: Model
  urgent: Model
  question: Model
  categories: Model
  glance: Model
}

const toPoints = (logits: number): number => Math.round((logits / POINT) * 100) / 100

/** Weights of the chosen features as one signed byte each, and how many points a step of them is. */
function packed(model: Model, chosen: readonly number[]): { weights: string; step: number } {
  const { classes } = model
  const all = new Float32Array(chosen.length * classes)
  chosen.forEach((f, i) => all.set(model.weights.subarray(f * classes, (f + 1) * classes), i * classes))
  const most = all.reduce((max, w) => Math.max(max, Math.abs(w)), 0.01)
  const bytes = Int8Array.from(all, (w) => Math.round((w / most) * 127))
  return { weights: Buffer.from(bytes.buffer).toString('base64'), step: most / 127 / POINT }
}

/** How much the strongest category of a feature weighs. */
function strongest({ weights, classes }: Model, f: number): number {
  let most = 0
  for (let c = 0; c < classes; c++) most = Math.max(most, Math.abs(weights[f * classes + c] as number))
  return most
}

/** The features that weigh most, those first that tell categories apart. */
function choose(count: number, { need, categories }: Models): number[] {
  const category = Float32Array.from({ length: count }, (_, f) => strongest(categories, f))
  const weight = (f: number): number => Math.abs(need.weights[f] as number) + (category[f] as number) / 2
  return Array.from({ length: count }, (_, f) => f)
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, MOST_FEATURES)
    .sort((a, b) => (category[b] as number) - (category[a] as number))
}

/** The points that all but a few of the needs bring at a first glance. */
function passOf(seen: readonly Seen[], rows: Rows, { weights, bias }: Model): number {
  const sums = seen.flatMap((s, row) => {
    if (!isCase(s)) return []
    let sum = 0
    for (let i = rows.from[row] as number; i < (rows.from[row + 1] as number); i++)
      sum += weights[rows.feature[i] as number] as number
    return [toPoints(sum * (rows.scale[row] as number) + (bias[0] as number))]
  })
  sums.sort((a, b) => a - b)
  return sums[Math.floor(sums.length * GLANCE_MISSES)] ?? 0
}

function trainAll(seen: readonly Seen[], rows: Rows, glanced: Rows, ids: readonly string[]): Models {
  const need = yesNo(seen, isCase, (s) => !s.ignored)
  seen.forEach((s, row) => (need.offset[row] = POINT * s.rules))
  const urgent = yesNo(seen, (s) => s.example.urgent, isCase)
  const question = yesNo(seen, (s) => s.example.question, isCase)
  const glance = yesNo(seen, isCase, () => true)
  return {
    need: train(rows, need, TRAINING),
    urgent: train(rows, urgent, TRAINING),
    question: train(rows, question, TRAINING),
    categories: train(rows, categoryAims(seen, ids), { ...TRAINING, passes: CATEGORY_PASSES }),
    glance: train(glanced, glance, TRAINING),
  }
}

/** `names`: those of all features; the file has the weightiest. */
function fileOf(
  models: Models,
  names: readonly string[],
): Pick<WeightsFile, 'bias' | 'names' | 'steps' | 'weights'> {
  const chosen = choose(names.length, models)
  const columns = {
    need: packed(models.need, chosen),
    urgent: packed(models.urgent, chosen),
    question: packed(models.question, chosen),
    glance: packed(models.glance, chosen),
    category: packed(models.categories, chosen.slice(0, MOST_WITH_CATEGORY)),
  }
  const bias = (model: Model): number => toPoints(model.bias[0] as number)
  return {
    bias: {
      need: bias(models.need) - CAUTION,
      urgent: bias(models.urgent),
      question: bias(models.question),
      glance: bias(models.glance),
      categories: Array.from(models.categories.bias, toPoints),
    },
    names: chosen.map((f) => names[f]).join('\n'),
    steps: mapColumns(columns, ({ step }) => step),
    weights: mapColumns(columns, ({ weights }) => weights),
  }
}

/** Trains on the examples; `judge` is one of the rules alone. The same examples give the same file. */
export function learn(examples: readonly Example[], compiled: Compiled, judge: Judge): WeightsFile {
  const seen = [...examples, ...withSlips(examples, SLIPS_EVERY)].map((example) => see(example, judge))
  const categories = compiled.categories.map((c) => c.id)
  const known = vocabulary(seen)
  const features = seen.map((s) => s.features)
  const runs = seen.map((s) => s.glanced)
  const rows = rowsOf(features, known, scaleOf)
  const glanced = rowsOf(runs, known, glanceScale)
  const models = trainAll(seen, rows, glanced, categories)
  const { bias, ...rest } = fileOf(models, [...known.keys()])
  const pass = passOf(seen, glanced, models.glance)
  return { format: 1, examples: examples.length, categories, bias, pass, ...rest }
}

function mapColumns<T, U>(
  { need, urgent, question, glance, category }: Columns<T>,
  to: (of: T) => U,
): Columns<U> {
  return {
    need: to(need),
    urgent: to(urgent),
    question: to(question),
    glance: to(glance),
    category: to(category),
  }
}
