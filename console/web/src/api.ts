import { t } from './language.ts'

/** A request that the server refused; the message is meant for the user. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const signedOut = new Set<() => void>()
/** Calls back when the session has ended; returns what ends that. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener)
  return () => signedOut.delete(listener)
}

interface Refused {
  error?: { code?: string; message?: string }
}

/** There was no answer, or not all of one. */
function offline(): never {
  throw new ApiError(
    0,
    'offline',
    t('连接不上服务器，请检查网络', 'The server cannot be reached; check the network'),
  )
}

async function request<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, init).catch(offline)
  if (response.ok) return response.json().catch(offline) as Promise<T>
  // What stands between here and the server may refuse in words of its own.
  const body = (await response.json().catch(() => null)) as Refused | null
  const {
    code = 'failed',
    message = t('服务器出了问题，请稍后再试', 'Something went wrong on the server; try again later'),
  } = body?.error ?? {}
  if (code === 'signed-out') signedOut.forEach((listener) => listener())
  throw new ApiError(response.status, code, message)
}

export const get = <T>(path: string, signal?: AbortSignal) => request<T>(path, signal ? { signal } : {})

export const post = <T = { done: true }>(path: string, body: object = {}, signal?: AbortSignal) =>
  request<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'xunqun' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  })

/** Sends a file as it is. */
export const send = <T>(path: string, file: Blob, type: string) =>
  request<T>(path, {
    method: 'POST',
    headers: { 'content-type': type, 'x-requested-with': 'xunqun' },
    body: file,
  })

export const remove = (path: string) =>
  request<{ done: true }>(path, { method: 'DELETE', headers: { 'x-requested-with': 'xunqun' } })

/** Sends a file as it is; what it is the server sees from its first bytes. */
export const upload = <T = { done: true }>(path: string, file: Blob) =>
  request<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-requested-with': 'xunqun' },
    body: file,
  })

/** A path with its parts encoded, and a query without what is empty. */
export function pathOf(
  parts: string[],
  query: Record<string, string | number | boolean | undefined | null> = {},
) {
  const given = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  const search = new URLSearchParams(
    given.map(([key, value]): [string, string] => [key, String(value)]),
  ).toString()
  return `/api/${parts.map(encodeURIComponent).join('/')}${search && `?${search}`}`
}
