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

export const ASKS: Ask[] = [
  cases('unfinished', 'status=unfinished'),
  cases('all', ''),
  cases('by category', 'category=water', 'category=land&status=unfinished'),
  cases('by area', 'area=910100', 'area=910101&status=unfinished'),
  cases('overdue', 'overdue=true', 'supervised=true'),
  cases('by due date', 'status=unfinished&sort=due'),
  cases('search of what is common', ...search('路灯', '停', '老井边的停水')),
  cases('search of what is rare', ...search('B0A0B', '桥头的停水29天', '没有这样的词')),
  { name: 'flags waiting', paths: ['/api/flags?limit=30'], by: REVIEWERS },
  { name: 'system', paths: ['/api/system'], by: REVIEWERS },
]
