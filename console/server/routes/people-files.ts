import { diffWorlds, type Change, type LeftAlone } from '../../../cases/world-diff.ts'
import { parseWorld } from '../../../cases/world-file.ts'
import { createDirectory } from '../../../cases/directory.ts'
import { chineseReason } from '../../../cases/world-reasons.ts'
import { NOTHING_REMOVED, readWorkbook, templateRows, writeWorkbook } from '../../../cases/world-workbook.ts'
import type { FileProblem } from '../../../cases/world-workbook.ts'
import { writeWorld } from '../../../cases/world-yaml.ts'
import type { Removed, World } from '../../../cases/world.ts'
import { who } from '../../../store/acting.ts'
import { record } from '../../../store/audit.ts'
import { idleOffices, staffWithLogin } from '../../../store/console/people.ts'
import { loadWorld, saveWorld } from '../../../store/world.ts'
import { ADMINS, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest } from '../errors.ts'
import { Done } from '../schemas.ts'
import { FileQuery, ImportPreview, CountyImport } from '../schemas-people.ts'
import { readXlsx, writeXlsx } from '../workbook.ts'
import { current } from './people-edit.ts'

const FILE_LIMIT = 8 * 1024 * 1024
/** A text is read in one go, in which nobody else is answered. */
const TEXT_LIMIT = 2 * 1024 * 1024
const SHOWN = 500

interface Read {
  world: World
  removed: Removed
}
const NO_WORLD_YET = '还没有区域和单位，没有可导出的内容；可以先下载模板'

/** The county as a file: taken out, looked at before it is taken in, and taken in. */
export function peopleFileRoutes(app: App, deps: ConsoleDeps) {
  const { pool, clock, categories, county } = deps
  const config = { access: ADMINS }

  app.get('/api/county/file', { config, schema: { querystring: FileQuery } }, async (request, reply) => {
    const { form, members = false } = request.query
    if (form === 'template') return send(reply, 'xlsx', '区域人员模板', await writeXlsx(templateRows()))
    const known = await loadWorld(pool, members)
    if (!known) throw badRequest(NO_WORLD_YET)
    const { world } = known
    const detail = members ? `${form} members` : form
    await record(pool, { ...who(viewerOf(request)), at: clock(), action: 'county-export', detail })
    if (form === 'yaml') return send(reply, 'yaml', '区域人员', Buffer.from(writeWorld(world)))
    return send(reply, 'xlsx', '区域人员', await writeXlsx(writeWorkbook(world, categories(), members)))
  })

  app.register(async (scope: App) => {
    // What it is is seen from its first bytes, whatever it is called.
    const limit = { parseAs: 'buffer' as const, bodyLimit: FILE_LIMIT }
    scope.addContentTypeParser('application/octet-stream', limit, (_request, body, done) => done(null, body))

    scope.post(
      '/api/county/preview',
      { config, bodyLimit: FILE_LIMIT, schema: { response: { 200: ImportPreview } } },
      async (request) => {
        const loaded = await loadWorld(pool)
        const known = loaded?.world ?? null
        const read = await readFile(request.body, known)
        const version = loaded?.version ?? 0
        if ('problems' in read) {
          const problems = read.problems.slice(0, SHOWN)
          return { version, problems, counts: [], changes: [], left: [], admins: [], idle: [] }
        }
        const { changes, left } = diffWorlds(known, read.world, read.removed)
        return {
          ...{ version, problems: [], counts: countByKind(changes, left) },
          // Members are many and private: of them numbers are enough.
          changes: changes.filter((c) => c.kind !== 'member').slice(0, SHOWN),
          left: left.filter((item) => item.kind !== 'member').slice(0, SHOWN),
          admins: changes.filter(makesAdmin).map(({ name }) => name),
          idle: idleAfter(known, read.world, await staffWithLogin(pool)).slice(0, SHOWN),
        }
      },
    )

    scope.post(
      '/api/county/import',
      { config, bodyLimit: FILE_LIMIT, schema: { querystring: CountyImport, response: { 200: Done } } },
      async (request) => {
        const known = (await loadWorld(pool))?.world ?? null
        const read = await readFile(request.body, known)
        if ('problems' in read) throw badRequest('文件里有错误，没有导入；请先预览')
        const edition = { by: who(viewerOf(request)), at: clock(), since: request.query.version }
        await current(
          () => county().directory.settings.timezone,
          () => saveWorld(pool, read.world, read.removed, edition),
        )
        return { done: true as const }
      },
    )
  })

  const readFile = async (
    body: unknown,
    known: World | null,
  ): Promise<Read | { problems: FileProblem[] }> => {
    if (!Buffer.isBuffer(body) || !body.length) throw badRequest('请选择一个文件')
    if (body.subarray(0, 4).equals(ZIP)) {
      const read = readWorkbook(await readXlsx(body), categories(), known)
      return 'world' in read ? { ...read, removed: NOTHING_REMOVED } : read
    }
    const read = parseWorld(textOf(body), categories(), known)
    if ('world' in read) return read
    const problems = read.problems.map(({ line, reason }) => ({
      sheet: null,
      row: line,
      reason: chineseReason(reason),
    }))
    return { problems }
  }
}

const ZIP = Buffer.from('PK\x03\x04')
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

function textOf(file: Buffer): string {
  if (file.subarray(0, 4).equals(OLD_EXCEL)) throw badRequest('这是旧的 .xls 文件，请另存为 .xlsx')
  if (file.includes(0)) throw badRequest('只能导入 Excel（.xlsx）或者 YAML 文件')
  if (file.length > TEXT_LIMIT)
    throw badRequest('YAML 文件超过 2 MB，请用 Excel，或在服务器上用 npm run import-world 导入')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    throw badRequest('文件不是 UTF-8 编码，请另存为 UTF-8；或用 Excel（.xlsx）')
  }
}

function countByKind(changes: readonly Change[], left: readonly LeftAlone[]) {
  const kinds = [...new Set([...changes, ...left].map(({ kind }) => kind))]
  return kinds.map((kind) => {
    const count = (how: Change['change']) => changes.filter((c) => c.kind === kind && c.change === how).length
    const rest = left.filter((item) => item.kind === kind).length
    return { kind, added: count('added'), changed: count('changed'), removed: count('removed'), left: rest }
  })
}

const makesAdmin = ({ kind, fields }: Change) =>
  kind === 'staff' && fields.some(({ field, after }) => field === 'role' && after === 'admin')

/** The names of the offices that nobody could accept cases for, once the file is taken over what is known. */
function idleAfter(known: World | null, file: World, logins: ReadonlySet<string>): string[] {
  const over = <T extends { id: string }>(before: readonly T[], after: readonly T[]) => [
    ...new Map([...before, ...after].map((item) => [item.id, item])).values(),
  ]
  const merged = {
    ...file,
    offices: over(known?.offices ?? [], file.offices),
    staff: over(known?.staff ?? [], file.staff),
  }
  return idleOffices(createDirectory(merged), logins).map(({ name }) => name)
}

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  yaml: 'application/yaml; charset=utf-8',
}

type Sending = { header(name: string, value: string): Sending; send(body: Buffer): unknown }

const send = (reply: Sending, form: keyof typeof TYPES, name: string, body: Buffer) =>
  reply
    .header('content-type', TYPES[form])
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.${form}`)}`)
    .send(body)
