import { useEffect } from 'react'
import { pathOf } from '../../api.ts'
import { useData, type Loaded } from '../../data.ts'
import { hrefWith } from '../../href.ts'
import { useQuery } from '../../route.ts'
import type { FigureName } from './words.ts'

/** What the figures are asked of, as it stands in the address. */
export interface FigureScope {
  period: string
  from?: string | undefined
  to?: string | undefined
  area?: string | undefined
  office?: string | undefined
  category?: string | undefined
}
export interface Days {
  from: string
  to: string
}

export function useScope(): [FigureScope, (change: Partial<FigureScope>) => void] {
  const { period = 'weeks4', from, to, area, office, category } = useQuery()
  const scope = { period, from, to, area, office, category }
  const change = (more: Partial<FigureScope>) => {
    const next = { ...scope, ...more }
    const days = next.period === 'custom' ? {} : { from: undefined, to: undefined }
    window.location.hash = hrefWith('figures', { ...next, ...days })
  }
  return [scope, change]
}

/** A custom period without its days is none yet. */
export const isWhole = ({ period, from, to }: FigureScope) => period !== 'custom' || !!(from && to)

export const figuresPath = (scope: FigureScope, by?: string) => pathOf(['figures'], { ...scope, by })
export const mapPath = (scope: FigureScope) => pathOf(['figures', 'map'], { ...scope })
export const sheetPath = (scope: FigureScope, by: string) => pathOf(['figures.xlsx'], { ...scope, by })

const MINUTE = 60_000

/** Figures change slowly and cost more than a list, so they are loaded anew every minute instead of with every change. */
export function useFigures<T>(path: string): Loaded<T> {
  const loaded = useData<T>(path, '')
  const { reload } = loaded
  useEffect(() => {
    const timer = window.setInterval(() => void reload(), MINUTE)
    return () => window.clearInterval(timer)
  }, [reload])
  return loaded
}

/** The list behind a figure: within the scope, or narrower by `more`. What is in hand is of now, not of the period. */
export function listOf(
  figure: FigureName | 'all',
  scope: FigureScope,
  days: Days,
  more: Record<string, string | undefined> = {},
): string {
  const { area, office, category } = scope
  const isOfNow = figure === 'open' || figure === 'overdue'
  const during = isOfNow ? {} : { since: days.from, until: days.to }
  return hrefWith('cases', { figure, ...during, area, office, category, ...more })
}

/** What narrows the list of a row by what the row is of. */
export function rowFilter(
  by: string,
  key: string,
  figure: FigureName,
  root: string | null,
  week: Days,
): Record<string, string | undefined> {
  if (by === 'area') return key === root ? { area: undefined, at: key } : { area: key }
  if (by !== 'week') return { [by]: key }
  const isOfNow = figure === 'open' || figure === 'overdue'
  return isOfNow ? { from: week.from, to: week.to } : { since: week.from, until: week.to }
}

/** The days of the week that begins with `key`, within the period. */
export function weekDays(key: string, rows: { key: string }[], { to }: Days): Days {
  const next = rows[rows.findIndex((row) => row.key === key) + 1]
  return { from: key, to: next ? dayBefore(next.key) : to }
}

const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
