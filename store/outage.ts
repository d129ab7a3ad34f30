/** SQLSTATE classes that blame the server or the connection, not the statement: worth another try later. */
const PASSING = /^(08|53|57P|55P03|40001|40P01|25006)/
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
])
const WORDS =
  /connection (terminated|ended|closed)|timeout exceeded when trying to connect|not queryable|Client was closed/i

/** Whether an error says that PostgreSQL cannot be reached or is not itself just now. */
export function isOutage(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (typeof code === 'string' && (NETWORK.has(code) || PASSING.test(code))) return true
  return typeof message === 'string' && WORDS.test(message)
}
