import { fileURLToPath } from 'node:url'
import { addSpan } from '../../../cases/deadlines.ts'
import { localWords } from '../../../cases/local-words.ts'
import { OFFICE_KINDS } from '../../../cases/world.ts'
import { WordingError } from '../../../cases/wording.ts'
import { mistakeOf, type Edit, type Mistake } from '../../../rules/edit/edit.ts'
import type { CheckedSet, Tried } from '../../../rules/effect/room.ts'
import type { Suggestion } from '../../../rules/effect/suggest.ts'
import {
  countRecent,
  decidedTexts,
  goneTexts,
  namesOfPeople,
  recentTexts,
  sinceNewest,
  type HeardText,
  type TextCursor,
} from '../../../store/console/rules-effect.ts'
import { fingerprint } from '../../../store/folder.ts'
import { WEIGHTS, wordingOf } from '../../../store/keywords.ts'
import { loadActive } from '../../../store/rules-active.ts'
import { listExamples } from '../../../store/rules-examples.ts'
import type { Queryable } from '../../../store/db.ts'
import { loadContent, readContent, type Content } from '../../../store/rules-files.ts'
import type { ConsoleDeps } from '../deps.ts'
import { startHelper, type Helper } from './helper.ts'

const KEYWORDS = fileURLToPath(new URL('../../../keywords', import.meta.url))
/** The rules' folder of a console. */
export const folderOf = ({ keywordsDir = KEYWORDS }: ConsoleDeps): string => keywordsDir

/** What the messages are compared over. */
export const HOURS = 72
const HOUR = 3_600_000
/** ms without a question after which the thread and its memory are given back */
const IDLE = 10 * 60_000
/** ms after which the texts are read anew, with what was corrected since */
const STALE = 6 * HOUR
const PAGE = 2_000
/** ms that each look reads once more */
const OVERLAP = 60_000
/** The newest that are looked at, and the latest decisions of each kind: memory is bounded. */
const MOST_TEXTS = 200_000
const MOST_DECIDED = 10_000
/** Files that a thread keeps before it is started anew, once nobody waits for it. */
const MOST_FILES = 500

/** The texts are still being read: how far. */
export interface Reading {
  ready: false
  done: number
  of: number
}

/** What was looked at. */
export interface Looked {
  ready: true
  /** how many examples are kept */
  examples: number
  /** over how many hours the newest texts reach, and about how many texts there were in HOURS */
  hours: number
  of: number
}

export interface Tryout {
  effect(content: Content, edits: readonly Edit[]): Promise<Reading | (Looked & Tried)>
  suggest(): Promise<Reading | { ready: true; items: Suggestion[] }>
  /** mistakes that keep the rules from being compiled */
  usable(content: Content): Promise<Mistake[]>
  /** … and those of the wording, what is certain to be a mistake, and examples, as `q` reads them, that are broken */
  check(content: Content, q?: Queryable): Promise<CheckedSet & { examples: number }>
  close(): Promise<void>
}

/** One reading of the texts: when other rules run, or the county is another, a new one takes its place and this one ends. */
interface Corpus {
  /** what it was read for */
  basis: string
  began: number
  done: number
  of: number
  ready: boolean
  /** whether there are more texts than are looked at; when the oldest of those was said, and all were counted (epoch ms) */
  partial: boolean
  oldest: number
  counted: number
  /** from when on the next look reads what was heard, and what was done (epoch ms) */
  since: number
  doneSince: number
  decidedAt: number
  senders: Map<string, number>
}

