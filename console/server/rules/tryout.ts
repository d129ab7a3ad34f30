import { fileURLToPath } from 'node:url'
import { OFFICE_KINDS } from '../../../cases/world.ts'
import { localWords } from '../../../cases/local-words.ts'
import { WordingError } from '../../../cases/wording.ts'
import { mistakeOf, type Edit, type Mistake } from '../../../rules/edit/edit.ts'
import type { CheckedSet, Tried } from '../../../rules/effect/room.ts'
import type { Suggestion } from '../../../rules/effect/suggest.ts'
import {
  countRecent,
  decidedTexts,
  namesOfPeople,
  recentTexts,
  type HeardText,
  type TextCursor,
} from '../../../store/console/rules-effect.ts'
import { fingerprint } from '../../../store/folder.ts'
import { WEIGHTS, wordingOf } from '../../../store/keywords.ts'
import { loadActive } from '../../../store/rules-active.ts'
import { listExamples } from '../../../store/rules-examples.ts'
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
/** ms after which the texts are read anew, since some of them are to be forgotten */
const STALE = 6 * HOUR
const PAGE = 2_000
/** ms that each look reads once more */
const OVERLAP = 60_000
/** The newest that are looked at, and the latest decisions of each kind: memory is bounded. */
const MOST_TEXTS = 200_000
const MOST_DECIDED = 10_000
/** Files that a thread keeps before it is started anew. */
const MOST_FILES = 500

/** The texts are still being read: how far. */
export interface Reading {
  ready: false
  done: number
  of: number
}

export interface Tryout {
  /** `examples`: how many are kept */
  effect(
    content: Content,
    edits: readonly Edit[],
  ): Promise<Reading | ({ ready: true; examples: number } & Tried)>
  suggest(): Promise<Reading | { ready: true; items: Suggestion[] }>
  /** mistakes that keep the rules from being compiled */
  usable(content: Content): Promise<Mistake[]>
  /** … and those of the wording, what is certain to be a mistake, and examples that are broken */
  check(content: Content): Promise<CheckedSet & { examples: number }>
  close(): Promise<void>
}

interface Corpus {
  /** differs when other rules run, or the county is another */
  basis: string
  began: number
  done: number
  of: number
  ready: boolean
  /** from when on the next look reads (epoch ms) */
  since: number
  decidedAt: number
  senders: Map<string, number>
}

export function createTryout(deps: ConsoleDeps): Tryout {
  const { pool, county, clock, log } = deps
  const keywordsDir = folderOf(deps)
  let helper: Helper | null = null
  let corpus: Corpus | null = null
  let idle: NodeJS.Timeout | undefined

  const stop = async () => {
    clearTimeout(idle)
    const ended = helper
    ;[helper, corpus] = [null, null]
    await ended?.end()
  }
  const running = async (): Promise<Helper> => {
    if (helper && helper.given() > MOST_FILES) await stop()
    clearTimeout(idle)
    idle = setTimeout(() => void stop(), IDLE).unref()
    helper ??= startHelper((err) => {
      log.error({ err }, 'the thread that tries rules out has failed; it is started anew')
      ;[helper, corpus] = [null, null]
    })
    return helper
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
    for (let from = 0; from < numbered.length; from += PAGE)
      into.done = await to.ask<number>({ op: 'add', texts: numbered.slice(from, from + PAGE) })
  }
  /** Reads what was heard since the last look, page by page. */
  const follow = async (to: Helper, into: Corpus) => {
    let cursor: TextCursor | null = null
    for (let more = true; more && into.done < MOST_TEXTS;) {
      const page: Awaited<ReturnType<typeof recentTexts>> = await recentTexts(pool, into.since, cursor, PAGE)
      await add(to, into, page.texts)
      cursor = page.next ?? cursor
      more = page.texts.length === PAGE
    }
    // What is filed at the same time may become visible later.
    if (cursor) into.since = Math.max(into.since, Date.parse(cursor[0]) - OVERLAP)
    const began = clock()
    await add(to, into, await decidedTexts(pool, into.decidedAt, MOST_DECIDED))
    into.decidedAt = began - OVERLAP
  }
  const begin = async (to: Helper, { basis, places, load }: Awaited<ReturnType<typeof inForce>>) => {
    const now = clock()
    const fresh: Corpus = {
      ...{ basis, began: now, done: 0, of: 0, ready: false, decidedAt: 0 },
      ...{ since: now - HOURS * HOUR, senders: new Map() },
    }
    corpus = fresh
    fresh.of = Math.min(MOST_TEXTS, await countRecent(pool, now - HOURS * HOUR))
    await to.ask({ op: 'begin', files: await to.give(await load()), places })
    await follow(to, fresh)
    fresh.ready = true
  }
  /** The thread with all texts, or how far it is with them. */
  const withTexts = async (): Promise<Helper | Reading> => {
    const to = await running()
    const force = await inForce()
    if (corpus?.basis !== force.basis || clock() - corpus.began > STALE)
      void begin(to, force).catch((err: Error) => {
        log.warn({ err }, 'the texts for trying rules out cannot be read; trying again')
        corpus = null
      })
    else if (corpus.ready) await follow(to, corpus)
    const seen = corpus as Corpus | null
    if (seen?.ready) return to
    return { ready: false, done: seen?.done ?? 0, of: Math.max(seen?.of ?? 0, seen?.done ?? 0) }
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
    async effect(content, edits) {
      const to = await withTexts()
      if ('ready' in to) return to
      const examples = await listExamples(pool)
      const options = {
        since: clock() - HOURS * HOUR,
        auto: county().directory.settings.open === 'auto',
      }
      const files = await to.give(content)
      const tried = await to.ask<Tried>({ op: 'effect', files, edits, examples, options })
      return { ...tried, ready: true, examples: examples.length }
    },
    async suggest() {
      const to = await withTexts()
      if ('ready' in to) return to
      const names = await namesOfPeople(pool)
      return { ready: true, items: await to.ask<Suggestion[]>({ op: 'suggest', names }) }
    },
    async usable(content) {
      const to = await running()
      return to.ask<Mistake[]>({ op: 'usable', files: await to.give(rulesOnly(content)) })
    },
    async check(content) {
      const to = await running()
      const [files, examples] = [await to.give(content), await listExamples(pool)]
      const checked = await to.ask<CheckedSet>({ op: 'check', files, offices: OFFICE_KINDS, examples })
      return {
        ...checked,
        examples: examples.length,
        mistakes: [...wordingMistakes(content), ...checked.mistakes],
      }
    },
    close: stop,
  }
}
