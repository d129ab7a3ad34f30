import { fileURLToPath } from 'node:url'
import type { World } from '../cases/world.ts'
import { readConfig } from '../config/config.ts'
import { openPool } from '../store/db.ts'
import { loadRules } from '../store/keywords.ts'
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
  const categories = new Set(loadRules(config.keywordsDir).categories.keys())
  const database = await openDatabase(config, say)
  const pool = openPool(database.url, () => undefined, 2)
  try {
    await (database.ours ? migrate(pool, MIGRATIONS) : checkSchema(pool, MIGRATIONS))
    const known = (await loadWorld(pool))?.world ?? null
    const world = worldOf(text, file, categories, known)
    const { missing } = await saveWorld(pool, world)
    tellResult(file, world, missing)
  } catch (error) {
    throw connectionError(error, POSTGRES, database.url)
  } finally {
    await pool.end()
    await database.stop()
  }
})

function tellResult(file: string, world: World, missing: Missing[]): void {
  const { areas, offices, staff, groups, members } = world
  say(
    `loaded ${file}: ${areas.length} areas, ${offices.length} offices, ${staff.length} staff, ` +
      `${groups.length} groups, ${members.length} members`,
  )
  for (const { kind, id } of missing) say(`not in the file, left as it is: ${kind} ${id}`)
}
