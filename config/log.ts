import { pino, type DestinationStream, type Logger } from 'pino'

/**
 * The process's log: JSON lines on standard error, since standard output belongs to what commands print. Nothing that
 * people wrote and nothing about persons gets into it above `debug`; see `describeError`.
 */
export function createLog(
  name: string,
  level: string,
  out: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger {
  const traced = level === 'debug' || level === 'trace'
  const err = (error: unknown) => describeError(error, traced)
  return pino({ name, level, serializers: { err, error: err } }, out)
}

/** Of errors only this is kept: PostgreSQL's `detail`, `where`, … would repeat what people wrote. */
interface Described {
  type: string
  message: string
  code: unknown
  /** what PostgreSQL calls the table and the constraint, which tell more than its words */
  table: unknown
  constraint: unknown
  /** the places in the code, without the message that begins a stack */
  stack: string | undefined
}

export function describeError(error: unknown, traced: boolean): Described {
  const { name, message, code, table, constraint, stack } = (
    error instanceof Error ? error : { name: typeof error, message: String(error) }
  ) as Error & Record<'code' | 'table' | 'constraint', unknown>
  return {
    type: name,
    // What a person can mend is about files and settings, and says so in their own words.
    message: error instanceof Error && 'exitCode' in error ? message : wordless(message),
    ...{ code, table, constraint },
    stack: traced
      ? stack
          ?.split('\n')
          .filter((line) => /^\s+at /.test(line))
          .join('\n')
      : undefined,
  }
}

const LONGEST = 300
/** PostgreSQL and JSON.parse quote what they cannot read. */
const QUOTES_DATA = /invalid|out of range|too long|syntax|not valid JSON|Unexpected|malformed|escape/i
/** What people write here is in these letters, the code's own messages are not. */
const THEIR_WORDS =
  /[^\s"']*[\p{Script=Han}\p{Script=Hangul}\p{Script=Cyrillic}\p{Extended_Pictographic}][^\n"']*/gu
const LONG_NUMBER = /\d[\d -]{5,}\d[\dXx]?/g

/** The first line of a message without what may be of a person: quoted data, words of ours, long numbers. */
function wordless(message: string): string {
  const [line = ''] = message.split('\n', 1)
  const unquoted = QUOTES_DATA.test(line)
    ? line.replace(/".*"/g, '"…"').replace(/: (?!").*token.*/i, ': …')
    : line
  return unquoted.replace(THEIR_WORDS, '…').replace(LONG_NUMBER, '…').slice(0, LONGEST)
}
