import type { Bind, Viewer } from './viewer.ts'

/*
 * What a viewer may see, as conditions of SQL. Every statement of the console that touches cases, flags, messages or
 * the outbox takes its condition from here; what the condition leaves out does not exist for that viewer. They compare
 * with the lists of his `sight`, so that indexes can be used and no row costs a walk through the tree.
 */

/**
 * Condition over `cases c`: area or office by role, confidential ones by the discipline office that has them. `look`: whether a
 * few are looked for, by an index, or all are looked at.
 */
export function caseVisible(viewer: Viewer, bind: Bind, look: Look = 'for-some'): string {
  const { office } = viewer
  if (!office) return viewer.role === 'admin' ? 'not c.confidential' : 'false'
  return `(${known('c', viewer, ordinary(viewer, office, bind, look), bind)} and ${apart('c', viewer, bind)})`
}
type Look = 'for-some' | 'at-all'

function ordinary(viewer: Viewer, office: NonNullable<Viewer['office']>, bind: Bind, look: Look): string {
  const { role, staff } = viewer
  if (role === 'admin') return 'true'
  const own = `c.office = ${bind(office.id)}`
  if (role !== 'handler') return `(${own} or ${within('c.area', viewer, bind, look)})`
  // Whoever files what he was told is asked how it goes.
  const filed = `c.channel in ('phone', 'visit', 'meeting', 'desk') and c.id = any(array(
    select e.case_id from case_events e where e.seq = 0 and e.by = ${bind(staff)}))`
  return `(${own} or ${filed})`
}

/** Condition over `flags f`. Only those who review see any. */
export function flagVisible(viewer: Viewer, bind: Bind): string {
  const { office, role } = viewer
  if (role !== 'admin' && role !== 'reviewer') return 'false'
  if (!office) return role === 'admin' ? 'not f.confidential' : 'false'
  const plain = role === 'admin' ? 'true' : heardBelow(viewer, bind)
  return `(${known('f', viewer, plain, bind)} and ${apart('f', viewer, bind)})`
}

/**
 * Condition over `messages n` of a group in sight: what belongs to a case or a flag that is not there for him was never said,
 * and nothing is shown of somebody who wants to be left alone.
 */
export function messageVisible(viewer: Viewer, bind: Bind): string {
  return `(n.member is null or n.member not in (select member from opted_out))
    and (n.case_id is null or exists (select from cases c where c.id = n.case_id and ${caseVisible(viewer, bind)}))
    and not exists (select from flags f where f.account = n.account and f.message = n.id
      and (${flagVisible(viewer, bind)}) is not true)`
}

/**
 * Condition over `outbox x`: what tells of a case goes with the case, what else is said in groups belongs to admins. What
 * else is said privately is nobody's: somebody who asks for his own cases is told of confidential ones too.
 */
export function outboxVisible(viewer: Viewer, bind: Bind): string {
  const rest = viewer.role === 'admin' ? '(x.case_id is null and x.direct is null)' : 'false'
  return `(${rest} or exists (select from cases c where c.id = x.case_id and ${caseVisible(viewer, bind)}))`
}

/** Condition over `groups g`: those who review see the groups of their area. */
export function groupVisible(viewer: Viewer, bind: Bind): string {
  if (viewer.role === 'admin') return 'true'
  return viewer.role === 'reviewer' && viewer.office ? within('g.area', viewer, bind) : 'false'
}

/**
 * Condition over `audit u`: a row may name two cases, and is there only with both of them; one with an office is about a
 * confidential flag of that office. Whoever is no admin sees what was done with what his discipline office has, and no more.
 */
export function auditVisible(viewer: Viewer, bind: Bind): string {
  const { office, role } = viewer
  const entrusted = `u.office is not null or exists (select from cases c where c.code = u.case_code and c.confidential)`
  if (role !== 'admin')
    return role === 'reviewer' && office?.kind === 'discipline'
      ? `((${entrusted}) and ${auditOpen(viewer, bind)})`
      : 'false'
  return auditOpen(viewer, bind)
}

function auditOpen(viewer: Viewer, bind: Bind): string {
  const { office } = viewer
  const own = office?.kind === 'discipline' && `u.office = ${bind(office.id)} and ${apart('u', viewer, bind)}`
  return `((u.office is null${own ? ` or ${own}` : ''}) and not exists (select from cases c
    where c.code in (u.case_code, u.detail) and (${caseVisible(viewer, bind)}) is not true))`
}

// A private message belongs to where its sender's groups are; one from nowhere to the top of the tree.
const heardBelow = (viewer: Viewer, bind: Bind) => `(
  f.group_id in (select g.id from groups g where ${within('g.area', viewer, bind)})
  or f.group_id is null and (
    exists (select from messages w join group_members gm on gm.member = w.member join groups g on g.id = gm.group_id
      where w.account = f.account and w.id = f.message and ${within('g.area', viewer, bind)})
    or ${viewer.sight.top} and not exists (select from messages w join group_members gm on gm.member = w.member
      where w.account = f.account and w.id = f.message)))`

/**
 * Whether an area is the one of the viewer's office, or below it. Where some are looked for the planner must not count the codes:
 * it takes each for as many rows as any, and most have none of their own. Where all are looked at it must see them: then each
 * row's area is found among them by its hash, and not by comparing it with one after the other.
 */
function within(area: string, { sight }: Viewer, bind: Bind, look: Look = 'for-some'): string {
  if (!sight.areas) return 'true'
  const codes = `${bind(sight.areas)}::text[]`
  return look === 'at-all' ? `${area} = any(${codes})` : `${area} = any(array(select unnest(${codes})))`
}

/** What is confidential is there for its discipline office alone, all else as `plain` says. */
function known(row: 'c' | 'f', { office }: Viewer, plain: string, bind: Bind): string {
  const open = `not ${row}.confidential and ${plain}`
  if (office?.kind !== 'discipline') return open
  return `(${open} or ${row}.confidential and ${row}.office = ${bind(office.id)})`
}

/**
 * Neither a person it is about nor his office learns of it; at the top, where it is held for want of a clean office,
 * only the person does not.
 */
const apart = (row: 'c' | 'f' | 'u', { sight }: Viewer, bind: Bind) =>
  `not ${row}.about && ${bind(sight.aside)}::text[]`
