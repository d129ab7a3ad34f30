/** One county as data: what the world file holds and the store keeps. */

export const LEVELS = ['city', 'county', 'township', 'village', 'grid', 'household'] as const
export type Level = (typeof LEVELS)[number]
export const OFFICE_KINDS = ['village', 'township', 'department', 'discipline', 'petition', 'hall'] as const
export type OfficeKind = (typeof OFFICE_KINDS)[number]
export const ROLES = ['handler', 'reviewer', 'admin', 'leader'] as const
export type Role = (typeof ROLES)[number]

export interface Area {
  code: string
  name: string
  level: Level
  parent: string | null
  aliases: string[]
  landmarks: string[]
}
export interface Office {
  id: string
  name: string
  area: string
  kind: OfficeKind
  /** category ids; null: what categories.yaml gives to its kind */
  handles: string[] | null
}
export interface Staff {
  id: string
  name: string
  office: string
  post: string
  aliases: string[]
  /** the member id that this person writes as */
  wechat: string | null
  role: Role
}
export interface Group {
  id: string
  topic: string
  area: string
  kind: 'residents' | 'supervision'
}
export interface Member {
  id: string
  name: string
  groups: string[]
}
/** Who gets a category at a place and below it, whatever offices say they handle. */
export interface Dispatch {
  category: string
  area: string
  office: string
}
/** Other times than the settings' for a category, an area with what lies below it, or both; null: as without the rule. */
export interface DeadlineRule {
  category: string | null
  area: string | null
  done: Span | null
  accept: Span | null
}
/** An answer that is given to a question at once. A text is meant when it holds at least one word of every list. */
export interface KeptAnswer {
  id: string
  /** null: of any category */
  category: string | null
  /** null: everywhere */
  area: string | null
  words: string[][]
  text: string
  /** who says so and when, in a few words */
  source: string
}
/** Entries that an installation shall have no longer, by what names them. */
export interface Removed {
  dispatch: Pick<Dispatch, 'category' | 'area'>[]
  deadlines: Pick<DeadlineRule, 'category' | 'area'>[]
  answers: Pick<KeptAnswer, 'id'>[]
}
/** Durations are ms, except those counted in days by `days`. */
export interface Settings {
  timezone: string
  days: 'working' | 'calendar'
  open: 'auto' | 'review'
  /** local times HH:MM, from and to */
  quiet: [string, string]
  ledger: string
  /** time for 接单 */
  accept: { urgent: Span; other: Span }
  /** from the first message to 办结 */
  done: { urgent: Span; normal: Span; complex: Span }
  /** calendar time that reporters have to answer */
  answer: Span
  /** how long what no case needs is kept */
  keep: Span
  /** when residents' groups get the weekly list of what was done; null: never */
  publish: WeekTime | null
  calendar: OwnDays
}
/** Days (`2026-05-17`) on which the county's offices rest or work otherwise than by the statutory holidays. */
export interface OwnDays {
  off: string[]
  work: string[]
}
/** A local time `HH:MM` of a day of the week, 1 = Monday … 7 = Sunday. */
export interface WeekTime {
  day: number
  time: string
}
/** `30m`, `24h` or `5d`, parsed */
export interface Span {
  amount: number
  unit: 'm' | 'h' | 'd'
}
export interface World {
  areas: Area[]
  offices: Office[]
  staff: Staff[]
  groups: Group[]
  members: Member[]
  dispatch: Dispatch[]
  deadlines: DeadlineRule[]
  answers: KeptAnswer[]
  settings: Settings
}

export const DEFAULT_SETTINGS: Settings = {
  timezone: 'Asia/Shanghai',
  days: 'working',
  open: 'auto',
  quiet: ['22:00', '07:00'],
  ledger: '17:30',
  accept: { urgent: { amount: 30, unit: 'm' }, other: { amount: 24, unit: 'h' } },
  done: {
    urgent: { amount: 24, unit: 'h' },
    normal: { amount: 5, unit: 'd' },
    complex: { amount: 15, unit: 'd' },
  },
  answer: { amount: 7, unit: 'd' },
  keep: { amount: 72, unit: 'h' },
  publish: { day: 7, time: '18:00' },
  calendar: { off: [], work: [] },
}
