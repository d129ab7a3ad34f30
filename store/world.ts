import { diffWorlds } from '../cases/world-diff.ts'
import { DEFAULT_SETTINGS, type Removed, type World } from '../cases/world.ts'
import { keepingAdmin } from './admins.ts'
import { saveArranged } from './arranged.ts'
import { recordEach } from './audit.ts'
import { importDetails } from './county-audit.ts'
import { BY_COMMAND, changesSince, noteChanges, Outdated, type Edition } from './county-changes.ts'
import { inTransaction, type Pool, type Queryable } from './db.ts'

/** Something that the installation has and an imported file lacks. */
export interface Missing {
  kind: 'area' | 'office' | 'staff' | 'group' | 'member' | 'dispatch' | 'deadline' | 'answer'
  /** its category and area where it has no id */
  id: string
}

/** Only one import at a time: two would wait for each other's rows. */
const IMPORT_LOCK = 7_301_004
const NOTHING: Removed = { dispatch: [], deadlines: [], answers: [] }

/**
 * Writes a world over what is there, all of it or nothing, and raises its version. What the world lacks is left alone
 * and listed, but for what is `removed`; a member's groups are those that the world gives him.
 * @throws Outdated when it was changed since the version of the edition
 */
export async function saveWorld(
  pool: Pool,
  world: World,
  removed: Removed = NOTHING,
  edition: Edition = BY_COMMAND,
): Promise<{ missing: Missing[] }> {
  return inTransaction(pool, async (tx) => {
    const known = await lockWorld(tx)
    const { by, at, since } = edition
    if (by && since !== (known?.version ?? 0)) throw new Outdated(await changesSince(tx, since, null))
    const version = await writeParts(tx, world, removed)
    const { changes } = diffWorlds(known?.world ?? null, world, removed)
    await noteChanges(tx, version, edition, changes)
    if (by) await recordEach(tx, { ...by, at, action: 'county' }, importDetails(changes))
    await wakeCases(tx)
    return { missing: await findMissing(tx, world) }
  })
}

/** The world as nobody else changes it until the transaction ends. */
export async function lockWorld(tx: Queryable, members = true) {
  await tx.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK])
  return loadWorld(tx, members)
}

/**
 * Writes all that a world holds and gives the version after it; what it lacks stays.
 * @throws LastAdmin see `keepingAdmin`
 */
export async function writeParts(tx: Queryable, world: World, removed: Removed): Promise<number> {
  await saveAreas(tx, world)
  await saveOffices(tx, world)
  await keepingAdmin(tx, () => saveStaff(tx, world))
  await saveGroups(tx, world)
  await saveMembers(tx, world)
  await saveArranged(tx, world, removed)
  const { rows } = await tx.query<{ version: number }>(
    `insert into settings (id, value, version) values (1, $1, 1)
     on conflict (id) do update set value = excluded.value, version = settings.version + 1 returning version`,
    [world.settings],
  )
  return rows[0]!.version
}

/** Other settings may move what falls due: every unfinished case is looked at again. */
export async function wakeCases(tx: Queryable): Promise<void> {
  await tx.query(`update cases set wake_at = 'epoch' where status <> 'closed'`)
}

/** Lists travel as JSON: an array of arrays would have to be rectangular. */
const json = (lists: unknown[]) => lists.map((list) => JSON.stringify(list))

/** One statement takes children and parents in any order: references are checked at its end. */
async function saveAreas(tx: Queryable, { areas }: World): Promise<void> {
  await tx.query(
    `insert into areas (code, name, level, parent, aliases, landmarks)
     select a.code, a.name, a.level, a.parent, ${textArray('a.aliases')}, ${textArray('a.landmarks')}
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::jsonb[])
       as a (code, name, level, parent, aliases, landmarks)
     on conflict (code) do update set name = excluded.name, level = excluded.level, parent = excluded.parent,
       aliases = excluded.aliases, landmarks = excluded.landmarks`,
    [
      areas.map((a) => a.code),
      areas.map((a) => a.name),
      areas.map((a) => a.level),
      areas.map((a) => a.parent),
      json(areas.map((a) => a.aliases)),
      json(areas.map((a) => a.landmarks)),
    ],
  )
}

async function saveOffices(tx: Queryable, { offices }: World): Promise<void> {
  await tx.query(
    `insert into offices (id, name, area, kind, handles)
     select o.id, o.name, o.area, o.kind, case jsonb_typeof(o.handles) when 'array' then ${textArray('o.handles')} end
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[]) as o (id, name, area, kind, handles)
     on conflict (id) do update set name = excluded.name, area = excluded.area, kind = excluded.kind,
       handles = excluded.handles`,
    [
      offices.map((o) => o.id),
      offices.map((o) => o.name),
      offices.map((o) => o.area),
      offices.map((o) => o.kind),
      json(offices.map((o) => o.handles)),
    ],
  )
}

