import type { County } from './county.ts'
import type { Case } from './model.ts'
import type { Staff } from './world.ts'

/** Recusal: nobody handles, closes, rates or reads a case about himself. */
export const isAbout = (c: Case, staff: Staff | null) => staff !== null && c.about.includes(staff.id)

export const isReporter = (c: Case, member: string) => c.reporters.some((r) => r.member === member)

/**
 * Whether a member may know that the case exists. A confidential case exists for its reporters and for the
 * discipline office that has it, for nobody else; any other for staff, its reporters and the group it came from.
 * `here` is the group in which he writes: who writes in a group is in it, whether or not the world lists him.
 */
export function maySee(c: Case, member: string, county: County, here: string | null = null): boolean {
  const staff = county.directory.staffByMember(member)
  if (isAbout(c, staff)) return false
  if (isReporter(c, member)) return true
  if (staff !== null) return staffMaySee(c, staff, county)
  return (
    !c.confidential && c.group !== null && (c.group === here || county.directory.isMember(member, c.group))
  )
}

/** The same for staff wherever they ask, in a chat or in the console. */
export function staffMaySee(c: Case, staff: Staff, county: County): boolean {
  if (isAbout(c, staff)) return false
  return !c.confidential || (mayHandle(c, staff) && isDiscipline(c, county))
}

/** Whether a member is spoken to of a case where he writes: of a confidential one only privately. */
export const maySpeakOf = (c: Case, member: string, county: County, here: string | null): boolean =>
  maySee(c, member, county, here) && !(c.confidential && here !== null)

/** The members whom a case is about: nothing of it is ever said to them. */
export const membersAbout = (c: Case, { directory }: County): string[] =>
  c.about.flatMap((id) => directory.staffById(id)?.wechat ?? [])

/** Handlers and reviewers act on the cases of their own office. */
export function mayHandle(c: Case, staff: Staff): boolean {
  return (
    staff.office === c.office && (staff.role === 'handler' || staff.role === 'reviewer') && !isAbout(c, staff)
  )
}

/** Reviewers dispatch and supervise in the area of their office and below it; what is confidential only in their own office. */
export function maySupervise(c: Case, staff: Staff, county: County): boolean {
  if (staff.role !== 'reviewer' || isAbout(c, staff)) return false
  const area = county.directory.office(staff.office)?.area
  return c.confidential ? mayHandle(c, staff) : area !== undefined && county.directory.isWithin(c.area, area)
}

const isDiscipline = (c: Case, county: County) =>
  c.office !== null && county.directory.office(c.office)?.kind === 'discipline'
