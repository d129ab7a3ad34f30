import { expect } from 'vitest'
import { openInstallation, type Installation } from './secrecy-bench.ts'
import { ALL, type Which } from './secrecy-world.ts'

/** Of those who may know of some complaints: of which. The week brings what nobody has accepted to the county. */
const LOWER: Which[] = ['post', 'alias', 'group', 'unknown', 'flag', 'marked', 'hotline']
const UPPER: Which[] = ['alias', 'marked', 'hotline', 'officer']
export const KNOW: Record<string, Which[]> = { jiang: LOWER, ning: LOWER, qu: UPPER }
/** Sees at the top whatever comes there. */
export const TOP = 'qiu'

/** An installation that hears every complaint, and such as hear only those that somebody may know of. */
export interface Twins {
  full: Installation
  /** what `login` has to be told the same by */
  of(login: string | null): Installation
  close(): Promise<void>
}

const known = (login: string | null) => String(KNOW[login ?? ''] ?? [])
/** Who may know of something is compared with an installation that is there for him; the others hear everybody. */
export const isFor = (it: Installation, login: string | null) =>
  it.hears === ALL || it.hears.length === 0 || String(it.hears) === known(login)

export async function openTwins(play: (it: Installation) => Promise<void>): Promise<Twins> {
  const all = await Promise.all([ALL, [], LOWER, UPPER].map(openInstallation))
  await Promise.all(all.map(play))
  const [full, ...others] = all
  const byHearing = new Map(others.map((it) => [String(it.hears), it]))
  return {
    full: full!,
    of: (login) => byHearing.get(known(login))!,
    close: async () => void (await Promise.all(all.map((it) => it.close()))),
  }
}

/** Asks both installations, and shows only what differs. */
export async function same<T>(
  twins: Twins,
  login: string | null,
  ask: (it: Installation) => Promise<T[]>,
): Promise<void> {
  const [told, others] = await Promise.all(
    [twins.full, twins.of(login)].map(async (it) => (await ask(it)).map((answer) => JSON.stringify(answer))),
  )
  expect(differing(told!, others!)).toEqual(differing(others!, told!))
}

/** Of each line that is not the other's: where it is another, and some of what is around. */
const differing = (list: string[], others: string[]) =>
  list.flatMap((line, i) => {
    const other = others[i] ?? ''
    if (line === other) return []
    const at = [...line].findIndex((sign, k) => sign !== other[k])
    return [`${line.slice(0, 60)} … ${line.slice(Math.max(0, at - 80), at + 120)}`]
  })
