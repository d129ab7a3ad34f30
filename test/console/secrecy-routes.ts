import type { InjectOptions } from 'fastify'
import { COMPLAINTS, codeOf, ORDINARY, PHONE } from './secrecy-world.ts'

/*
 * All that can be asked of the console by somebody who looks for a complaint. The paths are those by which the console
 * names its routes; one that is missing here fails the test.
 */

/** What the asker types besides: rows of the outbox that are about a complaint, or such as never were. */
export interface Typed {
  outbox: string[]
}

const complaints = Object.values(COMPLAINTS).map(({ heard }) => heard)
const codes = complaints.map(codeOf)
const wide = (text: string) => [...text].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
const writings = (code: string) => [code, code.toLowerCase(), wide(code), ` ${code} `]
const q = encodeURIComponent

const words = [
  ...['红包', '村主任', '方大炮', '方明', '蒋正', '当官的', '干部屋', '约谈', '路灯', '%', '安大姐', 'wx-an'],
  ...[PHONE, PHONE.slice(0, 5), complaints[0]!.text, 'no such word'],
]
const filters = [
  ...['unfinished', 'open', 'assigned', 'accepted', 'resolved', 'closed'].map((status) => `status=${status}`),
  ...['jw-liuxi', 'jw-qingjiang', 'jj-qiaotou', 'cw-qiaotou'].map((id) => `office=${id}`),
  ...['conduct', 'street-lighting', 'other'].map((id) => `category=${id}`),
  ...['overdue=true', 'supervised=true', 'overdue=true&supervised=true&status=unfinished'],
  ...['category=conduct&status=unfinished&office=jw-liuxi', 'category=street-lighting&limit=1'],
]
const searches = [...words, ...codes, ...writings(codes[0]!)].map((text) => `search=${q(text)}`)
const mixed = ['status=unfinished', 'office=jw-liuxi', 'category=conduct'].map(
  (f) => `${f}&search=${q('红包')}`,
)

/** GET: the addresses that are asked, each through all of its pages; null: not asked here, and why. */
export const LOOKS: Record<string, string[] | null> = {
  '/healthz': ['/healthz'],
  '/': ['/'],
  '/api/me': ['/api/me'],
  '/api/cases': ['', 'limit=1', ...filters, ...searches, ...mixed].map((query) => `/api/cases?${query}`),
  '/api/cases/:code': [...codes, ...writings(codes[0]!), ...ORDINARY.map(codeOf)].map(
    (code) => `/api/cases/${q(code)}`,
  ),
  '/api/flags': ['/api/flags', '/api/flags?limit=1'],
  '/api/system': ['/api/system'],
  '/api/areas': ['/api/areas'],
  '/api/staff': ['/api/staff'],
  '/api/audit': ['/api/audit', '/api/audit?limit=1'],
  '/intake/v1/cases/:id': [...codes, 'h-1'].map((id) => `/intake/v1/cases/${id}`),
  // What it tells is told by time; see test/console/events.test.ts.
  '/api/events': null,
}

type Tries = (typed: Typed) => { url: string; payload?: object }[]
/** One of each kind is tried: of a resident, of another system, a flag, a marked case, one that nobody clean can have. */
const { post, hotline, flag, marked, top } = COMPLAINTS
const tried = [post, hotline, flag, marked, top].map(({ heard }) => heard)
const onCodes =
  (what: string, ...bodies: object[]): Tries =>
  () =>
    tried
      .map(codeOf)
      .flatMap((code) => bodies.map((payload) => ({ url: `/api/cases/${code}/${what}`, payload })))
const onFlags =
  (what: string, ...bodies: object[]): Tries =>
  () =>
    [flag, marked].flatMap(({ heard: { account, id } }) =>
      bodies.map((payload) => ({ url: `/api/flags/${account}/${id}/${what}`, payload })),
    )
const flagged = ORDINARY.find(({ text }) => text === '可能停水了')!
const verbs = ['accept', 'resolve', 'return', 'transfer', 'extend', 'supervise', 'satisfied', 'dissatisfied']

/** POST: what is tried with what the asker must not know; null: not tried here, and why. */
export const TRIES: Record<string, Tries | null> = {
  '/api/login': () => [{ url: '/api/login', payload: { login: codes[0]!, password: codes[0]! } }],
  // It would end the session that goes on asking.
  '/api/logout': null,
  '/api/flags/:account/:message/open': onFlags('open', {}, { category: 'water' }, { category: 'conduct' }),
  '/api/flags/:account/:message/dismiss': onFlags('dismiss', {}),
  '/api/flags/:account/:message/merge': (typed) => [
    ...onFlags('merge', { into: codeOf(ORDINARY[0]!) })(typed),
    // Something harmless is put to what he wants to know of.
    ...tried.map((heard) => ({
      url: `/api/flags/bot/${flagged.id}/merge`,
      payload: { into: codeOf(heard) },
    })),
  ],
  '/api/outbox/:ref/settle': ({ outbox }) =>
    outbox.flatMap((ref) =>
      ['sent', 'again', 'drop'].map((how) => ({ url: `/api/outbox/${ref}/settle`, payload: { how } })),
    ),
  '/api/cases/:code/act': onCodes('act', ...verbs.map((verb) => ({ verb, text: '3 天，县纪委监委' })), {
    verb: 'resolve',
  }),
  '/api/cases/:code/split': onCodes('split', { account: 'bot', message: post.heard.id }),
  '/api/cases/:code/confidential': onCodes('confidential', {}, { about: ['fang'] }),
  '/api/cases/:code/reveal': onCodes('reveal', {}),
  // What is filed gets a code by chance, so only what is refused can be compared.
  '/api/intake': () => [{ url: '/api/intake', payload: { channel: 'desk', text: '红包', area: codes[0]! } }],
  // Another system has filed something under the same id before.
  '/intake/v1/cases': () => [{ url: '/intake/v1/cases', payload: { id: 'h-1', text: '村支书收红包' } }],
}

export const request = (method: 'GET' | 'POST', url: string, payload?: object): InjectOptions => ({
  ...{ method, url },
  ...(payload && { payload }),
})
