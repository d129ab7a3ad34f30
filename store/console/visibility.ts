import type { Bind, Viewer } from './viewer.ts'

/*
 * What a viewer may see, as conditions of SQL. Every statement of the console that touches cases, flags, messages or
 * the outbox takes its condition from here; what the condition leaves out does not exist for that viewer.
 */

const below = (area: string) => `(
  with recursive below as (
    select code from areas where code = ${area}
    union select a.code from areas a join below b on a.parent = b.code)
  select code from below)`

const hasSuperior = (area: string) => `exists (select from areas where code = ${area} and parent is not null)`

/** Condition over `cases c`: area or office by role, confidential ones by the discipline office that has them. */
export function caseVisible(viewer: Viewer, bind: Bind): string {
  const { office } = viewer
  if (!office) return viewer.role === 'admin' ? 'not c.confidential' : 'false'
  return `(case when c.confidential then ${entrusted('c', viewer, bind)} else ${ordinary(viewer, office, bind)} end
    and not ${concerns('c', viewer, bind)})`
}

function ordinary({ role, staff }: Viewer, office: NonNullable<Viewer['office']>, bind: Bind): string {
  if (role === 'admin') return 'true'
  const own = `c.office = ${bind(office.id)}`
  if (role !== 'handler') return `(${own} or c.area in ${below(bind(office.area))})`
  // Whoever files what he was told is asked how it goes.
  const filed = `c.channel in ('phone', 'visit', 'meeting', 'desk') and exists (
    select from case_events e where e.case_id = c.id and e.seq = 0 and e.by = ${bind(staff)})`
  return `(${own} or ${filed})`
}

/** Condition over `flags f` joined with their `messages m`. Only those who review see any. */
export function flagVisible(viewer: Viewer, bind: Bind): string {
  const { office, role } = viewer
  if (role !== 'admin' && role !== 'reviewer') return 'false'
  if (!office) return role === 'admin' ? 'not f.confidential' : 'false'
  const plain = role === 'admin' ? 'true' : heardBelow(bind(office.area))
  return `(case when f.confidential then ${entrusted('f', viewer, bind)} else ${plain} end
    and not ${concerns('f', viewer, bind)})`
}

/**
 * Condition over `outbox x`: what tells of a case goes with the case, what else is said in groups belongs to admins. What
 * else is said privately is nobody's: somebody who asks for his own cases is told of confidential ones too.
 */
export function outboxVisible(viewer: Viewer, bind: Bind): string {
  const rest = viewer.role === 'admin' ? '(x.case_id is null and x.direct is null)' : 'false'
  return `(${rest} or exists (select from cases c where c.id = x.case_id and ${caseVisible(viewer, bind)}))`
}

/** Condition over `audit u`, for admins: a row may name two cases, and is there only with both of them. */
export function auditVisible(viewer: Viewer, bind: Bind): string {
  return `not exists (select from cases c where c.code in (u.case_code, u.detail)
    and (${caseVisible(viewer, bind)}) is not true)`
}

// A private message belongs to where its sender's groups are; one from nowhere to the top of the tree.
const heardBelow = (area: string) => `(
  exists (select from groups g where g.id = f.group_id and g.area in ${below(area)})
  or f.group_id is null and (
    exists (select from group_members gm join groups g on g.id = gm.group_id
      where gm.member = m.member and g.area in ${below(area)})
    or not exists (select from group_members gm where gm.member = m.member)
      and not ${hasSuperior(area)}))`

/** What is confidential is there for its discipline office alone. */
const entrusted = (row: 'c' | 'f', { office }: Viewer, bind: Bind) =>
  office?.kind === 'discipline' ? `${row}.office = ${bind(office.id)}` : 'false'

/**
 * Neither a person it is about nor his office learns of it; at the top, where it is held for want of a clean office,
 * only the person does not.
 */
const concerns = (row: 'c' | 'f', { staff, office }: Viewer, bind: Bind) => {
  const colleague = office ? `a.office = ${bind(office.id)} and ${hasSuperior(bind(office.area))}` : 'false'
  return `exists (select from staff a where a.id = any(${row}.about) and (a.id = ${bind(staff)} or ${colleague}))`
}
