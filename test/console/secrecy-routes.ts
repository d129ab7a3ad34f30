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
  ...['category=conduct&status=unfinished&office=jw-liuxi', 'category=street-lighting&limit=2'],
]
const orders = [
  ...['due', 'closed', 'urgency', 'code'].map((sort) => `sort=${sort}&limit=4`),
  ...['area=111', 'confidential=true', 'reopened=true', 'office=none', 'channel=hotline', 'from=2025-01-01'],
  ...['urgency=urgent', 'kind=question', 'outcome=done', 'group=g-qiaotou', 'dueTo=2027-01-01'],
]
const behind = ['new', 'open', 'overdue', 'closed', 'held', 'waiting', 'answered', 'all', 'reopened'].map(
  (figure) => `figure=${figure}`,
)
const searches = [...words, ...codes, ...writings(codes[0]!)].map((text) => `search=${q(text)}`)
const mixed = ['status=unfinished', 'office=jw-liuxi', 'category=conduct'].map(
  (f) => `${f}&search=${q('红包')}`,
)
const days = 'period=custom&from=2025-01-01&to=2026-12-31'
const figures = [
  ...[days, `${days}&area=111`, `${days}&office=jw-liuxi`, `${days}&category=conduct`],
  ...['area', 'office', 'category', 'week'].map((by) => `${days}&by=${by}`),
]

const NO_PICTURE = '00000000-0000-4000-8000-000000000000'

