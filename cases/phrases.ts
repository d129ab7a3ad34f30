import { knownCategory, type County } from './county.ts'
import type { Case } from './model.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** `5月17日 19:20` in the county's time zone. */
export function dayAndTime(at: number, county: County): string {
  const timeZone = county.directory.settings.timezone
  let format = formats.get(timeZone)
  if (!format) {
    const options = {
      timeZone,
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    } as const
    formats.set(timeZone, (format = new Intl.DateTimeFormat('zh-CN', options)))
  }
  const part = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, p.value]))
  return `${part.month}月${part.day}日 ${part.hour}:${part.minute}`
}

/** Its id where no rules know it any more. */
export const categoryName = ({ category }: Pick<Case, 'category'>, county: County) =>
  knownCategory(category, county)?.name ?? category

export const officeName = (id: string | null, county: County) =>
  (id && county.directory.office(id)?.name) || '上级单位'

/** 店下村五组: the area's name with its village's in front, where it is smaller than one. */
export function placeName(code: string, county: County): string {
  const [area, ...above] = county.directory.ancestors(code)
  if (!area) return code
  const village = above.find((a) => a.level === 'village')
  return (area.level === 'grid' || area.level === 'household') && village
    ? village.name + area.name
    : area.name
}

export const statusName = (c: Pick<Case, 'status'>, county: County) => county.wording(`status-${c.status}`)

/** The words that most texts about a case may use. */
export const caseWords = (c: Case, county: County) => ({
  code: c.code,
  category: categoryName(c, county),
  office: officeName(c.office, county),
  due: dayAndTime(c.dueAt, county),
  place: placeName(c.area, county),
  status: statusName(c, county),
})

/**
 * Officials write whom they helped, and whose fear it was; not everybody need read it. Names within longer ones come
 * last, and what is called by one character is left: it would be cut out of other words.
 */
export function withoutReporters(text: string, c: Case, { directory }: County, instead: string): string {
  const names = c.reporters.map((r) => directory.memberName(r.member) ?? '').filter((name) => name.length > 1)
  return names
    .sort((a, b) => b.length - a.length)
    .reduce((left, name) => left.replaceAll(name, instead), text)
}

/** A text that is quoted before a full stop of ours. */
export const unpointed = (text: string) => text.replace(/[。.!！?？,，;；\s]+$/, '')

/** Cuts a quoted text so that the whole stays short enough to be read in a group. */
export const shorten = (text: string, length = 40) =>
  [...text].length > length ? [...text].slice(0, length - 1).join('') + '…' : text
