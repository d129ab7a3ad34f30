/** The world file: one county, or a part of it, as YAML. */
import { LineCounter, parseDocument } from 'yaml'
import type { KnownCategories, Lines } from './world-against.ts'
import { readArranged, type ReadList } from './world-arranged.ts'
import { checkWorld } from './world-check.ts'
import { Reading, type Fields, type Problem } from './world-fields.ts'
import { readSettings } from './world-settings.ts'
import { DEFAULT_SETTINGS, LEVELS, OFFICE_KINDS, ROLES, type Removed, type World } from './world.ts'

export type { Problem } from './world-fields.ts'

/**
 * Reads a world file and checks all of it: either the world, or every mistake with its line, first line first.
 * `categories` are those that the file may name. With `known`, the world of an installation that the file is to
 * update, the file may be a part: references may point there, settings that are not named stay as they are, and an
 * area without a parent keeps the one it has. `removed` is what the file takes back from it.
 */
export function parseWorld(
  text: string,
  categories: KnownCategories,
  known: World | null = null,
): { world: World; removed: Removed } | { problems: Problem[] } {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter })
  const reading = new Reading(document, lineCounter)
  for (const error of document.errors)
    reading.wrong(
      lineCounter.linePos(error.pos[0]).line,
      `no valid YAML: ${error.message.split(/ at line \d|\n/)[0]}`,
    )
  if (reading.problems.length) return { problems: reading.problems }

  const file = reading.fields(document.contents, 'the file', 1)
  if (!file) return { problems: reading.problems }
  const lines: Lines = new Map()
  const { world, removed } = readWorld(file, known, lines)
  file.done()
  if (!world.areas.length && !known) reading.wrong(1, 'the file has no areas; at least one is needed')
  checkWorld(world, removed, known, categories, (item, key, reason) => lines.get(item)?.unfit(key, reason))
  if (!reading.problems.length) return { world, removed }
  return { problems: reading.problems.sort((a, b) => a.line - b.line) }
}

function readWorld(file: Fields, known: World | null, lines: Lines): { world: World; removed: Removed } {
  const parents = new Map(known?.areas.map((a) => [a.code, a.parent]))
  const read: ReadList = (key, what, id, one) =>
    file.items(key, what).map((item) => {
      const name = item.peek(id)
      if (name) item.what = `${what} ${name}`
      const made = one(item)
      item.done()
      lines.set(made, item)
      return made
    })
  const areas = read('areas', 'area', 'code', (f) => {
    const code = f.text('code')
    return {
      code,
      name: f.text('name'),
      level: f.choice('level', LEVELS),
      parent: f.textOr('parent', parents.get(code) ?? null),
      aliases: f.texts('aliases') ?? [],
      landmarks: f.texts('landmarks') ?? [],
    }
  })
  const offices = read('offices', 'office', 'id', (f) => ({
    id: f.text('id'),
    name: f.text('name'),
    area: f.text('area'),
    kind: f.choice('kind', OFFICE_KINDS),
    handles: f.texts('handles'),
  }))
  const staff = read('staff', 'staff', 'id', (f) => ({
    id: f.text('id'),
    name: f.text('name'),
    office: f.text('office'),
    post: f.text('post'),
    aliases: f.texts('aliases') ?? [],
    wechat: f.textOr('wechat', null),
    role: f.choice('role', ROLES),
  }))
  const groups = read('groups', 'group', 'id', (f) => ({
    id: f.text('id'),
    topic: f.text('topic'),
    area: f.text('area'),
    kind: f.choice('kind', ['residents', 'supervision'] as const),
  }))
  const members = read('members', 'member', 'id', (f) => ({
    id: f.text('id'),
    name: f.text('name'),
    groups: f.texts('groups') ?? [],
  }))
  const { arranged, removed } = readArranged(read)
  const settings = readSettings(file.fields('settings', 'settings'), known?.settings ?? DEFAULT_SETTINGS)
  const world: World = { areas, offices, staff, groups, members, ...arranged, settings }
  return { world, removed }
}
