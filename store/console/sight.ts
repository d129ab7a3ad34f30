/*
 * How far somebody sees from his office. It is looked up once with the session, so that the conditions of visibility.ts
 * compare with plain lists instead of walking the tree for every row.
 */

export interface Sight {
  /** the area of his office with all below it; null: the whole tree */
  areas: string[] | null
  /** whether no area is above that of his office */
  top: boolean
  /** the staff of whose own cases he learns nothing: himself and, unless at the top, all of his office */
  aside: string[]
}

/** The columns of it, of staff `s` with an office `o`, either of which may be missing. */
export const SIGHT = `
  case when not exists (select from areas r where r.parent is null and r.code <> o.area)
      and exists (select from areas r where r.parent is null and r.code = o.area) then null
    else array(
      with recursive below as (
        select code from areas where code = o.area
        union select a.code from areas a join below b on a.parent = b.code)
      select code from below) end as areas_below,
  not exists (select from areas a where a.code = o.area and a.parent is not null) as is_top,
  array(select f.id from staff f where f.id = s.id or f.office = o.id
    and exists (select from areas a where a.code = o.area and a.parent is not null)) as aside`

export interface SightRow {
  areas_below: string[] | null
  is_top: boolean
  aside: string[]
}

export const toSight = (row: SightRow): Sight => ({
  areas: row.areas_below,
  top: row.is_top,
  aside: row.aside,
})
