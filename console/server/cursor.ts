import { Refusal } from './errors.ts'

/** A place in a list as an opaque word: the keys of the last row shown. */
export const toCursor = (keys: (string | number)[]) => Buffer.from(JSON.stringify(keys)).toString('base64url')

/** Reads a cursor of one time in ms and `texts` further keys. @throws Refusal 400 */
export function fromCursor(cursor: string, texts: number): [number, ...string[]] {
  const bad = new Refusal(400, 'bad-request', '列表的位置无效，请刷新')
  let keys: unknown
  try {
    keys = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    throw bad
  }
  if (!Array.isArray(keys) || keys.length !== texts + 1) throw bad
  const [at, ...rest] = keys
  const fits = Number.isSafeInteger(at) && Math.abs(at) < 8.64e15
  if (!fits || !rest.every((k) => typeof k === 'string' && !k.includes('\0'))) throw bad
  return [at, ...rest]
}

/** Cuts a list that was asked for with one row more than `limit`. */
export function toPage<T>(rows: T[], limit: number, keys: (row: T) => (string | number)[]) {
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next: last ? toCursor(keys(last)) : null }
}
