import type { Logger } from 'pino'
import type { County } from '../cases/county.ts'
import { createDirectory } from '../cases/directory.ts'
import { localWords } from '../cases/local-words.ts'
import { createPlaceFinder } from '../cases/place.ts'
import { withOwnTexts } from '../cases/wording.ts'
import type { Queryable } from './db.ts'
import { fingerprint, watchFolder } from './folder.ts'
import { activeStamp, loadActive } from './rules-active.ts'
import { createSources } from './rules-running.ts'
import { loadOwnTexts } from './wording.ts'
import { loadWorld, worldVersion } from './world.ts'
import { DEFAULT_SETTINGS, type World } from '../cases/world.ts'

/** The county that decisions are made with; `current` is swapped as a whole when the world or the keywords change. */
export interface CountyKeeper {
  current(): County
  /** the folder whose rules run while no version from the database does */
  readonly keywordsDir: string
  /**
   * Loads the world again if it was imported anew since, and the rules if other versions were activated; whoever calls it
   * from time to time misses neither.
   */
  refresh(): Promise<void>
  /**
   * From now on takes over what changes in the keywords folder; `every` are the ms between two looks. What cannot be
   * used is logged, and what was in use before stays. Returns what ends it.
   */
  watch(every?: number): () => void
}

const NO_WORLD: World = {
  areas: [],
  offices: [],
  staff: [],
  groups: [],
  members: [],
  dispatch: [],
  deadlines: [],
  answers: [],
  settings: DEFAULT_SETTINGS,
}

/**
 * Reads rules and wordings from `keywordsDir` and the world from the database; without a world every group is unknown.
 * @throws RuleError or WordingError with file, line and reason
 */
export async function openCounty(
  q: Queryable,
  keywordsDir: string,
  secret: string,
  log: Pick<Logger, 'info' | 'error'>,
): Promise<CountyKeeper> {
  const readWorld = async () => {
    const { world, version } = (await loadWorld(q)) ?? { world: NO_WORLD, version: 0 }
    return { version, directory: createDirectory(world), ownTexts: await loadOwnTexts(q) }
  }
  const sources = createSources(keywordsDir)
  const readActive = async () => {
    const stamp = await activeStamp(q)
    const active = await loadActive(q)
    await sources.fetch(q, active)
    return { stamp, active }
  }
  const readKeywords = () => {
    const running = sources.compile(active, localWords(directory))
    return { ...running, wording: withOwnTexts(running.wording, ownTexts) }
  }
  const build = (): County => ({
    ...{ directory, findPlace: createPlaceFinder(directory), secret },
    ...{ ...keywords, categories: keywords.rules.categories },
  })

  let { version, directory, ownTexts } = await readWorld()
  let { stamp, active } = await readActive()
  const since = fingerprint(keywordsDir)
  let keywords = readKeywords()
  let county = build()

  let complaint: string | null = null
  const rebuild = () => {
    try {
      keywords = readKeywords()
      complaint = null
      log.info('the rules and wordings were loaded anew')
    } catch (error) {
      const { message } = error as Error
      if (message !== complaint)
        log.error(
          { err: error },
          'the keywords cannot be used; those before stay in use until this is mended',
        )
      complaint = message
    }
    county = build()
  }
  const folderChanged = () => {
    if (active.everywhere === null) return rebuild()
    log.info(
      { version: active.everywhere },
      'the keywords folder has changed; a version from the database runs, so import the folder to use it',
    )
  }
  return {
    current: () => county,
    keywordsDir,
    async refresh() {
      const isKnown = (await worldVersion(q)) === version && (await activeStamp(q)) === stamp
      if (isKnown) return
      ;({ version, directory, ownTexts } = await readWorld())
      ;({ stamp, active } = await readActive())
      rebuild()
    },
    watch: (every) => watchFolder(keywordsDir, since, folderChanged, every),
  }
}
