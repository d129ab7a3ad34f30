import { pino, type Logger } from 'pino'

/**
 * The process's log: JSON lines on standard error, since standard output belongs to what commands print.
 * Of errors only what says where and why is kept: PostgreSQL's `detail` would repeat what people wrote.
 */
export function createLog(name: string, level: string): Logger {
  const err = (error: Error & { code?: unknown }) => ({
    type: error.name,
    message: error.message,
    code: error.code,
    stack: level === 'debug' || level === 'trace' ? error.stack : undefined,
  })
  return pino({ name, level, serializers: { err } }, pino.destination({ fd: 2, sync: true }))
}
