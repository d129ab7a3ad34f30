/** Texts as they come with slips of the pen: trained on them, weights do not hang on any single character. */
import { pinyin } from 'pinyin-pro'
import type { Example } from './examples.ts'

/** One character in so many becomes another. */
const SLIP_EVERY = 7
/** Of these, one in so many becomes any other character, as a bad photograph gives it; the rest ones that sound alike. */
const ANY_EVERY = 4
const HAN = /\p{Script=Han}/u

/** Pseudo-random numbers (a linear congruential generator): the same seed gives the same ones. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Copies of one example in `every`, with slips; the characters they slip to are those of the examples. */
export function withSlips(examples: readonly Example[], every: number): Example[] {
  const characters = [...new Set(examples.flatMap(({ text }) => [...text]))].filter((c) => HAN.test(c)).sort()
  const sounds = new Map(characters.map((c) => [c, pinyin(c, { toneType: 'none' })]))
  const alike = new Map<string, string[]>()
  for (const [c, sound] of sounds) alike.set(sound, [...(alike.get(sound) ?? []), c])
  const random = randomNumbers(1)
  const slip = (c: string): string => {
    const same = alike.get(sounds.get(c) ?? '')
    if (!same || random(SLIP_EVERY) !== 0) return c
    const from = random(ANY_EVERY) === 0 ? characters : same
    return from[random(from.length)] ?? c
  }
  return examples
    .filter((_, i) => i % every === 0)
    .map((example) => ({ ...example, text: [...example.text].map(slip).join('') }))
}
