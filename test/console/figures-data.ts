import { randomUUID } from 'node:crypto'
import { caseIdFor } from '../../cases/codes.ts'
import type { Case, CaseEvent, Outcome, Status } from '../../cases/model.ts'
import { saveCases } from '../../store/cases.ts'
import { inTransaction, type Pool } from '../../store/db.ts'
import { NOW } from './county.ts'

/* Cases with a history for the figures: each event is saved as a change of its own, as it is in life. */

const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE

export interface Told {
  at: number
  type: CaseEvent['type']
  by?: string
}

export interface Lived {
  code: string
  openedAt: number
  status: Status
  events?: Told[][]
  area?: string
  office?: string | null
  category?: string
  confidential?: boolean
  about?: string[]
  dueAt?: number
  outcome?: Outcome | null
  result?: string | null
  resolvedAt?: number | null
  closedAt?: number | null
  channel?: Case['channel']
  by?: string
}

/** Saves a case as new, then once for each list of events; only after the last of them it is in its state. */
export async function live(pool: Pool, lived: Lived): Promise<void> {
  const office = lived.office === undefined ? 'cw-lengshui' : lived.office
  const last: Case = {
    ...{ id: caseIdFor('bot', randomUUID()), code: lived.code, category: lived.category ?? 'roads' },
    ...{ kind: 'problem', urgency: 'normal', confidential: lived.confidential ?? false },
    ...{ channel: lived.channel ?? 'group', area: lived.area ?? '430281105203', placed: true, office },
    ...{ status: lived.status, text: '路面塌了', group: 'g-lengshui', toldIn: [], account: 'bot' },
    ...{ openedAt: lived.openedAt, dueAt: lived.dueAt ?? lived.openedAt + 5 * DAY },
    ...{ assignedAt: lived.openedAt, acceptedAt: null, resolvedAt: lived.resolvedAt ?? null },
    ...{ closedAt: lived.closedAt ?? null, result: lived.result ?? null, outcome: lived.outcome ?? null },
    ...{ verifiedBy: [], asked: {}, supervised: false, overdue: false, returned: false, taken: [] },
    ...{ reporters: [], about: lived.about ?? [], version: 1 },
  }
  const steps = lived.events ?? []
  const opened: Told = { at: lived.openedAt, type: 'opened', by: lived.by ?? 'system' }
  for (const [i, told] of [[opened], ...steps].entries()) {
    const c = i === steps.length ? last : { ...last, status: 'assigned' as const, closedAt: null }
    const events = told.map(({ at, type, by = 'zhangjian' }) => ({ at, type, by, office, text: null }))
    const change = { case: { ...c, version: i + 1 }, from: i === 0 ? null : i, events, replies: [] }
    await inTransaction(pool, (tx) => saveCases(tx, [change], () => null))
  }
}

const AREAS = ['430281', '430281105', '430281105203', '430281105203-8', '430281106', '430281106201']
const OFFICES = ['cw-lengshui', 'zf-chashan', 'jw-chashan', 'cg-liling', 'zf-liling', null]
const CATEGORIES = ['roads', 'street-lighting', 'conduct', 'other']
const CHANNELS = ['group', 'direct', 'phone', 'desk'] as const

/** A case of chance, whose history is one that can be. */
export function randomCase(code: string, random: () => number): Lived {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const openedAt = NOW - Math.floor(random() * 60 * DAY)
  const later = (from: number) => from + Math.floor(random() * 12 * DAY)
  const confidential = random() < 0.2
  const lived: Lived = {
    ...{
      code,
      openedAt,
      area: pick(AREAS),
      category: pick(CATEGORIES),
      channel: pick(CHANNELS),
      confidential,
    },
    office: confidential ? pick(['jw-chashan', 'jw-liling', 'jw-dongxiang']) : pick(OFFICES),
    about: confidential && random() < 0.5 ? [pick(['lifang', 'zhangjian', 'zhouji'])] : [],
    ...{ status: 'assigned', by: pick(['system', 'sunmei', 'zhangjian']) },
  }
  if (lived.office === null) return { ...lived, status: 'open' }
  if (random() < 0.2) return lived
  const events: Told[][] = []
  let at = openedAt
  const tell = (...types: Told[]) => events.push(types.map((told) => ({ ...told, at })))
  if (random() < 0.8) tell({ at: (at = later(at)), type: 'accepted' })
  if (random() < 0.2) return { ...lived, events, status: events.length ? 'accepted' : 'assigned' }
  tell({ at: (at = later(at)), type: 'resolved', by: random() < 0.1 ? 'system' : 'zhangjian' })
  if (random() < 0.3) {
    at = later(at)
    tell({ at, type: 'dissatisfied', by: 'wx-liu' }, { at, type: 'reopened', by: 'system' })
    if (random() < 0.4) return { ...lived, events }
    tell({ at: (at = later(at)), type: 'resolved' })
  }
  const ended = {
    resolvedAt: at,
    result: pick(['修好了', '']),
    outcome: pick(['done', 'unsolvable', 'answered'] as const),
  }
  if (random() < 0.3) return { ...lived, ...ended, events, status: 'resolved' }
  at = later(at)
  if (random() < 0.6) tell({ at, type: 'satisfied', by: 'wx-liu' }, { at, type: 'closed', by: 'system' })
  else tell({ at, type: 'closed', by: 'system' })
  return { ...lived, ...ended, events, status: 'closed', closedAt: at }
}

/** The same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
