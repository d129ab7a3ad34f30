/** Names that are given twice, used by nobody or known to nobody. */
import type { Place, RuleSet } from '../model.ts'
import type { Fault, Named } from './parts.ts'

/** What a message is filed under that somebody asks a case for and that fits nothing. */
const FALLBACK = 'other'

function sameNames({ rules, speech }: Named): Fault[] {
  const seen = new Map<string, Place>()
  return [...rules, ...speech].flatMap(({ id, text: { place } }) => {
    const first = seen.get(id)
    if (!first) {
      seen.set(id, place)
      return []
    }
    const reason = `${first.file}:${first.line} has a rule ${id} already`
    return { place, reason, remedy: 'give each a name of its own' }
  })
}

function unusedSets(set: RuleSet): Fault[] {
  return set.sets
    .filter((s) => !s.isUsed)
    .map(({ place, name }) => ({
      place,
      reason: `no rule uses the set ${name}`,
      remedy: `write $${name} where its words belong, or leave it out`,
    }))
}

function categories({ categories, categoryPlaces }: RuleSet, offices: readonly string[]): Fault[] {
  const placed = [...categoryPlaces]
  const unknown = placed.flatMap(([id, place]) => {
    const office = categories.get(id)?.office ?? ''
    if (offices.includes(office)) return []
    return {
      place,
      reason: `category ${id} is for ${office}, which is no kind of office`,
      remedy: `use one of ${offices.join(', ')}`,
    }
  })
  const first = placed[0]?.[1]
  if (!first || categories.has(FALLBACK)) return unknown
  const reason = `there is no category ${FALLBACK}, for what somebody asks for and nothing fits`
  return [...unknown, { place: first, reason, remedy: 'add it' }]
}

/** `offices`: the kinds of office that a category may be for. */
export function checkNames(set: RuleSet, all: Named, offices: readonly string[]): Fault[] {
  return [...sameNames(all), ...unusedSets(set), ...categories(set, offices)]
}
