/** Whom a complaint about officials is about, found in its words by the register of staff. */
import type { Directory } from './directory.ts'
import { POSTS, TITLES, type PostWord } from './posts.ts'
import type { Level, Staff } from './world.ts'

export interface Accused {
  /** ids of the staff whom it may be about */
  staff: string[]
  /** areas whose officials are meant without one of them being in the register */
  areas: string[]
  /** the lowest level whose discipline office may have it when somebody unknown is meant; null: no such limit */
  floor: 'township' | 'county' | null
}

/**
 * In doubt rather more people than fewer: who is not accused loses nothing by not reading it. Only whoever is plainly
 * asked for help (`请尹书记来查`) is not accused, and the discipline office itself never is without a post or a name.
 */
export function personsNamed(dir: Directory, text: string, area: string): Accused {
  const reading = new Reading(text)
  const found: Found = { staff: new Set(), areas: new Set(), ofCounty: false }
  readNames(dir, reading, area, found.staff)
  for (const word of POSTS) if (reading.take(word.said)) readPost(dir, area, word, found)
  const floor = found.ofCounty ? 'county' : found.staff.size ? null : 'township'
  return { staff: [...found.staff].sort(), areas: [...found.areas].sort(), floor }
}

/**
 * Whether any official may be meant: somebody of the register, a post, what somebody is called. Wider than `personsNamed`, since
 * who is asked for help counts too.
 */
export function namesOfficials(dir: Directory, text: string, area: string): boolean {
  const said = plain(text)
  return (
    POSTS.some((word) => said.search(word.said) >= 0) ||
    dir.staff.some((person) => [...callsOf(dir, person, area)].some((call) => said.includes(call)))
  )
}

interface Found {
  staff: Set<string>
  areas: Set<string>
  /** somebody unknown of the county's offices */
  ofCounty: boolean
}

/** One width (so that ，！？ are their ASCII forms) and no spaces. */
const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, '')

/** A text of which every part is read once: who is found in 谭主任 leaves no 主任 to be found. */
class Reading {
  text: string

  constructor(text: string) {
    this.text = plain(text)
  }

  /** Takes all that matches out of the text; true if any of it accuses. */
  take(word: string | RegExp): boolean {
    const pattern = typeof word === 'string' ? new RegExp(escaped(word), 'g') : word
    const { text } = this
    const lastHe = Math.max(text.lastIndexOf('他'), text.lastIndexOf('她'))
    let accuses = false
    this.text = text.replace(pattern, (found: string, ...more: unknown[]) => {
      const at = more.find((m) => typeof m === 'number') as number
      if (!accuses) accuses = !isAppeal(text, at, at + found.length, lastHe)
      return '□'.repeat(found.length)
    })
    return accuses
  }
}

const escaped = (word: string) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
const ASKING = /(请|求|希望|盼|望|麻烦|拜托|劳烦|@)[^,。!?、□]{0,6}$/
const HELP =
  /^[^,。!?、□]{0,3}?(查|管|核实|调查|处理|过问|[做作]主|出面|关注|重视|解决|给个?说法|主持公道|看看?(一下)?([,。!?]|$))/
const TELLING = /[向跟给找][^,。!?、□]{0,6}$/
const REPORTS = /^(实名|匿名)?(反映|举报|报告|检举|投诉|汇报)/
const GREETING = /^(您好|你好[,。!]|[,:]?(我要|我想|向您|跟您)(实名|匿名)?(反映|举报|检举|投诉))/

/** How many characters the patterns above look at before and after. */
const AROUND = 12

/** Whether who stands in `text` from `start` to `end` is asked for help and not spoken of; a 他 later leaves it in doubt. */
function isAppeal(text: string, start: number, end: number, lastHe: number): boolean {
  const before = text.slice(Math.max(0, start - AROUND), start)
  const after = text.slice(end, end + AROUND)
  if (TELLING.test(before) && REPORTS.test(after)) return true
  if (lastHe >= end) return false
  return (ASKING.test(before) && HELP.test(after)) || (start === 0 && GREETING.test(after))
}

/** Full names stand for their bearers anywhere; what people are called, 谭主任, for the nearest who are called so. */
function readNames(dir: Directory, reading: Reading, area: string, staff: Set<string>): void {
  const callable = new Map<string, Staff[]>()
  for (const person of dir.staff)
    for (const call of callsOf(dir, person, area))
      if (reading.text.includes(call)) addTo(callable, call, person)
  const longestFirst = [...callable.keys()].sort((a, b) => b.length - a.length)
  for (const call of longestFirst) {
    if (!reading.take(call)) continue
    const called = callable.get(call)!
    const named = called.filter((s) => plain(s.name) === call)
    for (const person of named.length ? named : nearest(dir, called, area)) staff.add(person.id)
  }
}

function addTo(map: Map<string, Staff[]>, key: string, person: Staff): void {
  const people = map.get(key)
  if (people) people.push(person)
  else map.set(key, [person])
}

/** 谭有福, 谭主任, 有福主任, the aliases, and above the village the post itself: 党政办主任. */
function callsOf(dir: Directory, person: Staff, area: string): Set<string> {
  const name = plain(person.name)
  const surname = DOUBLE_SURNAME.exec(name)?.[0] ?? name.slice(0, 1)
  const given = name.slice(surname.length)
  const calls = [name, ...person.aliases.map(plain)]
  for (const title of titlesOf(person.post))
    calls.push(surname + title, ...(given.length > 1 ? [given + title] : []))
  if (isAboveVillage(dir, person, area)) calls.push(plain(person.post))
  return new Set(calls.filter((call) => call.length > 1))
}

const DOUBLE_SURNAME = /^(欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|东方|端木)/

/** A deputy is called by the full title too, and a 支书 书记. */
function titlesOf(post: string): string[] {
  const title = TITLES.find((t) => post.endsWith(t))
  if (!title) return []
  return [title, ...(title === '支书' ? ['书记'] : []), ...(title.startsWith('副') ? [title.slice(1)] : [])]
}

function isAboveVillage(dir: Directory, person: Staff, area: string): boolean {
  const served = dir.area(dir.office(person.office)?.area ?? '')
  return served !== null && ABOVE_VILLAGE.includes(served.level) && dir.isWithin(area, served.code)
}
const ABOVE_VILLAGE: readonly Level[] = ['city', 'county', 'township']

/** Of several with one name those of the township count first, with the village's; only then everybody. */
function nearest(dir: Directory, people: readonly Staff[], area: string): readonly Staff[] {
  const township = dir.atLevel(area, 'township')?.code ?? area
  const near = people.filter((s) => dir.isWithin(dir.office(s.office)?.area ?? '', township))
  return near.length ? near : people
}

/**
 * A post means whoever has it at its level around the area. Where the register knows nobody, or all are meant
 * (镇干部), it is all who serve there; the county's own officials are too many for that, and its discipline office
 * is there to look into them.
 */
function readPost(dir: Directory, area: string, word: PostWord, found: Found): void {
  const at = dir.atLevel(area, word.level)
  if (!at) return
  const serving = dir.staffAt(at.code)
  const holders = serving.filter((s) => word.post?.test(s.post))
  if (holders.length) for (const person of holders) found.staff.add(person.id)
  else if (word.level === 'county') found.ofCounty = true
  else {
    found.areas.add(at.code)
    for (const person of serving) found.staff.add(person.id)
  }
}
