import { runIfStarted, UserError, type Command } from '../config/fail.ts'
import { verifyHistory, type Verification } from '../store/history.ts'
import { onDatabase } from './database.ts'

/** `npm run -s verify-history`: whether the history of all cases is as it was sealed; prints the chain's head. */
export const verify: Command = async (args, env, say) => {
  if (args.length) throw new UserError('Usage: npm run -s verify-history', 2)
  const { broken, ...found } = await onDatabase(env, say, verifyHistory)
  if (broken) throw new UserError(tell(broken))
  return `${JSON.stringify(found)}\n`
}

function tell({ day, reason }: NonNullable<Verification['broken']>): string {
  return (
    `The history was tampered with or damaged${day ? `, on ${day}` : ''}: ${reason}. ` +
    'Keep the database as it is, and compare it with the last backup in which verify-history finds nothing'
  )
}

await runIfStarted(import.meta.filename, verify)
