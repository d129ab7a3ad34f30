import type { Logger } from 'pino'
import type { County } from '../cases/county.ts'
import { createDirectory } from '../cases/directory.ts'
import { localWords } from '../cases/local-words.ts'
import { createPlaceFinder } from '../cases/place.ts'
import type { Queryable } from './db.ts'
import { fingerprint, watchFolder } from './folder.ts'
import { loadRules, loadWording } from './keywords.ts'
import { loadWorld, worldVersion } from './world.ts'
import { DEFAULT_SETTINGS, type World } from '../cases/world.ts'

/** The county that decisions are made with; `current` is swapped as a whole when the world or the keywords change. */
export interface CountyKeeper {
  current(): County
  /** loads the world again if it was imported anew since; whoever calls it from time to time misses no import */
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
    return { version, directory: createDirectory(world) }
  }
  const readKeywords = () => ({
    rules: loadRules(keywordsDir, localWords(directory)),
    wording: loadWording(keywordsDir),
  })
  const build = (): County => ({
    ...{ directory, findPlace: createPlaceFinder(directory), secret },
    ...{ ...keywords, categories: keywords.rules.categories },
  })

  let { version, directory } = await readWorld()
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
  return {
    current: () => county,
    async refresh() {
      if ((await worldVersion(q)) === version) return
      ;({ version, directory } = await readWorld())
      rebuild()
    },
    watch: (every) => watchFolder(keywordsDir, since, rebuild, every),
  }
}
