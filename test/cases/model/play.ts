/** Plays many sequences of steps, and tells the shortest one that breaks a rule. */
import fc from 'fast-check'
import { deedOf, empty } from './deeds.ts'
import { strangersFindNothing } from './replies.ts'
import { holdRules } from './rules.ts'
import { momentOf, type Deed, type State } from './state.ts'
import type { Step } from './steps.ts'

/** What is played on: gives the state after a deed. */
export type Perform = (deed: Deed, state: State) => State | Promise<State>
type Play = (steps: Step[]) => Promise<void>

const MONTHS = 100 * 24 * 3_600_000
/** A machine that stalls plays less, rather than for ever. */
const LONGEST = 300_000

/** Plays the steps, each held against the rules; then waits until nothing can be left to do. */
export async function play(
  steps: Step[],
  perform: Perform,
  last: 'in time' | 'late' = 'in time',
): Promise<void> {
  const deeds: Deed[] = []
  let state = empty()
  const go = async (deed: Deed | null) => {
    if (!deed) return
    deeds.push(deed)
    const before = state
    state = await perform(deed, before)
    holdRules(momentOf(before, deed, state))
  }
  try {
    for (const step of steps) await go(deedOf(step, state))
    const found = strangersFindNothing(state)
    if (found.length) throw new Error(found.join('\n'))
    const end = Math.max(state.now, ...[...state.cases.values()].map((c) => c.dueAt))
    await go({ do: 'wait', until: end + MONTHS, sweeps: last })
    const forgotten = [...state.cases.values()].find((c) => c.status !== 'closed' && !c.overdue)
    if (forgotten) throw new Error(`${forgotten.code} is forgotten`)
  } catch (error) {
    const told = [(error as Error).message, ...deeds.map((deed) => JSON.stringify(deed))]
    throw new Error(told.join('\n'), { cause: error })
  }
}

/**
 * Plays `runs` sequences, or as many as MODEL_RUNS says. A fresh seed each time finds more than a fixed one would, which
 * is quieter; it is told with what fails, and MODEL_SEED repeats it.
 * @throws Error with the seed, and with the deeds of the shortest sequence for which `play` fails
 */
export async function holdAlways(steps: fc.Arbitrary<Step[]>, runs: number, play: Play): Promise<void> {
  const { MODEL_RUNS: wanted, MODEL_SEED: wish } = process.env
  const { failed, seed, numRuns, counterexample } = await fc.check(fc.asyncProperty(steps, play), {
    numRuns: Number(wanted ?? runs),
    interruptAfterTimeLimit: LONGEST,
    ...(wish === undefined ? {} : { seed: Number(wish) }),
  })
  if (!failed) return
  const shortest = await shorten(counterexample![0], play)
  const broken = (await errorOf(play, shortest)) ?? new Error('does not fail again')
  const told = `MODEL_SEED=${seed}, sequence ${numRuns}: ${broken.message}\n${JSON.stringify(shortest)}`
  throw new Error(told, { cause: broken })
}

/** fast-check makes each step small and leaves some that are of no account: steps and lines that need not be go. */
async function shorten(steps: Step[], play: Play): Promise<Step[]> {
  let left = steps
  for (let i = left.length - 1; i >= 0; i--) {
    const shorter = [left.toSpliced(i, 1), ...withoutLines(left[i]!).map((step) => left.with(i, step))]
    for (const list of shorter)
      if (list.length <= left.length && (await errorOf(play, list))) {
        left = list
        break
      }
  }
  return left
}

const withoutLines = (step: Step): Step[] =>
  step.do === 'hear' && step.lines.length > 1 ? step.lines.map((line) => ({ ...step, lines: [line] })) : []

async function errorOf(play: Play, steps: Step[]): Promise<Error | null> {
  try {
    await play(steps)
    return null
  } catch (error) {
    return error as Error
  }
}
