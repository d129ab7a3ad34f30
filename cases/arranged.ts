/** What a county arranges otherwise than by its offices and settings: who gets a category at a place, and how long for it. */
import type { Directory } from './directory.ts'
import type { Dispatch, Office, Span, World } from './world.ts'

type Ancestors = Directory['ancestors']

/** One text for what an arrangement is for; null is any category, or everywhere. */
export const scopeKey = (category: string | null, area: string | null): string =>
  `${category ?? ''}\n${area ?? ''}`

export function createDispatch(
  dispatch: readonly Dispatch[],
  ancestors: Ancestors,
  offices: ReadonlyMap<string, Office>,
): Directory['dispatched'] {
  const entries = new Map(dispatch.map((d) => [scopeKey(d.category, d.area), d.office]))
  return (category, area) => {
    for (const { code } of ancestors(area)) {
      const office = entries.get(scopeKey(category, code))
      if (office !== undefined) return offices.get(office) ?? null
    }
    return null
  }
}

export function createSpans(
  { deadlines, settings }: Pick<World, 'deadlines' | 'settings'>,
  ancestors: Ancestors,
): Directory['spansFor'] {
  const rules = new Map(deadlines.map((rule) => [scopeKey(rule.category, rule.area), rule]))
  return ({ category, area, urgency }) => {
    const places = [...ancestors(area).map((a) => a.code), null]
    const fitting = places.flatMap((place) =>
      [category, null].flatMap((named) => rules.get(scopeKey(named, place)) ?? []),
    )
    const span = (which: 'done' | 'accept', usual: Span): Span => {
      const own = fitting.find((rule) => rule[which] !== null)?.[which] ?? usual
      return urgency === 'urgent' && nominal(own) > nominal(usual) ? usual : own
    }
    return {
      done: span('done', settings.done[urgency]),
      accept: span('accept', urgency === 'urgent' ? settings.accept.urgent : settings.accept.other),
    }
  }
}

const MINUTES = { m: 1, h: 60, d: 24 * 60 }

/** In minutes, to compare by: a working day counts like any other. */
const nominal = ({ amount, unit }: Span): number => amount * MINUTES[unit]
