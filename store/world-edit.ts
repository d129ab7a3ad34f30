import { diffWorlds, type Change, type Kind } from '../cases/world-diff.ts'
import { usesOf, type Removable } from '../cases/world-uses.ts'
import { DEFAULT_SETTINGS, type Removed, type World } from '../cases/world.ts'
import { record } from './audit.ts'
import { editDetail } from './county-audit.ts'
import { addedAt, changesSince, noteChanges, Outdated, type OwnEdition } from './county-changes.ts'
import { inTransaction, type Pool, type Queryable } from './db.ts'
import { lockWorld, wakeCases, writeParts } from './world.ts'

export interface Subject {
  kind: Kind
  id: string
}
/** A part of a world to be written over the one that is there, and what is taken back of it. */
export interface Part {
  world: World
  removed: Removed
}

const EMPTY: World = {
  ...{ areas: [], offices: [], staff: [], groups: [], members: [] },
  ...{ dispatch: [], deadlines: [], answers: [], settings: DEFAULT_SETTINGS },
}
/** Kinds by which deadlines go. */
const TIMES: readonly Kind[] = ['settings', 'deadline']

/**
 * Changes one thing of the world and raises its version. `decide` gets the world without members and gives the part to
 * write; what it throws ends it all.
 * @throws Outdated when that thing was changed since the version of the edition
 */
export async function editWorld(
  pool: Pool,
  edition: OwnEdition,
  subject: Subject,
  decide: (known: World) => Part,
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const known = await lockFor(tx, edition, subject)
    const { world, removed } = decide(known)
    const version = await writeParts(tx, world, removed)
    const { changes } = diffWorlds(known, world, removed)
    await note(tx, version, edition, subject, changes)
    if (TIMES.includes(subject.kind)) await wakeCases(tx)
  })
}

/** Why something stays: what refers to it, or that it has been in use. */
export type Kept = { uses: string[] } | 'login' | 'in-use' | 'unknown'

const TABLES = { area: 'areas', office: 'offices', staff: 'staff', group: 'groups' } as const

/**
 * Removes what nothing refers to. Whether a case does is nothing that one may find out by trying, since it may be a
 * complaint; so only what was added after the last message is free.
 * @returns why it stays, or null when it is gone
 * @throws Outdated as `editWorld`
 */
export async function removeFromWorld(
  pool: Pool,
  edition: OwnEdition,
  subject: { kind: Removable; id: string },
): Promise<Kept | null> {
  return inTransaction(pool, async (tx) => {
    const known = await lockFor(tx, edition, subject)
    const { kind, id } = subject
    const key = kind === 'area' ? 'code' : 'id'
    const without = withoutOne(known, kind, id)
    if (!without) return 'unknown'
    const uses = usesOf(known, kind, id)
    if (uses.length) return { uses }
    if (kind === 'staff' && (await hasLogin(tx, id))) return 'login'
    if (await isInUse(tx, subject)) return 'in-use'
    if (kind === 'group') await tx.query('delete from group_members where group_id = $1', [id])
    await tx.query(`delete from ${TABLES[kind]} where ${key} = $1`, [id])
    const version = await writeParts(tx, { ...EMPTY, settings: known.settings }, NOTHING)
    await note(tx, version, edition, subject, [
      { kind, id, name: without.name, change: 'removed', fields: [] },
    ])
    return null
  })
}

const NOTHING: Removed = { dispatch: [], deadlines: [], answers: [] }

function withoutOne(known: World, kind: Removable, id: string): { name: string } | null {
  if (kind === 'group') {
    const group = known.groups.find((g) => g.id === id)
    return group ? { name: group.topic } : null
  }
  if (kind === 'area') return known.areas.find((a) => a.code === id) ?? null
  return (kind === 'office' ? known.offices : known.staff).find((item) => item.id === id) ?? null
}

async function lockFor(tx: Queryable, { since }: OwnEdition, subject: Subject): Promise<World> {
  const known = await lockWorld(tx, false)
  const changes = await changesSince(tx, since, subject)
  if (changes.length) throw new Outdated(changes)
  return known?.world ?? EMPTY
}

async function note(
  tx: Queryable,
  version: number,
  edition: OwnEdition,
  subject: Subject,
  changes: readonly Change[],
): Promise<void> {
  await noteChanges(tx, version, edition, changes)
  const detail = editDetail(subject, changes)
  await record(tx, { ...edition.by, at: edition.at, action: 'county', detail })
}

async function hasLogin(tx: Queryable, staff: string): Promise<boolean> {
  const { rows } = await tx.query('select exists (select from users where staff = $1) as is', [staff])
  return rows[0].is as boolean
}

/** Whether anything was heard since it was added; what came before additions were noted is in use. */
async function isInUse(tx: Queryable, { kind, id }: Subject): Promise<boolean> {
  const added = await addedAt(tx, kind, id)
  if (added === null) return true
  const { rows } = await tx.query('select exists (select from messages where received_at >= $1) as is', [
    new Date(added),
  ])
  return rows[0].is as boolean
}
