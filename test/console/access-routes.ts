import { USERS } from './bench.ts'

/*
 * Every route of the console with who gets past its door. One that is missing here fails access.test.ts.
 */

/** An admin of an office, besides those of USERS. */
export const CLERK = 'clerk'
export const everybody = [...Object.keys(USERS), CLERK]
const admins = ['admin', CLERK]
const staff = everybody.filter((user) => user !== 'admin')
const intakers = staff.filter((user) => user !== 'leader')
const reviewers = [...admins, 'township', 'discipline', 'county', 'neighbour']
/** Admins, and the discipline offices. */
const auditors = [...admins, 'discipline', 'county', 'neighbour']

/** A row that there is not. */
export const NO_REF = '00000000-0000-4000-8000-000000000000'

export interface Asked {
  /** what is asked; default: the path itself */
  url?: string
  payload?: object
  /** of USERS and CLERK; the others are told that they may not */
  allowed: string[]
  /** also for those who are not signed in */
  open?: true
  /** also before what is owed is done */
  early?: true
  /** only for those whose one-time code is still to come */
  half?: true
  /** only for other systems */
  key?: true
}

/** By method and path, as the console names them. */
export const ROUTES: Record<string, Asked> = {
  'GET /': { allowed: everybody, open: true },
  'GET /healthz': { allowed: everybody, open: true },
  'POST /api/login': { payload: {}, allowed: everybody, open: true },
  'GET /api/me': { allowed: everybody, early: true },
  'POST /api/login/code': { payload: { code: '000000' }, allowed: [], half: true },
  'GET /api/me/security': { allowed: everybody },
  'POST /api/me/password': { payload: {}, allowed: everybody, early: true },
  'POST /api/me/totp/begin': { payload: {}, allowed: everybody, early: true },
  'POST /api/me/totp/confirm': { payload: { code: '000000' }, allowed: everybody, early: true },
  'POST /api/me/totp/end': { payload: {}, allowed: everybody },
  'POST /api/me/totp/recovery': { payload: {}, allowed: everybody },
  'POST /api/me/sessions/end': { payload: { id: NO_REF }, allowed: everybody },
  'GET /api/rules': { allowed: admins },
  'GET /api/rules/versions/:number': { url: '/api/rules/versions/99', allowed: admins },
  'GET /api/rules/versions/:number/export': { url: '/api/rules/versions/99/export', allowed: admins },
  'GET /api/rules/diff': { url: '/api/rules/diff?from=98&to=99', allowed: admins },
  'GET /api/rules/shadow/:number': { url: '/api/rules/shadow/99', allowed: admins },
  'GET /api/rules/examples': { allowed: admins },
  'GET /api/rules/suggestions': { allowed: admins },
  'POST /api/rules/drafts': { payload: { from: 99, why: '试' }, allowed: admins },
  'DELETE /api/rules/drafts/:number': { url: '/api/rules/drafts/99', allowed: admins },
  'POST /api/rules/drafts/:number/edit': {
    url: '/api/rules/drafts/99/edit',
    payload: { revision: 0, edits: [] },
    allowed: admins,
  },
  'POST /api/rules/drafts/:number/check': {
    url: '/api/rules/drafts/99/check',
    payload: { revision: 0 },
    allowed: admins,
  },
  'POST /api/rules/effect': { payload: { version: 99, edits: [] }, allowed: admins },
  'POST /api/rules/versions/:number/activate': {
    url: '/api/rules/versions/99/activate',
    payload: { scope: 'shadow', why: '试' },
    allowed: admins,
  },
  'POST /api/rules/end': { payload: { scope: 'shadow', why: '试' }, allowed: admins },
  'POST /api/rules/back': { payload: { why: '试' }, allowed: admins },
  'POST /api/rules/examples': { payload: { expected: 'none', why: '试' }, allowed: admins },
  'DELETE /api/rules/examples/:id': { url: '/api/rules/examples/99', allowed: admins },
  'POST /api/rules/import': { url: '/api/rules/import?why=x', payload: {}, allowed: admins },
  'GET /api/users': { allowed: admins },
  'POST /api/users': { payload: { login: 'x', staff: 'nobody' }, allowed: admins },
  'POST /api/users/:login/password': { url: '/api/users/nobody/password', allowed: admins },
  'POST /api/users/:login/act': {
    url: '/api/users/nobody/act',
    payload: { what: 'unlock' },
    allowed: admins,
  },
  'GET /api/users/:login/sessions': { url: '/api/users/nobody/sessions', allowed: admins },
  'POST /api/users/:login/sessions/end': {
    url: '/api/users/nobody/sessions/end',
    payload: {},
    allowed: admins,
  },
  'GET /api/flags': { allowed: reviewers },
  'POST /api/flags/:account/:message/open': {
    url: '/api/flags/bot/none/open',
    payload: {},
    allowed: reviewers,
  },
  'POST /api/flags/:account/:message/dismiss': {
    url: '/api/flags/bot/none/dismiss',
    payload: { reason: 'joke' },
    allowed: reviewers,
  },
  'POST /api/flags/:account/:message/undo': { url: '/api/flags/bot/none/undo', allowed: reviewers },
  'GET /api/flags/:account/:message/around': { url: '/api/flags/bot/none/around', allowed: reviewers },
  'GET /api/flags/:account/:message/plan': { url: '/api/flags/bot/none/plan', allowed: reviewers },
  'GET /api/review': { allowed: reviewers },
  'GET /api/review/count': { allowed: reviewers },
  'GET /api/review/missed': { allowed: reviewers },
  'POST /api/review/take': { payload: { hand: [], want: 0 }, allowed: reviewers },
  'POST /api/review/back': { payload: { hand: [] }, allowed: reviewers },
  'POST /api/flags/:account/:message/merge': {
    url: '/api/flags/bot/none/merge',
    payload: { into: 'K7M2' },
    allowed: reviewers,
  },
  'GET /api/cases': { allowed: everybody },
  'GET /api/cases/:code': { url: '/api/cases/K7M2', allowed: everybody },
  'POST /api/cases/:code/act': {
    url: '/api/cases/NONE/act',
    payload: { verb: 'accept' },
    allowed: everybody,
  },
  'POST /api/cases/:code/split': {
    url: '/api/cases/NONE/split',
    payload: { account: 'bot', message: 'm1' },
    allowed: everybody,
  },
  'POST /api/cases/:code/confidential': {
    url: '/api/cases/NONE/confidential',
    payload: {},
    allowed: everybody,
  },
  'POST /api/cases/:code/reveal': { url: '/api/cases/NONE/reveal', allowed: everybody },
  'POST /api/intake': {
    payload: { channel: 'phone', text: '路灯坏了', area: 'nowhere' },
    allowed: intakers,
  },
  'GET /api/areas': { allowed: everybody },
  'GET /api/staff': { allowed: reviewers },
  'GET /api/audit': { allowed: auditors },
  'GET /readyz': { allowed: everybody, open: true },
  'GET /api/system': { allowed: reviewers },
  'GET /api/groups': { allowed: reviewers },
  'GET /api/outbox': { allowed: reviewers },
  'POST /api/hushed': {
    payload: { kind: 'group', id: 'none', mode: 'paused', reason: '维护' },
    allowed: admins,
  },
  'POST /api/hushed/end': { payload: { kind: 'group' }, allowed: admins },
  'POST /api/groups/:id/read': {
    url: '/api/groups/none/read',
    payload: { text: '路灯坏了' },
    allowed: admins,
  },
  'POST /api/groups/:id/paste': { url: '/api/groups/none/paste', payload: { items: [] }, allowed: admins },
  'POST /api/outbox/:ref/settle': {
    url: `/api/outbox/${NO_REF}/settle`,
    payload: { how: 'sent' },
    allowed: reviewers,
  },
  'GET /api/stage/groups': { allowed: admins },
  'GET /api/stage/groups/:id': { url: '/api/stage/groups/g-lengshui', allowed: admins },
  'GET /api/stage/members/:id': { url: '/api/stage/members/wx-liu', allowed: admins },
  'POST /api/stage/say': {
    payload: { group: null, from: 'wx-liu', text: '在吗' },
    allowed: admins,
  },
  'POST /intake/v1/cases': { payload: {}, allowed: [], key: true },
  'GET /intake/v1/cases/:id': { url: '/intake/v1/cases/none', allowed: [], key: true },
  'GET /api/cases/count': { allowed: everybody },
  'GET /api/cases.xlsx': { allowed: everybody },
  'POST /api/cases/may': { payload: { codes: ['NONE'] }, allowed: everybody },
  'POST /api/cases/act': { payload: { codes: ['NONE'], verb: 'supervise' }, allowed: staff },
  'GET /api/cases/:code/pictures/:id': { url: `/api/cases/NONE/pictures/${NO_REF}`, allowed: everybody },
  'POST /api/cases/:code/pictures': { url: '/api/cases/NONE/pictures', allowed: everybody },
  'POST /api/cases/:code/pictures/:id/remove': {
    url: `/api/cases/NONE/pictures/${NO_REF}/remove`,
    allowed: everybody,
  },
  'GET /api/pictures/:account/:message': { url: '/api/pictures/bot/none', allowed: everybody },
  'GET /api/views': { allowed: everybody },
  'POST /api/views': { payload: { name: '', query: '' }, allowed: everybody },
  'POST /api/views/:name/rename': {
    url: '/api/views/none/rename',
    payload: { name: 'x' },
    allowed: everybody,
  },
  'POST /api/views/:name/remove': { url: '/api/views/none/remove', allowed: everybody },
  'GET /api/figures': { url: '/api/figures?period=week', allowed: everybody },
  'GET /api/figures/map': { url: '/api/figures/map?period=week', allowed: everybody },
  'GET /api/figures.xlsx': { url: '/api/figures.xlsx?period=week&by=area', allowed: everybody },
  'GET /api/county/tree': { allowed: admins },
  'GET /api/county/areas/:code': { url: '/api/county/areas/none', allowed: admins },
  'GET /api/county/search': { url: '/api/county/search?search=x', allowed: admins },
  'GET /api/county/offices': { allowed: admins },
  'GET /api/county/dispatch': { allowed: admins },
  'GET /api/county/arranged': { allowed: admins },
  'GET /api/county/answers': { allowed: admins },
  'GET /api/county/settings': { allowed: admins },
  'GET /api/county/year': { url: '/api/county/year?year=2026', allowed: admins },
  'GET /api/county/wording': { allowed: admins },
  'GET /api/county/file': { url: '/api/county/file?form=yaml', allowed: admins },
  'POST /api/county/save': { payload: {}, allowed: admins },
  'POST /api/county/remove': { payload: {}, allowed: admins },
  'POST /api/county/wording': { payload: {}, allowed: admins },
  'POST /api/county/preview': { allowed: admins },
  'POST /api/county/import': { allowed: admins },
}
