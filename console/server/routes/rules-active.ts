import { who } from '../../../store/acting.ts'
import { record } from '../../../store/audit.ts'
import { inTransaction, type Queryable } from '../../../store/db.ts'
import {
  EVERYWHERE,
  SHADOW,
  activate,
  loadActive,
  lockActivations,
  previousEverywhere,
} from '../../../store/rules-active.ts'
import { loadContent } from '../../../store/rules-files.ts'
import { findVersion, type Made } from '../../../store/rules-versions.ts'
import type { Viewer } from '../../../store/console/viewer.ts'
import { ADMINS, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest, notFound, Refusal, refused } from '../errors.ts'
import type { Tryout } from '../rules/tryout.ts'
import { Activating, Done, EndingScope, GoingBack, RuleVersionParams } from '../schemas.ts'

/** So many broken examples are named in a refusal. */
const NAMED = 3

/** A version, or null where what counted there ends; `despite`: why, though it breaks kept examples. */
interface Checked {
  version: number | null
  despite?: string | null
}

/** Where versions count: in the shadow, in one area, everywhere; and back. */
export function activationRoutes(app: App, deps: ConsoleDeps, tryout: Tryout) {
  const { pool, clock, county } = deps
  const config = { access: ADMINS }

  const write = (viewer: Viewer, scope: string, why: string, check: (tx: Queryable) => Promise<Checked>) =>
    inTransaction(pool, async (tx) => {
      await lockActivations(tx)
      const { version, despite = null } = await check(tx)
      const made = { by: viewer.name, at: clock(), why }
      if (scope === EVERYWHERE) await endTrialsOf(tx, [version, (await loadActive(tx)).everywhere], made)
      await activate(tx, scope, version, made, despite)
      const detail = `${scope} ${version ?? (scope === EVERYWHERE ? 'folder' : 'ended')}`
      await record(tx, { ...who(viewer), at: clock(), action: 'rules-activate', detail })
      return { done: true as const }
    })

  const checkScope = (scope: string) => {
    if (scope === SHADOW || scope === EVERYWHERE) return
    const area = county().directory.area(scope)
    if (!area) throw badRequest('没有这个区域')
    if (area.level !== 'township') throw badRequest(`只能在一个乡镇（街道）试点，${area.name}不是乡镇`)
  }

  /** Throws unless the version may be activated; the texts of broken examples are masked already. */
  const checkVersion = async (
    tx: Queryable,
    version: number,
    scope: string,
    despite: string | undefined,
  ): Promise<Checked> => {
    const row = await findVersion(tx, version)
    if (!row) throw notFound()
    if (row.state === 'draft') throw refused('草稿要先检查通过，才能启用')
    const { mistakes, broken } = await tryout.check((await loadContent(tx, version))!, tx)
    if (mistakes[0])
      throw refused(`这个版本用不了：${mistakes[0].reason}（${mistakes[0].file} 第 ${mistakes[0].line} 行）`)
    if (scope === SHADOW || broken.length === 0) return { version }
    if (despite !== undefined) return { version, despite }
    const named = broken.slice(0, NAMED).map(({ text }) => `「${text}」`)
    const reason = `有 ${broken.length} 个例子与这个版本不符：${named.join('')}。确要启用，请写明理由`
    throw new Refusal(409, 'broken-examples', reason)
  }

  app.post(
    '/api/rules/versions/:number/activate',
    { config, schema: { params: RuleVersionParams, body: Activating, response: { 200: Done } } },
    async (request) => {
      const { number } = request.params
      const { scope, why, despite } = request.body
      checkScope(scope)
      return write(viewerOf(request), scope, why, (tx) => checkVersion(tx, number, scope, despite))
    },
  )

  app.post(
    '/api/rules/end',
    { config, schema: { body: EndingScope, response: { 200: Done } } },
    async (request) => {
      const { scope, why } = request.body
      if (scope === EVERYWHERE) throw badRequest('全县启用的版本不能结束，只能换成别的版本或退回')
      const end = async (tx: Queryable) => {
        const { shadow, trials } = await loadActive(tx)
        if ((scope === SHADOW ? shadow : (trials.get(scope) ?? null)) === null) throw notFound()
        return { version: null }
      }
      return write(viewerOf(request), scope, why, end)
    },
  )

  app.post(
    '/api/rules/back',
    { config, schema: { body: GoingBack, response: { 200: Done } } },
    async (request) => {
      const before = async (tx: Queryable) => {
        const previous = await previousEverywhere(tx)
        if (previous === null) throw refused('没有可以退回的版本')
        return { version: previous === 'folder' ? null : previous }
      }
      return write(viewerOf(request), EVERYWHERE, request.body.why, before)
    },
  )
}

/**
 * Where one of these versions is tried, or runs in the shadow, that ends: what runs everywhere needs no trial, and what is
 * taken back is to be gone everywhere.
 */
async function endTrialsOf(tx: Queryable, versions: readonly (number | null)[], made: Made): Promise<void> {
  const { shadow, trials } = await loadActive(tx)
  const scopes: [string, number | null][] = [...trials, [SHADOW, shadow]]
  for (const [scope, version] of scopes)
    if (version !== null && versions.includes(version)) await activate(tx, scope, null, made)
}