async function saveStaff(tx: Queryable, { staff }: World): Promise<void> {
  const ids = staff.map((s) => s.id)
  // A phone that passes from one to the other must be free before it is given on.
  await tx.query('update staff set wechat = null where id = any($1)', [ids])
  await tx.query(
    `insert into staff (id, name, office, post, aliases, wechat, role)
     select s.id, s.name, s.office, s.post, ${textArray('s.aliases')}, s.wechat, s.role
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $7::text[])
       as s (id, name, office, post, aliases, wechat, role)
     on conflict (id) do update set name = excluded.name, office = excluded.office, post = excluded.post,
       aliases = excluded.aliases, wechat = excluded.wechat, role = excluded.role`,
    [
      ids,
      staff.map((s) => s.name),
      staff.map((s) => s.office),
      staff.map((s) => s.post),
      json(staff.map((s) => s.aliases)),
      staff.map((s) => s.wechat),
      staff.map((s) => s.role),
    ],
  )
}

async function saveGroups(tx: Queryable, { groups }: World): Promise<void> {
  await tx.query(
    `insert into groups (id, topic, area, kind)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
     on conflict (id) do update set topic = excluded.topic, area = excluded.area, kind = excluded.kind`,
    [
      groups.map((g) => g.id),
      groups.map((g) => g.topic),
      groups.map((g) => g.area),
      groups.map((g) => g.kind),
    ],
  )
}

async function saveMembers(tx: Queryable, { members }: World): Promise<void> {
  const ids = members.map((m) => m.id)
  await tx.query(
    `insert into members (id, name) select * from unnest($1::text[], $2::text[])
     on conflict (id) do update set name = excluded.name`,
    [ids, members.map((m) => m.name)],
  )
  const pairs = members.flatMap((m) => m.groups.map((group) => ({ group, member: m.id })))
  const values = [pairs.map((p) => p.group), pairs.map((p) => p.member)]
  await tx.query(
    `delete from group_members where member = any($3) and (group_id, member) not in
       (select * from unnest($1::text[], $2::text[]))`,
    [...values, ids],
  )
  await tx.query(
    `insert into group_members (group_id, member) select * from unnest($1::text[], $2::text[])
     on conflict do nothing`,
    values,
  )
}

const textArray = (column: string) =>
  `array(select value from jsonb_array_elements_text(${column}) with ordinality as e (value, n) order by n)`

const ids = (list: readonly { id: string }[]) => list.map((item) => item.id)

async function findMissing(tx: Queryable, world: World): Promise<Missing[]> {
  const { rows } = await tx.query<Missing>(
    `select 'area' as kind, code as id, 1 as n from areas where code <> all($1)
     union all select 'office', id, 2 from offices where id <> all($2)
     union all select 'staff', id, 3 from staff where id <> all($3)
     union all select 'group', id, 4 from groups where id <> all($4)
     union all select 'member', id, 5 from members where id <> all($5)
     union all select 'dispatch', category || ' ' || area, 6 from dispatch
       where (category, area) not in (select * from unnest($6::text[], $7::text[]))
     union all select 'deadline', concat_ws(' ', category, area), 7 from deadlines d
       where not exists (select from unnest($8::text[], $9::text[]) as f (category, area)
         where f.category is not distinct from d.category and f.area is not distinct from d.area)
     union all select 'answer', id, 8 from answers where id <> all($10)
     order by n, id`,
    [
      world.areas.map((a) => a.code),
      ...[world.offices, world.staff, world.groups, world.members].map(ids),
      ...[world.dispatch, world.deadlines].flatMap((list) => [
        list.map((item) => item.category),
        list.map((item) => item.area),
      ]),
      ids(world.answers),
    ],
  )
  return rows.map(({ kind, id }) => ({ kind, id }))
}

/**
 * The whole county as it is at one moment with its version; null before the first import. Without `members` it has none,
 * for whoever does not need the many.
 */
export async function loadWorld(
  q: Queryable,
  members = true,
): Promise<{ world: World; version: number } | null> {
  const list = (columns: string, table: string, ...keys: string[]) => {
    const order = keys.map((key) => `r.${key} collate "C"`).join(', ')
    return `(select coalesce(json_agg(r order by ${order}), '[]') from (select ${columns} from ${table}) r)`
  }
  const memberGroups = `array(select group_id from group_members g where g.member = m.id order by group_id collate "C")`
  const { rows } = await q.query<World & { version: number }>(
    `select version, value as settings,
       ${list('code, name, level, parent, aliases, landmarks', 'areas', 'code')} as areas,
       ${list('id, name, area, kind, handles', 'offices', 'id')} as offices,
       ${list('id, name, office, post, aliases, wechat, role', 'staff', 'id')} as staff,
       ${list('id, topic, area, kind', 'groups', 'id')} as groups,
       ${members ? list(`m.id, m.name, ${memberGroups} as groups`, 'members m', 'id') : `'[]'::json`} as members,
       ${list('category, area, office', 'dispatch', 'category', 'area')} as dispatch,
       ${list('category, area, done, accept', 'deadlines', 'category', 'area')} as deadlines,
       ${list('id, category, area, words, text, source', 'answers', 'id')} as answers
     from settings where id = 1`,
  )
  if (!rows[0]) return null
  const { version, settings, ...lists } = rows[0]
  // A setting that is newer than the stored world has its default.
  return { version, world: { ...lists, settings: { ...DEFAULT_SETTINGS, ...settings } } }
}

/** The version that the next `loadWorld` would give; 0 before the first import. */
export async function worldVersion(q: Queryable): Promise<number> {
  const { rows } = await q.query<{ version: number }>('select version from settings where id = 1')
  return rows[0]?.version ?? 0
}
