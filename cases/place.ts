/** Where a message is about, found from its words in and around the area of its group. */
import type { Directory } from './directory.ts'
import { numbersIn, numberOfName } from './group-numbers.ts'
import type { Area } from './world.ts'

export interface Place {
  area: string
  /** false: the text names no place, and the area is only the group's own */
  found: boolean
}
export type PlaceFinder = (text: string, groupArea: string) => Place

/** A word and what it names; a landmark is a place by itself, a name may be part of an address. */
interface Term {
  text: string
  names: { area: Area; landmark: boolean }[]
}
/** All that can be named around one township. */
interface Scope {
  /** longest first, so that 冷水镇 is not read as 冷水 */
  terms: Term[]
  /** village code → group number → code of the grid */
  grids: Map<string, Map<string, string>>
}

/**
 * The deepest place that the text names and that fits together with the rest of what it names: 五组 and 老祠堂 are 五组
 * of the village that has the 老祠堂, another village's name with 三组 is that village's 三组. A number that the village
 * lacks is the village; two places that exclude each other are the area around both, unless one is of the own village.
 */
export function createPlaceFinder(dir: Directory): PlaceFinder {
  const scopes = new Map<string, Scope>()
  return (text, groupArea) => {
    const around = dir.atLevel(groupArea, 'township')?.code ?? groupArea
    let scope = scopes.get(around)
    if (!scope) scopes.set(around, (scope = readScope(dir, around)))
    return findPlace(dir, scope, plain(text), groupArea)
  }
}

const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, '')

function readScope(dir: Directory, around: string): Scope {
  const terms = new Map<string, Term>()
  const add = (word: string, area: Area, landmark: boolean) => {
    const term = terms.get(word) ?? { text: word, names: [] }
    if (!term.names.some((n) => n.area === area)) term.names.push({ area, landmark })
    terms.set(word, term)
  }
  const grids: Scope['grids'] = new Map()
  for (const area of dir.descendants(around)) {
    const names = [area.name, ...area.aliases].map(plain)
    const village = dir.atLevel(area.code, 'village')
    const numbers = village && village !== area ? names.map(numberOfName) : []
    if (village) addGrid(grids, village.code, numbers, area.code)
    for (const landmark of area.landmarks) add(plain(landmark), area, true)
    for (const [i, name] of names.entries()) if ((numbers[i] ?? null) === null) add(name, area, false)
  }
  return { terms: [...terms.values()].sort((a, b) => b.text.length - a.text.length), grids }
}

function addGrid(grids: Scope['grids'], village: string, numbers: (string | null)[], code: string): void {
  const known = grids.get(village) ?? new Map<string, string>()
  for (const number of numbers) if (number !== null && !known.has(number)) known.set(number, code)
  grids.set(village, known)
}

function findPlace(dir: Directory, scope: Scope, text: string, groupArea: string): Place {
  const named = readTerms(dir, scope, text, groupArea)
  const numbers = numbersIn(text)
  const village = villageOf(dir, named, groupArea)
  const here = village === null ? named : named.filter((a) => dir.isWithin(a.code, village))
  const known = village === null ? undefined : scope.grids.get(village)
  const grids = [...numbers].flatMap((n) => known?.get(n) ?? [])
  const places = [...here.map((a) => a.code), ...grids]
  if (places.length) return { area: meet(dir, places), found: true }
  // A landmark of the township itself is a place of the township, as long as nothing smaller is named.
  if (named.length)
    return {
      area: meet(
        dir,
        named.map((a) => a.code),
      ),
      found: true,
    }
  if (village !== null && numbers.size) return { area: village, found: true }
  return { area: groupArea, found: false }
}

/** The areas that the text names; the group's own and those above it only by a landmark: names are part of an address. */
function readTerms(dir: Directory, scope: Scope, text: string, groupArea: string): Area[] {
  const found: Area[][] = []
  let rest = text
  for (const term of scope.terms) {
    if (!rest.includes(term.text)) continue
    rest = rest.replaceAll(term.text, '□')
    const telling = term.names.filter(
      (n) => n.landmark || n.area.code === groupArea || !dir.isWithin(groupArea, n.area.code),
    )
    found.push(telling.map((n) => n.area))
  }
  const sure = found.filter((areas) => areas.length === 1).flat()
  return found.flatMap((areas) => (areas.length > 1 ? which(dir, areas, sure, groupArea) : areas))
}

/** Of several areas with one name the one that fits to what else is named, else the one of the own village, else none. */
function which(dir: Directory, areas: Area[], sure: Area[], groupArea: string): Area[] {
  const fitting = areas.filter((a) => sure.some((s) => fits(dir, a, s)))
  if (fitting.length) return fitting.length === 1 ? fitting : []
  const own = dir.atLevel(groupArea, 'village')?.code ?? groupArea
  const near = areas.filter((a) => dir.isWithin(a.code, own))
  return near.length === 1 ? near : []
}

const fits = (dir: Directory, a: Area, b: Area) =>
  dir.isWithin(a.code, b.code) || dir.isWithin(b.code, a.code)

/** The village in which group numbers count: the own one if it is named or none is, else the only one that is named. */
function villageOf(dir: Directory, named: Area[], groupArea: string): string | null {
  const own = dir.atLevel(groupArea, 'village')?.code ?? null
  const villages = new Set(named.flatMap((a) => dir.atLevel(a.code, 'village')?.code ?? []))
  if (villages.size === 0 || (own !== null && villages.has(own))) return own
  return villages.size === 1 ? [...villages][0]! : null
}

/** The deepest of the places if all lie on one line, else the area around those that do not. */
function meet(dir: Directory, places: string[]): string {
  return places.reduce((one, other) => {
    if (dir.isWithin(one, other)) return one
    if (dir.isWithin(other, one)) return other
    return dir.ancestors(one).find((a) => dir.isWithin(other, a.code))?.code ?? one
  })
}
