import type { Looker } from './people.ts'

/** One kind of question: its addresses are asked in turn, by each of some people. */
export interface Ask {
  name: string
  paths: string[]
  by: Looker[]
  /** of a POST */
  body?: object
}

const ALL: Looker[] = ['admin', 'watch', 'leader', 'town-1', 'head-1-1', 'discipline-1']
const REVIEWERS: Looker[] = ['admin', 'watch', 'discipline-1']

const cases = (name: string, ...queries: string[]): Ask => ({
  name: `cases ${name}`,
  paths: queries.map((query) => `/api/cases?limit=50&${query}`),
  by: ALL,
})
const search = (...words: string[]) => words.map((word) => `search=${encodeURIComponent(word)}`)

const get = (name: string, by: Looker[], ...paths: string[]): Ask => ({ name, paths, by })
const figures = (name: string, query: string) => get(`figures ${name}`, ALL, `/api/figures?${query}`)

export const ASKS: Ask[] = [
  cases('unfinished', 'status=unfinished'),
  cases('all', ''),
  cases('by category', 'category=water', 'category=land&status=unfinished'),
  cases('by area', 'area=910100', 'area=910101&status=unfinished'),
  cases('overdue or supervised', 'overdue=true', 'supervised=true'),
  cases('by due date', 'status=unfinished&sort=due'),
  cases('by urgency', 'sort=urgency'),
  cases('closed in a week', 'closedFrom=2026-01-05&closedTo=2026-01-11'),
  cases('search of what is common', ...search('路灯', '停', '老井边的停水')),
  cases('search of what is rare', ...search('B0A0B', '桥头的停水29天', '没有这样的词')),
  get('cases counted', ALL, '/api/cases/count?status=unfinished', '/api/cases/count?overdue=true'),
  get('a case', ['admin', 'watch'], '/api/cases/B00001', '/api/cases/B00008'),
  figures('of four weeks', 'period=weeks4'),
  figures('of twelve weeks', 'period=weeks12'),
  figures('of the year', 'period=year'),
  get(
    'figures of the year in rows',
    REVIEWERS,
    ...['area', 'office', 'category', 'week'].map((by) => `/api/figures?period=year&by=${by}`),
  ),
  get('figures on the map', ALL, '/api/figures/map?period=weeks12'),
  get('review counted', REVIEWERS, '/api/review', '/api/review/count'),
  get('review missed', REVIEWERS, '/api/review/missed'),
  { name: 'review taken', paths: ['/api/review/take'], by: REVIEWERS, body: { hand: [], want: 3 } },
  get('flags listed', REVIEWERS, '/api/flags?limit=30'),
  get('groups', REVIEWERS, '/api/groups', '/api/groups?show=silent', '/api/groups?show=waiting'),
  get('what waits to be said', REVIEWERS, '/api/outbox'),
  get('system', REVIEWERS, '/api/system'),
  get('people', ['admin'], '/api/county/tree', '/api/county/offices', '/api/county/dispatch'),
  get('audit', ['admin'], '/api/audit'),
]
