import { randomUUID } from 'node:crypto'
import type { Installation } from './secrecy-bench.ts'
import { maskNumbers } from '../../cases/mask.ts'
import { LOOKS, request, TRIES } from './secrecy-routes.ts'
import { COMPLAINTS } from './secrecy-world.ts'

/** What every GET route answers, page by page. */
export async function looks(it: Installation, login: string | null): Promise<unknown[]> {
  const all: unknown[] = []
  for (const { method, path } of it.routes)
    if (method === 'GET')
      for (const url of LOOKS[path] ?? []) {
        const read = await pages(it, login, url)
        if (!RECORDED.has(path)) noneIsRead(path, read)
        all.push(read)
      }
  return all
}

/** Where it is recorded who reads a complaint; see readings.test.ts. */
const RECORDED = new Set(['/api/cases/:code', '/api/system', '/api/outbox'])
const complaints = Object.values(COMPLAINTS).map(({ heard }) => JSON.stringify(maskNumbers(heard.text)))

function noneIsRead(path: string, answers: unknown[]) {
  const body = answers.flat().join('')
  const read = complaints.find((words) => body.includes(words))
  if (read) throw new Error(`${path} tells ${read}, and nobody learns who reads it`)
}

async function pages(it: Installation, login: string | null, url: string): Promise<unknown[]> {
  const all: unknown[] = []
  for (let next: string | null = url; next !== null;) {
    const { status, body, headers } = await it.ask(login, request('GET', next))
    if (status === 500) throw new Error(`${url} failed for ${login}`)
    all.push([next, status, headers, withoutRefs(body)])
    const cursor: string | null = body.startsWith('{') ? (JSON.parse(body).next ?? null) : null
    next = cursor === null ? null : `${url}${url.includes('?') ? '&' : '?'}after=${cursor}`
  }
  return all
}

/** By what the rows of the outbox are named is looked at in a test of its own. */
const withoutRefs = (body: string) => body.replace(/"ref":"[0-9a-f-]{36}"/g, '"ref":""')

/** What every POST route answers to what the asker must not know. */
export async function tries(it: Installation, login: string | null): Promise<unknown[]> {
  const typed = { outbox: await secretRows(it) }
  const all: unknown[] = []
  for (const { method, path } of it.routes)
    if (method === 'POST')
      for (const { url, payload } of TRIES[path]?.(typed) ?? []) {
        const { status, body, headers } = await it.ask(login, request('POST', url, payload))
        if (status === 500) throw new Error(`${url} failed for ${login}`)
        all.push([url.replace(/outbox\/[0-9a-f-]{36}/, 'outbox/n'), payload, status, body, headers])
      }
  return all
}

/** Replies about complaints; where there are none, as many that never were. */
async function secretRows({ pool }: Installation): Promise<string[]> {
  const { rows } = await pool.query<{ ref: string }>(
    `select x.ref from outbox x join cases c on c.id = x.case_id where c.confidential order by x.id limit 3`,
  )
  return Array.from({ length: 3 }, (_, i) => rows[i]?.ref ?? randomUUID())
}

export async function casesOf({ pool }: Installation) {
  const { rows } = await pool.query(
    `select code, version, office, about, status from cases where confidential order by code`,
  )
  return rows
}
