import { scopeKey } from '../../../cases/arranged.ts'
import {
  faultsOf,
  isTextName,
  LONGEST,
  wordsOf,
  type Fault,
  type TextName,
} from '../../../cases/wording-text.ts'
import { parseWorld } from '../../../cases/world-file.ts'
import { shortReason } from '../../../cases/world-reasons.ts'
import { tellChanges } from '../../../cases/world-told.ts'
import { inline, type Value } from '../../../cases/world-yaml.ts'
import type { World } from '../../../cases/world.ts'
import { who } from '../../../store/acting.ts'
import { Outdated } from '../../../store/county-changes.ts'
import { saveOwnText } from '../../../store/wording.ts'
import { editWorld, removeFromWorld, type Kept, type Subject } from '../../../store/world-edit.ts'
import { ADMINS, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest, notFound, Refusal, refused } from '../errors.ts'
import { Done } from '../schemas.ts'
import { CountyRemoving, CountySaving, WordingSaving } from '../schemas-people.ts'

type SavedKind = CountySaving['kind']

/** Changes of one thing of the county at a time: an edit is a world file of one item, checked like any other. */
export function peopleEditRoutes(app: App, deps: ConsoleDeps) {
  const { pool, clock, categories, county } = deps
  const config = { access: ADMINS }
  const zone = () => county().directory.settings.timezone

  app.post(
    '/api/county/save',
    { config, schema: { body: CountySaving, response: { 200: Done } } },
    async (request) => {
      const { version, kind, item, new: isNew } = request.body
      const subject = subjectOf(kind, item)
      const file = fileOf(kind, asValue(item))
      const edition = { by: who(viewerOf(request)), at: clock(), since: version }
      await current(zone, () =>
        editWorld(pool, edition, subject, (known) => {
          const read = parseWorld(file, categories(), known)
          if ('problems' in read) throw badRequest(read.problems.map((p) => shortReason(p.reason)).join('；'))
          checkThere(known, subject, isNew)
          return read
        }),
      )
      return { done: true as const }
    },
  )

  app.post(
    '/api/county/remove',
    { config, schema: { body: CountyRemoving, response: { 200: Done } } },
    async (request) => {
      const { version, ...subject } = request.body
      const edition = { by: who(viewerOf(request)), at: clock(), since: version }
      const kept = await current(zone, () => removeFromWorld(pool, edition, subject))
      if (kept) throw keptBecause(kept)
      return { done: true as const }
    },
  )

  app.post(
    '/api/county/wording',
    { config, schema: { body: WordingSaving, response: { 200: Done } } },
    async (request) => {
      const { version, name, text } = request.body
      if (!isTextName(name)) throw notFound()
      const [fault] = text === null ? [] : faultsOf(name, text)
      if (fault) throw badRequest(sayFault(name, fault))
      const edition = { by: who(viewerOf(request)), at: clock(), since: version }
      const own = text === county().wording.defaults.get(name) ? null : text
      const saved = await current(zone, () => saveOwnText(pool, edition, name, own))
      if (!saved) throw refused('还没有区域和单位，请先导入')
      return { done: true as const }
    },
  )
}

/** What others have done since is told to whoever comes second. */
export async function current<T>(timezone: () => string, change: () => Promise<T>): Promise<T> {
  try {
    return await change()
  } catch (error) {
    if (!(error instanceof Outdated)) throw error
    const told = tellChanges(error.changes, timezone())
    throw new Refusal(409, 'outdated', `没有保存，因为刚才有改动：${told}。请核对后再改。`)
  }
}

const LISTS: Record<Exclude<SavedKind, 'settings'>, string> = {
  ...{ area: 'areas', office: 'offices', staff: 'staff', group: 'groups' },
  ...{ dispatch: 'dispatch', deadline: 'deadlines', answer: 'answers' },
}

const fileOf = (kind: SavedKind, item: Value) =>
  kind === 'settings' ? `settings: ${inline(item)}\n` : `${LISTS[kind]}:\n  - ${inline(item)}\n`

const MOST_DEEP = 3
const LONGEST_TEXT = 1000

/** What may stand in a file: texts, and lists and fields of them. @throws Refusal 400 */
function asValue(given: unknown, depth = 0): Value {
  if (given === null || typeof given === 'boolean' || typeof given === 'number') return given
  if (typeof given === 'string' && given.length <= LONGEST_TEXT) return given
  if (typeof given !== 'object' || depth > MOST_DEEP) throw badRequest('内容太长')
  if (Array.isArray(given)) return given.map((part) => asValue(part, depth + 1))
  return Object.fromEntries(Object.entries(given).map(([key, part]) => [key, asValue(part, depth + 1)]))
}

function subjectOf(kind: SavedKind, item: Record<string, unknown>): Subject {
  const text = (key: string) => (typeof item[key] === 'string' ? item[key].trim() : null)
  if (kind === 'settings') return { kind, id: 'settings' }
  if (kind === 'dispatch' || kind === 'deadline')
    return { kind, id: scopeKey(text('category') || null, text('area') || null) }
  return { kind, id: text(kind === 'area' ? 'code' : 'id') ?? '' }
}

/** A new thing has an id of its own, another is there. */
function checkThere(known: World, { kind, id }: Subject, isNew: boolean): void {
  const ids: Partial<Record<Subject['kind'], string[]>> = {
    area: known.areas.map((a) => a.code),
    office: known.offices.map((o) => o.id),
    staff: known.staff.map((s) => s.id),
    group: known.groups.map((g) => g.id),
    answer: known.answers.map((a) => a.id),
  }
  const list = ids[kind]
  if (!list) return
  if (isNew && list.includes(id)) throw badRequest(`编号“${id}”已经有了，请换一个`)
  if (isNew && !/^\S{1,100}$/u.test(id)) throw badRequest('编号里不能有空格，最多 100 个字')
  if (!isNew && !list.includes(id)) throw notFound()
}

function keptBecause(kept: Kept): Refusal {
  if (kept === 'unknown') return notFound()
  if (kept === 'login') return refused('这个人有登录账号，不能删除；请先在“登录账号”里停用，或者改职务')
  if (kept === 'in-use')
    return refused('加入以后已经收到过消息，可能有记录与它有关，不能删除；可以改名，人员可以清空微信、改角色')
  return refused(`还有${kept.uses.join('、')}，不能删除`)
}

function sayFault(name: TextName, found: Fault): string {
  if (found.fault === 'empty') return '不能是空的'
  if (found.fault === 'lacks') return `少了 {${found.word}}，这句话没有它就没有用，请加上`
  if (found.fault === 'long') return `大约有 ${found.length} 个字，请缩短到 ${LONGEST} 个字以内`
  const words = wordsOf(name).map((word) => `{${word}}`)
  return `不能用 {${found.word}}，${words.length ? `可用的有 ${words.join('、')}` : '这句话没有可用的占位词'}`
}
