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
  const own = bind(office.id)
  const plain =
    viewer.role === 'admin'
      ? 'true'
      : viewer.role === 'handler'
        ? `c.office = ${own}`
        : `(c.office = ${own} or c.area in ${below(bind(office.area))})`
  const confidential = office.kind === 'discipline' ? `c.office = ${own}` : 'false'
  // Neither the person it is about nor his office learns of it; at the top, where it is held for want of a clean
  // office, only the person does not.
  const colleague = `a.office = ${own} and ${hasSuperior(bind(office.area))}`
  return `(case when c.confidential then ${confidential} else ${plain} end
    and not exists (select from staff a where a.id = any(c.about) and (a.id = ${bind(viewer.staff)} or ${colleague})))`
}

/** Condition over `flags f` joined with their `messages m`. Only those who review see any. */
export function flagVisible(viewer: Viewer, bind: Bind): string {
  const { office, role } = viewer
  if (role !== 'admin' && role !== 'reviewer') return 'false'
  if (!office) return role === 'admin' ? 'not f.confidential' : 'false'
  const area = bind(office.area)
  const near = heardBelow(area)
  const confidential = office.kind === 'discipline' ? `${near} and not ${names(viewer, area, bind)}` : 'false'
  return `(case when f.confidential then ${confidential} else ${role === 'admin' ? 'true' : near} end)`
}

/** Condition over `outbox x`: what tells of a case goes with the case, the rest belongs to admins. */
export function outboxVisible(viewer: Viewer, bind: Bind): string {
  const rest = viewer.role === 'admin' ? 'x.case_id is null' : 'false'
  return `(${rest} or exists (select from cases c where c.id = x.case_id and ${caseVisible(viewer, bind)}))`
}

// A private message belongs to where its sender's groups are; one from nowhere to the top of the tree.
const heardBelow = (area: string) => `(
  exists (select from groups g where g.id = f.group_id and g.area in ${below(area)})
  or f.group_id is null and (
    exists (select from group_members gm join groups g on g.id = gm.group_id
      where gm.member = m.member and g.area in ${below(area)})
    or not exists (select from group_members gm where gm.member = m.member)
      and not ${hasSuperior(area)}))`

// A text that names a colleague of the same area goes to the level above; at the top only the named one is left out.
const names = (viewer: Viewer, area: string, bind: Bind) => `exists (
  select from staff a join offices o on o.id = a.office
  where (a.id = ${bind(viewer.staff)}
    or o.area = ${area} and ${hasSuperior(area)})
    and exists (select from unnest(a.aliases || a.name) as word where word <> '' and position(word in m.text) > 0))`
