import { fileURLToPath } from 'node:url'
import type { Removed, World } from '../cases/world.ts'
import { readConfig } from '../config/config.ts'
import { openPool } from '../store/db.ts'
import { loadCategories } from '../store/keywords.ts'
import { checkSchema, migrate } from '../store/migrate.ts'
import { loadWorld, saveWorld, type Missing } from '../store/world.ts'
import { connectionError, POSTGRES } from '../config/connection.ts'
import { runCommand, UserError } from '../config/fail.ts'
import { openDatabase } from './database.ts'
import { readInput, worldOf } from './world-input.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))
const say = (line: string) => void process.stderr.write(`${line}\n`)

/** `npm run import-world -- FILE`: loads a world file into DATABASE_URL, or into the embedded database of DATA_DIR. */
await runCommand(async () => {
  const [file, ...more] = process.argv.slice(2)
  if (!file || more.length) throw new UserError('Usage: npm run import-world -- FILE', 2)
  const config = readConfig(process.env)
  const text = await readInput(file)
  const categories = loadCategories(config.keywordsDir)
  const database = await openDatabase(config, say)
  const pool = openPool(database.url, () => undefined, 2)
  try {
    await (database.ours ? migrate(pool, MIGRATIONS) : checkSchema(pool, MIGRATIONS))
    const known = (await loadWorld(pool))?.world ?? null
    const { world, removed } = worldOf(text, file, categories, known)
    const { missing } = await saveWorld(pool, world, removed)
    tellResult(file, world, removed, missing)
  } catch (error) {
    throw connectionError(error, POSTGRES, database.url)
  } finally {
    await pool.end()
    await database.stop()
  }
})

function tellResult(file: string, world: World, removed: Removed, missing: Missing[]): void {
  const { areas, offices, staff, groups, members, dispatch, deadlines, answers } = world
  say(
    `loaded ${file}: ${areas.length} areas, ${offices.length} offices, ${staff.length} staff, ` +
      `${groups.length} groups, ${members.length} members, ${dispatch.length} dispatched, ` +
      `${deadlines.length} deadlines, ${answers.length} answers`,
  )
  for (const { category, area } of removed.dispatch) say(`removed: dispatch ${category} ${area}`)
  for (const { category, area } of removed.deadlines)
    say(`removed: deadline ${[category, area].filter((part) => part !== null).join(' ')}`)
  for (const { id } of removed.answers) say(`removed: answer ${id}`)
  for (const { kind, id } of missing) say(`not in the file, left as it is: ${kind} ${id}`)
}
