import { parseArgs } from 'node:util'
import { runIfStarted, UserError, type Command } from '../config/fail.ts'
import { issueKey, revokeKey } from '../store/keys.ts'
import { onDatabase } from './database.ts'

const USAGE = 'Usage: npm run -s add-key -- NAME, or --revoke NAME'

/** `npm run -s add-key`: gives another system the key with which it files cases, and prints it once; or takes it away. */
export const addKey: Command = async (args, env, say) => {
  const { name, revoke } = readKey(args)
  const answer = await onDatabase(env, say, async (pool) => {
    if (!revoke) return { name, key: await issueKey(pool, name, Date.now()) }
    if (await revokeKey(pool, name, Date.now())) return { name, revoked: true }
    throw new UserError(`"${name}" has no key: check the name`)
  })
  return `${JSON.stringify(answer)}\n`
}

function readKey(args: string[]): { name: string; revoke: boolean } {
  const { positionals, values } = parse(args)
  const [name, ...more] = values.revoke === undefined ? positionals : [values.revoke, ...positionals]
  if (!name || more.length) throw new UserError(USAGE, 2)
  if (!/^[\w.-]{1,100}$/.test(name))
    throw new UserError(`The name "${name}" may hold letters, digits and _ . - only`, 2)
  return { name, revoke: values.revoke !== undefined }
}

function parse(args: string[]) {
  const options = { revoke: { type: 'string' } } as const
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UserError(`${(error as Error).message.split('\n')[0]}. ${USAGE}`, 2)
  }
}

await runIfStarted(import.meta.filename, addKey)