/** `most`: how many texts are looked at, at the most. */
export function createTryout(deps: ConsoleDeps, { most = MOST_TEXTS, start = startHelper } = {}): Tryout {
  const { pool, county, clock, log } = deps
  const keywordsDir = folderOf(deps)
  let helper: Helper | null = null
  let corpus: Corpus | null = null
  let idle: NodeJS.Timeout | undefined
  let waiting = 0

  const stop = async () => {
    clearTimeout(idle)
    const ended = helper
    ;[helper, corpus] = [null, null]
    await ended?.end()
  }
  const running = (): Helper => {
    clearTimeout(idle)
    idle = setTimeout(() => void stop(), IDLE).unref()
    helper ??= start((err) => {
      log.error({ err }, 'the thread that tries rules out has failed; it is started anew')
      ;[helper, corpus] = [null, null]
    })
    return helper
  }
  /** Has something answered with the thread, which stays until it is. */
  const asking = async <T>(answer: (to: Helper) => Promise<T>): Promise<T> => {
    if (helper && waiting === 0 && helper.given() > MOST_FILES) await stop()
    waiting++
    try {
      return await answer(running())
    } finally {
      waiting--
    }
  }

  const inForce = async () => {
    const { everywhere } = await loadActive(pool)
    const places = localWords(county().directory)
    const stamp = everywhere ?? fingerprint(keywordsDir)
    const load = async () =>
      everywhere === null ? readContent(keywordsDir) : (await loadContent(pool, everywhere))!
    return { basis: JSON.stringify([stamp, places]), places, load }
  }

  const senderOf = (senders: Map<string, number>, member: string) => {
    const known = senders.get(member) ?? senders.size
    senders.set(member, known)
    return known
  }
  const add = async (to: Helper, into: Corpus, texts: readonly HeardText[]) => {
    const numbered = texts.map(({ member, ...text }) => ({ ...text, who: senderOf(into.senders, member) }))
    for (let from = 0; from < numbered.length && into === corpus; from += PAGE)
      into.done = await to.ask<number>({ op: 'add', texts: numbered.slice(from, from + PAGE) })
  }
  /** Reads what was heard since the last look, page by page, and lets go of what may be looked at no longer. */
  const follow = async (to: Helper, into: Corpus) => {
    let cursor: TextCursor | null = null
    for (let more = true; more && into === corpus;) {
      const page: Awaited<ReturnType<typeof recentTexts>> = await recentTexts(pool, into.since, cursor, PAGE)
      await add(to, into, page.texts)
      cursor = page.next ?? cursor
      more = page.texts.length === PAGE
    }
    // What is filed at the same time may become visible later.
    if (cursor) into.since = Math.max(into.since, Date.parse(cursor[0]) - OVERLAP)
    const now = clock()
    await add(to, into, await decidedTexts(pool, into.decidedAt, MOST_DECIDED))
    into.decidedAt = now - OVERLAP
    await letGo(to, into, now)
    into.doneSince = now - OVERLAP
  }
  const letGo = async (to: Helper, into: Corpus, now: number) => {
    const keys = await goneTexts(pool, into.doneSince)
    const { keep, timezone } = county().directory.settings
    // Once an hour, as texts are forgotten.
    const hour = now - (now % HOUR)
    const decided = addSpan(hour, { ...keep, amount: -keep.amount }, { timezone, days: 'calendar' })
    const before = { undecided: Math.max(hour - HOURS * HOUR, decided), decided }
    if (into !== corpus) return
    const left = await to.ask<{ count: number; oldest: number | null }>({
      op: 'leave',
      leaving: { keys, before, most },
    })
    if (left.count < into.done && into.done > most) into.partial = true
    into.done = left.count
    into.oldest = left.oldest ?? now
    if (!into.partial || now - into.counted < OVERLAP) return
    into.counted = now
    into.of = Math.max(left.count, await countRecent(pool, now - HOURS * HOUR))
  }
  const begin = async (to: Helper, fresh: Corpus, { places, load }: Awaited<ReturnType<typeof inForce>>) => {
    fresh.of = await countRecent(pool, fresh.since)
    fresh.partial = fresh.of > most
    if (fresh.partial) fresh.since = await sinceNewest(pool, fresh.since, most)
    const files = await to.give(await load())
    if (fresh !== corpus) return
    await to.ask({ op: 'begin', files, places })
    await follow(to, fresh)
    fresh.ready = true
  }
  const corpusOf = (basis: string): Corpus => {
    const began = clock()
    return {
      ...{ basis, began, done: 0, of: 0, ready: false, partial: false, oldest: began, senders: new Map() },
      ...{ since: began - HOURS * HOUR, doneSince: began - OVERLAP, decidedAt: 0, counted: began },
    }
  }
  /** The thread with all texts, or how far it is with them. */
  const withTexts = async (to: Helper): Promise<{ ready: true; from: Corpus } | Reading> => {
    const force = await inForce()
    if (corpus?.basis !== force.basis || clock() - corpus.began > STALE) {
      const fresh = (corpus = corpusOf(force.basis))
      void begin(to, fresh, force).catch((err: Error) => {
        if (fresh !== corpus) return
        log.warn({ err }, 'the texts for trying rules out cannot be read; trying again')
        corpus = null
      })
    } else if (corpus.ready) await follow(to, corpus)
    const from = corpus as Corpus | null
    return from?.ready ? { ready: true, from } : progressOf(from)
  }
  const progressOf = (from: Corpus | null): Reading => {
    const [done, of] = [from?.done ?? 0, Math.min(from?.of ?? 0, most)]
    return { ready: false, done, of: Math.max(of, done) }
  }

  const wordingMistakes = (content: Content): Mistake[] => {
    try {
      wordingOf(content)
      return []
    } catch (error) {
      if (!(error instanceof WordingError)) throw error
      return error.message.split('\n').map(mistakeOf)
    }
  }
  const rulesOnly = (content: Content): Content => new Map([...content].filter(([name]) => name !== WEIGHTS))

  return {
    effect: (content, edits) =>
      asking(async (to) => {
        const [texts, examples] = await Promise.all([withTexts(to), listExamples(pool)])
        if (!texts.ready) return texts
        const { from } = texts
        const files = await to.give(content)
        // Meanwhile other rules may have come into force, and the texts be read anew.
        if (from !== corpus) return progressOf(corpus)
        const since = clock() - HOURS * HOUR
        const options = { since, auto: county().directory.settings.open === 'auto' }
        const tried = await to.ask<Tried>({ op: 'effect', files, edits, examples, options })
        const hours = from.partial ? Math.max(1, Math.min(HOURS, (clock() - from.oldest) / HOUR)) : HOURS
        const of = from.partial ? from.of : (tried.effect?.messages ?? 0)
        return { ...tried, ready: true, examples: examples.length, hours, of }
      }),
    suggest: () =>
      asking(async (to) => {
        const [texts, names] = await Promise.all([withTexts(to), namesOfPeople(pool)])
        if (!texts.ready) return texts
        if (texts.from !== corpus) return progressOf(corpus)
        return { ready: true, items: await to.ask<Suggestion[]>({ op: 'suggest', names }) }
      }),
    usable: (content) =>
      asking(async (to) => to.ask<Mistake[]>({ op: 'usable', files: await to.give(rulesOnly(content)) })),
    check: (content, q = pool) =>
      asking(async (to) => {
        const [files, examples] = [await to.give(content), await listExamples(q)]
        const checked = await to.ask<CheckedSet>({ op: 'check', files, offices: OFFICE_KINDS, examples })
        return {
          ...checked,
          examples: examples.length,
          mistakes: [...wordingMistakes(content), ...checked.mistakes],
        }
      }),
    close: stop,
  }
}