/** GET: the addresses that are asked, each through all of its pages; null: not asked here, and why. */
export const LOOKS: Record<string, string[] | null> = {
  '/healthz': ['/healthz'],
  '/': ['/'],
  '/api/me': ['/api/me'],
  '/api/cases': ['', 'limit=3', ...filters, ...orders, ...behind, ...searches, ...mixed].map(
    (query) => `/api/cases?${query}`,
  ),
  // By the same conditions as the list.
  '/api/cases/count': [
    '',
    ...filters.slice(0, 4),
    ...behind.slice(0, 3),
    ...searches.slice(0, 4),
    ...mixed,
  ].map((query) => `/api/cases/count?${query}`),
  // A workbook tells when it was made; see case-files.test.ts.
  '/api/cases.xlsx': null,
  '/api/cases/:code/pictures/:id': codes.map((code) => `/api/cases/${q(code)}/pictures/${NO_PICTURE}`),
  '/api/views': ['/api/views'],
  '/api/cases/:code': [...codes, ...writings(codes[0]!), ...ORDINARY.map(codeOf)].map(
    (code) => `/api/cases/${q(code)}`,
  ),
  '/api/figures': ['', ...figures].map((query) => `/api/figures?${query}`),
  '/api/figures/map': ['', ...figures.slice(0, 4)].map((query) => `/api/figures/map?${query}`),
  // The numbers of the above as a file, which holds the time at which it was made.
  '/api/figures.xlsx': null,
  '/api/flags': ['', 'limit=2', 'area=11', 'area=111'].map((query) => `/api/flags?${query}`),
  '/api/flags/:account/:message/plan': [...complaints, ...ORDINARY].flatMap(({ account, id }) =>
    ['', 'category=conduct&confidential=true&area=112'].map(
      (query) => `/api/flags/${account}/${id}/plan?${query}`,
    ),
  ),
  // Around what is ordinary stands something else in place of a complaint; see visibility.test.ts.
  '/api/flags/:account/:message/around': complaints.map(
    ({ account, id }) => `/api/flags/${account}/${id}/around`,
  ),
  '/api/review': ['/api/review', '/api/review?area=11', '/api/review?area=111'],
  '/api/review/count': ['/api/review/count'],
  // What is said instead of a complaint is counted; see visibility.test.ts.
  '/api/review/missed': null,
  '/readyz': ['/readyz'],
  // Without its token it is not there.
  '/metrics': ['/metrics'],
  '/api/system': ['/api/system'],
  '/api/groups': ['', 'limit=2', 'show=silent', 'show=waiting', 'account=bot', `search=${q('桥')}`].map(
    (query) => `/api/groups?${query}`,
  ),
  '/api/outbox': ['', 'limit=3', 'byHand=true', 'group=g-qiaotou'].map((query) => `/api/outbox?${query}`),
  '/api/areas': ['/api/areas'],
  '/api/staff': ['/api/staff'],
  '/api/county/tree': ['', '?under=11', `?under=${codes[0]}`].map((query) => `/api/county/tree${query}`),
  '/api/county/areas/:code': ['11', '111', codes[0]].map((code) => `/api/county/areas/${code}`),
  '/api/county/search': searches.slice(0, 4).map((query) => `/api/county/search?${query}`),
  '/api/county/offices': ['/api/county/offices'],
  '/api/county/dispatch': ['', '?area=111'].map((query) => `/api/county/dispatch${query}`),
  '/api/county/arranged': ['/api/county/arranged'],
  '/api/county/answers': ['/api/county/answers'],
  '/api/county/settings': ['/api/county/settings'],
  '/api/county/year': ['/api/county/year?year=2026'],
  '/api/county/wording': ['/api/county/wording'],
  // A workbook tells when it was made.
  '/api/county/file': ['form=yaml', 'form=yaml&members=true'].map((query) => `/api/county/file?${query}`),
  '/api/audit': [
    '',
    'limit=20',
    'action=act',
    'action=read',
    'who=jiang',
    'from=0',
    ...codes.map((c) => `code=${c}`),
  ].map((query) => `/api/audit?${query}`),
  // Of sessions it tells when they were used.
  '/api/me/security': null,
  '/api/users': ['/api/users?limit=3', '/api/users?search=jiang'],
  '/api/users/:login/sessions': [`/api/users/${codes[0]!}/sessions`],
  '/api/pictures/:account/:message': complaints.map(({ id }) => `/api/pictures/bot/${q(id)}`),
  '/intake/v1/cases/:id': [...codes, 'h-1'].map((id) => `/intake/v1/cases/${id}`),
  // For admins alone, and the same for each of them; what they find of complaints: see rules-api.test.ts.
  '/api/rules': ['/api/rules'],
  '/api/rules/versions/:number': ['/api/rules/versions/1'],
  '/api/rules/diff': ['/api/rules/diff?from=folder&to=1'],
  '/api/rules/shadow/:number': ['/api/rules/shadow/1'],
  '/api/rules/examples': ['/api/rules/examples'],
  // How far it is with reading depends on time.
  '/api/rules/suggestions': null,
  '/api/rules/versions/:number/export': ['/api/rules/versions/1/export'],
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
  '/api/login/code': () => [{ url: '/api/login/code', payload: { code: codes[0]! } }],
  // What somebody does with his own account touches no case, and makes secrets by chance.
  '/api/me/password': null,
  '/api/me/totp/begin': null,
  '/api/me/totp/confirm': null,
  '/api/me/totp/end': null,
  '/api/me/totp/recovery': null,
  '/api/me/sessions/end': null,
  // A login like a code must not tell by its row in the audit whether there is such a case.
  '/api/users': () => [{ url: '/api/users', payload: { login: codes[0]!, staff: 'nobody' } }],
  '/api/users/:login/password': () => [{ url: `/api/users/${codes[0]!}/password` }],
  '/api/users/:login/act': () =>
    ['unlock', 'disable'].map((what) => ({ url: `/api/users/${codes[0]!}/act`, payload: { what } })),
  '/api/users/:login/sessions/end': () => [{ url: `/api/users/${codes[0]!}/sessions/end`, payload: {} }],
  '/api/flags/:account/:message/open': onFlags('open', {}, { category: 'water' }, { category: 'conduct' }),
  '/api/flags/:account/:message/dismiss': onFlags('dismiss', { reason: 'joke' }),
  '/api/flags/:account/:message/undo': onFlags('undo', {}),
  // What was said around comes with it, and in place of a complaint something else; see visibility.test.ts.
  '/api/review/take': null,
  '/api/review/back': () => [
    {
      url: '/api/review/back',
      payload: { hand: tried.map(({ account, id }) => ({ account, message: id })) },
    },
  ],
  '/api/flags/:account/:message/merge': (typed) => [
    ...onFlags('merge', { into: codeOf(ORDINARY[0]!) })(typed),
    // Something harmless is put to what he wants to know of.
    ...tried.map((heard) => ({
      url: `/api/flags/bot/${flagged.id}/merge`,
      payload: { into: codeOf(heard) },
    })),
  ],
  // Nothing in them is about a case, and only admins get in.
  '/api/hushed': null,
  '/api/hushed/end': null,
  '/api/groups/:id/read': null,
  '/api/groups/:id/paste': null,
  // They change what rules everybody has; none of them is about a case.
  '/api/rules/drafts': null,
  '/api/rules/drafts/:number': null,
  '/api/rules/drafts/:number/edit': null,
  '/api/rules/drafts/:number/check': null,
  '/api/rules/versions/:number/activate': null,
  '/api/rules/end': null,
  '/api/rules/back': null,
  '/api/rules/import': null,
  // How far it is with reading depends on time.
  '/api/rules/effect': null,
  '/api/rules/examples/:id': null,
  // The twin hears small talk in place of a complaint, and that may be kept; see rules-api.test.ts.
  '/api/rules/examples': null,
  '/api/outbox/:ref/settle': ({ outbox }) =>
    outbox.flatMap((ref) =>
      ['sent', 'again', 'drop'].map((how) => ({ url: `/api/outbox/${ref}/settle`, payload: { how } })),
    ),
  '/api/cases/may': () => [
    { url: '/api/cases/may', payload: { codes } },
    { url: '/api/cases/may', payload: { codes: [...codes, ...ORDINARY.map(codeOf)] } },
  ],
  '/api/cases/act': () =>
    (['accept', 'supervise'] as const).map((verb) => ({
      url: '/api/cases/act',
      payload: { codes: tried.map(codeOf), verb },
    })),
  '/api/cases/:code/pictures': onCodes('pictures', {}),
  '/api/cases/:code/pictures/:id/remove': onCodes(`pictures/${NO_PICTURE}/remove`, {}),
  '/api/views': () => [{ url: '/api/views', payload: { name: codes[0]!, query: `search=${codes[0]!}` } }],
  '/api/views/:name/rename': () => [{ url: `/api/views/${codes[0]!}/rename`, payload: { name: 'mine' } }],
  '/api/views/:name/remove': () => [{ url: '/api/views/mine/remove', payload: {} }],
  '/api/cases/:code/act': onCodes('act', ...verbs.map((verb) => ({ verb, text: '3 天，县纪委监委' })), {
    verb: 'resolve',
  }),
  '/api/cases/:code/split': onCodes('split', { account: 'bot', message: post.heard.id }),
  '/api/cases/:code/confidential': onCodes('confidential', {}, { about: ['fang'] }),
  '/api/cases/:code/reveal': onCodes('reveal', {}),
  // Of what a complaint is about nothing can be removed, whether there is one or not.
  '/api/county/save': () =>
    [{ id: 'fang', role: 'chief' }, { id: codes[0] }].map((item) => ({
      url: '/api/county/save',
      payload: { version: 1, new: false, kind: 'staff', item },
    })),
  '/api/county/remove': () =>
    [
      { kind: 'staff', id: 'fang' },
      { kind: 'office', id: 'cw-qiaotou' },
      { kind: 'area', id: '111' },
      { kind: 'group', id: codes[0] },
    ].map((subject) => ({ url: '/api/county/remove', payload: { version: 1, ...subject } })),
  '/api/county/wording': () => [
    { url: '/api/county/wording', payload: { version: 1, name: codes[0], text: '红包' } },
  ],
  '/api/county/preview': () => [{ url: '/api/county/preview', payload: { file: codes[0] } }],
  '/api/county/import': () => [{ url: '/api/county/import?version=1', payload: { file: codes[0] } }],
  // What is filed gets a code by chance, so only what is refused can be compared.
  '/api/intake': () => [{ url: '/api/intake', payload: { channel: 'desk', text: '红包', area: codes[0]! } }],
  // Another system has filed something under the same id before.
  '/intake/v1/cases': () => [{ url: '/intake/v1/cases', payload: { id: 'h-1', text: '村支书收红包' } }],
}

export const request = (method: 'GET' | 'POST', url: string, payload?: object): InjectOptions => ({
  ...{ method, url },
  ...(payload && { payload }),
})
