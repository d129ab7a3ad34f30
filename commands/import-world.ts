import type { Removed, World } from '../cases/world.ts'
import { readConfig } from '../config/config.ts'
import { loadCategories } from '../store/keywords.ts'
import { loadWorld, saveWorld, type Missing } from '../store/world.ts'
import { runIfStarted, UserError, type Command } from '../config/fail.ts'
import { onDatabase } from './database.ts'
import { readInput, worldOf } from './world-input.ts'

/** `npm run import-world -- FILE`: loads a world file into DATABASE_URL, or into the embedded database of DATA_DIR. */
export const importWorld: Command = async (args, env, say) => {
  const [file, ...more] = args
  if (!file || more.length) throw new UserError('Usage: npm run import-world -- FILE', 2)
  const text = await readInput(file)
  const categories = loadCategories(readConfig(env).keywordsDir)
  await onDatabase(env, say, async (pool) => {
    const known = (await loadWorld(pool))?.world ?? null
    const { world, removed } = worldOf(text, file, categories, known)
    const { missing } = await saveWorld(pool, world, removed)
    for (const line of result(file, world, removed, missing)) say(line)
  })
  return ''
}

function result(file: string, world: World, removed: Removed, missing: Missing[]): string[] {
  const { areas, offices, staff, groups, members, dispatch, deadlines, answers } = world
  return [
    `loaded ${file}: ${areas.length} areas, ${offices.length} offices, ${staff.length} staff, ` +
      `${groups.length} groups, ${members.length} members, ${dispatch.length} dispatched, ` +
      `${deadlines.length} deadlines, ${answers.length} answers`,
    ...removed.dispatch.map(({ category, area }) => `removed: dispatch ${category} ${area}`),
    ...removed.deadlines.map(
      ({ category, area }) =>
        `removed: deadline ${[category, area].filter((part) => part !== null).join(' ')}`,
    ),
    ...removed.answers.map(({ id }) => `removed: answer ${id}`),
    ...missing.map(({ kind, id }) => `not in the file, left as it is: ${kind} ${id}`),
  ]
}

await runIfStarted(import.meta.filename, importWorld)
