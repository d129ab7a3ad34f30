import type { County } from '../../cases/county.ts'
import { similarity } from '../../cases/similar.ts'
import type { Queryable } from '../db.ts'
import type { FlagRow } from '../review.ts'
import { masked } from './masked.ts'
import { binder, type Viewer } from './viewer.ts'
import { caseVisible } from './visibility.ts'

/** How long ago a case may have been opened to be the same need, in days. */
const DAYS = 30
/** How many are compared of each: those of the group, and those of the kind at the place. */
const COMPARED = 50
const SHOWN = 4
/** How alike a case must be to be shown: less for the same kind at the same place. */
const ALIKE = 0.25
const ALIKE_THERE = 0.08

/** An open case that may be the same need. */
export interface Similar {
  code: string
  /** null: confidential, and read on its page alone */
  text: string | null
  category: string
  status: string
  area: string
  office: string | null
  openedAt: number
}

/**
 * The open cases that each message may belong to, most alike first, of those that the viewer may see. The words of a complaint
 * join complaints alone.
 */
export async function loadSimilar(
  db: Queryable,
  viewer: Viewer,
  { directory }: County,
  rows: (FlagRow & { area: string })[],
): Promise<Similar[][]> {
  const { values, bind } = binder()
  const places = rows.map(({ area }) =>
    directory.descendants(directory.atLevel(area, 'village')?.code ?? area),
  )
  const asked = `unnest(${[
    `${bind(rows.map((r) => r.group_id))}::text[]`,
    `${bind(rows.map((r) => r.category))}::text[]`,
    `${bind(rows.map((r) => r.at))}::timestamptz[]`,
    `${bind(rows.map((r) => r.confidential))}::boolean[]`,
    `${bind(places.map((list) => JSON.stringify(list.map((a) => a.code))))}::jsonb[]`,
  ].join(', ')}) with ordinality k (group_id, category, at, confidential, places, turn)`
  const open = `c.status <> 'closed' and c.opened_at > k.at - make_interval(days => ${DAYS})
    and (c.confidential or not k.confidential) and ${caseVisible(viewer, bind)}`
  const { rows: found } = await db.query(
    `select k.turn::int - 1 as i, c.code, c.text, c.confidential, c.category, c.status, c.area, c.opened_at, a.name as area_name, o.name as office
     from ${asked} cross join lateral (
       (select c.id from cases c where c.group_id = k.group_id and ${open} order by c.opened_at desc limit ${COMPARED})
       union
       (select c.id from cases c where c.area = any(array(select jsonb_array_elements_text(k.places)))
         and c.category = k.category and ${open} order by c.opened_at desc limit ${COMPARED})) x
     join cases c on c.id = x.id join areas a on a.code = c.area left join offices o on o.id = c.office`,
    values,
  )
  return rows.map((row, i) => {
    const near = new Set(places[i]!.map((a) => a.code))
    return found
      .filter((c) => c.i === i)
      .map((c) => ({ c, alike: similarity(row.text, c.text) }))
      .filter(({ c, alike }) => {
        const there = c.category === row.category && near.has(c.area)
        return alike >= (there ? ALIKE_THERE : ALIKE)
      })
      .sort((one, other) => other.alike - one.alike || +other.c.opened_at - +one.c.opened_at)
      .slice(0, SHOWN)
      .map(({ c }) => ({
        code: c.code,
        text: c.confidential ? null : masked(c.text),
        category: c.category,
        status: c.status,
        area: c.area_name,
        office: c.office,
        openedAt: +c.opened_at,
      }))
  })
}
