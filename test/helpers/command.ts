import { report, type Command } from '../../config/fail.ts'

/** What a command has printed, and its exit status. */
export interface Outcome {
  status: number
  out: string
  err: string
}

/** Calls a command in this process as its file would in one of its own, which takes much longer. */
export async function call(command: Command, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  let err = ''
  try {
    const out = await command(args, env, (line) => (err += `${line}\n`))
    return { status: 0, out, err }
  } catch (error) {
    const { line, status } = report(error, env.LOG_LEVEL)
    return { status, out: '', err: `${err}${line}\n` }
  }
}
