import { test } from 'vitest'
import { perform } from './installation.ts'
import { holdAlways, play } from './play.ts'
import { stepsUpTo } from './steps.ts'

const RUNS = 2_000
const STEPS = 30

test('no sequence of messages, acts, time and restarts breaks a rule', { timeout: 900_000 }, () =>
  holdAlways(stepsUpTo(STEPS), RUNS, (steps) => play(steps, perform)),
)
