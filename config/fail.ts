import { realpathSync } from 'node:fs'

/** A mistake that whoever runs a command can mend: its message is shown as it is, one line without a stack. */
export class UserError extends Error {
  /** 2: the arguments or an input file are wrong; 1: anything else */
  readonly exitCode: number

  constructor(message: string, exitCode: 1 | 2 = 1, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = exitCode
  }
}

/**
 * Runs a command or process to its exit status (none: 0, once nothing is left to do). What it throws ends the
 * process at once: an error of any class that carries an `exitCode` with its message, any other one with a line
 * that tells how to see more.
 */
export async function runCommand(main: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    const { line, status } = report(error, process.env.LOG_LEVEL)
    process.stderr.write(`${line}\n`)
    process.exit(status)
  }
}

/** What a command does with its arguments: the text that it prints; `say` tells a line beside that, on standard error. */
export type Command = (args: string[], env: NodeJS.ProcessEnv, say: (line: string) => void) => Promise<string>

/** Whether node was started with this file (`import.meta.filename`), and it is not only imported. */
export const isStarted = (file: string): boolean =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === file

/** Runs the command of a file where node was started with that file. */
export async function runIfStarted(file: string, command: Command): Promise<void> {
  if (!isStarted(file)) return
  const say = (line: string) => void process.stderr.write(`${line}\n`)
  await runCommand(async () => {
    process.stdout.write(await command(process.argv.slice(2), process.env, say))
  })
}

/** What to print for an error, and the exit status that goes with it. */
export function report(error: unknown, logLevel: string | undefined): { line: string; status: number } {
  const detailed = logLevel === 'debug' || logLevel === 'trace'
  const stack = detailed && error instanceof Error ? `\n${error.stack}` : ''
  const status = statusOf(error)
  if (status !== null) return { line: messageOf(error) + stack, status }
  const [first] = messageOf(error).split('\n')
  const hint = detailed ? '' : ' (LOG_LEVEL=debug shows where)'
  return { line: `Xunqun failed: ${first}${hint}${stack}`, status: 1 }
}

function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('exitCode' in error)) return null
  return typeof error.exitCode === 'number' ? error.exitCode : null
}

function messageOf(error: unknown): string {
  // Node gathers the failures of several addresses of one name in an error that has no message of its own.
  if (error instanceof AggregateError && !error.message) return error.errors.map(messageOf).join('; ')
  return error instanceof Error ? error.message || error.name : String(error)
}
