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

async function request<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, init).catch(() => {
    throw new ApiError(0, 'offline', '连接不上服务器，请检查网络')
  })
  const body = await response.json().catch(() => null)
  if (response.ok) return body as T
  const { code = 'failed', message = '服务器出了问题，请稍后再试' } = body?.error ?? {}
  if (code === 'signed-out') signedOut.forEach((listener) => listener())
  throw new ApiError(response.status, code, message)
}

export const get = <T>(path: string, signal?: AbortSignal) => request<T>(path, signal ? { signal } : {})

export const post = <T = { done: true }>(path: string, body: object = {}) =>
  request<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'xunqun' },
    body: JSON.stringify(body),
  })

/** A path with its parts encoded, and a query without what is empty. */
export function pathOf(
  parts: string[],
  query: Record<string, string | number | boolean | undefined | null> = {},
) {
  const given = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return `/api/${parts.map(encodeURIComponent).join('/')}${search && `?${search}`}`
}
