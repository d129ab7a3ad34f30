import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { County } from '../cases/county.ts'
import { createDirectory } from '../cases/directory.ts'
import { createPlaceFinder } from '../cases/place.ts'
import { readWording } from '../cases/wording.ts'
import type { Queryable } from './db.ts'
import { loadRules } from './keywords.ts'
import { loadWorld, worldVersion } from './world.ts'
import { DEFAULT_SETTINGS, type World } from '../cases/world.ts'

/** The county that decisions are made with; `current` is swapped as a whole when the world was imported anew. */
export interface CountyKeeper {
  current(): County
  /** loads the world again; the old one stays in use when that fails */
  reload(): Promise<void>
  /** loads the world again if it was imported anew since; whoever calls it from time to time misses no import */
  refresh(): Promise<void>
}

const NO_WORLD: World = {
  areas: [],
  offices: [],
  staff: [],
  groups: [],
  members: [],
  settings: DEFAULT_SETTINGS,
}

/**
 * Reads rules and wordings from `keywordsDir` and the world from the database; without a world every group is unknown.
 * @throws RuleError or WordingError with file, line and reason
 */
export async function openCounty(q: Queryable, keywordsDir: string, secret: string): Promise<CountyKeeper> {
  const rules = loadRules(keywordsDir)
  const file = join(keywordsDir, 'replies.yaml')
  const wording = readWording(await readFile(file, 'utf8'), file)
  const build = async (): Promise<{ county: County; version: number }> => {
    const { world, version } = (await loadWorld(q)) ?? { world: NO_WORLD, version: 0 }
    const directory = createDirectory(world)
    const findPlace = createPlaceFinder(directory)
    return { version, county: { directory, categories: rules.categories, rules, findPlace, wording, secret } }
  }
  let built = await build()
  const reload = async () => void (built = await build())
  return {
    current: () => built.county,
    reload,
    async refresh() {
      if ((await worldVersion(q)) > built.version) await reload()
    },
  }
}
