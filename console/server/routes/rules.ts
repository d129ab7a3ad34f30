import {
  EVERYWHERE,
  SHADOW,
  listActivations,
  loadActive,
  previousEverywhere,
} from '../../../store/rules-active.ts'
import { inTransaction } from '../../../store/db.ts'
import { record } from '../../../store/audit.ts'
import { who } from '../../../store/acting.ts'
import { applyEdits } from '../../../rules/edit/edit.ts'
import {
  addDraft,
  changeDraft,
  checkIn,
  dropDraft,
  findVersion,
  listVersions,
} from '../../../store/rules-versions.ts'
import type { Viewer } from '../../../store/console/viewer.ts'
import { ADMINS, viewerOf } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { notFound, Refusal } from '../errors.ts'
import { bookOfVersion, contentOf, diffOf, yamlOf } from '../rules/books.ts'
import { createTryout, type Tryout } from '../rules/tryout.ts'
import {
  CheckAsked,
  Checked,
  Done,
  DraftMade,
  NewDraft,
  RuleDiff,
  RuleDiffQuery,
  RuleEdited,
  RuleEdits,
  RuleBookParams,
  RuleVersion,
  RuleVersionParams,
  RuleVersions,
} from '../schemas.ts'
import { activationRoutes } from './rules-active.ts'
import { ruleFileRoutes } from './rules-files.ts'
import { tryingRoutes } from './rules-trying.ts'

const INSTALLED = { number: 'folder', parent: null, revision: 0 } as const

/** Somebody else was faster, or the draft is none any more. */
const changed = () => new Refusal(409, 'changed', '草稿已被他人改动或已不是草稿，请重新打开')

/** The versions of the rules, and what changes them: for admins alone. */
export function ruleRoutes(app: App, deps: ConsoleDeps) {
  const tryout = createTryout(deps)
  app.addHook('onClose', () => tryout.close())
  versionRoutes(app, deps)
  draftRoutes(app, deps, tryout)
  activationRoutes(app, deps, tryout)
  tryingRoutes(app, deps, tryout)
  ruleFileRoutes(app, deps, tryout)
}

function versionRoutes(app: App, deps: ConsoleDeps) {
  const { pool, county } = deps
  const config = { access: ADMINS }

  app.get('/api/rules', { config, schema: { response: { 200: RuleVersions } } }, async () => {
    const [active, versions, activations, back] = await Promise.all([
      loadActive(pool),
      listVersions(pool),
      listActivations(pool),
      previousEverywhere(pool),
    ])
    const { directory } = county()
    const nameOf = (code: string) => directory.area(code)?.name ?? code
    const isArea = (scope: string) => scope !== EVERYWHERE && scope !== SHADOW
    const townships = directory.areas.filter(({ level }) => level === 'township')
    return {
      ...{ everywhere: active.everywhere, shadow: active.shadow, versions, back },
      trials: [...active.trials].map(([area, version]) => ({ area, areaName: nameOf(area), version })),
      activations: activations.map((row) => ({
        ...row,
        areaName: isArea(row.scope) ? nameOf(row.scope) : null,
      })),
      areas: townships.map(({ code, name }) => ({ code, name })),
    }
  })

  app.get(
    '/api/rules/versions/:number',
    { config, schema: { params: RuleBookParams, response: { 200: RuleVersion } } },
    async (request) => {
      const { number } = request.params
      const row = number === 'folder' ? INSTALLED : await findVersion(pool, number)
      if (!row) throw notFound()
      return { ...row, ...(await bookOfVersion(deps, row.number)) }
    },
  )

  app.get(
    '/api/rules/diff',
    { config, schema: { querystring: RuleDiffQuery, response: { 200: RuleDiff } } },
    async (request) => diffOf(deps, request.query.from, request.query.to),
  )
}

function draftRoutes(app: App, deps: ConsoleDeps, tryout: Tryout) {
  const { pool, clock } = deps
  const config = { access: ADMINS }
  const recorded = (viewer: Viewer, detail: string) => ({
    ...{ ...who(viewer), at: clock(), action: 'rules-draft' as const, detail },
  })

  app.post(
    '/api/rules/drafts',
    { config, schema: { body: NewDraft, response: { 200: DraftMade } } },
    async (request) => {
      const { from, why } = request.body
      const viewer = viewerOf(request)
      const content = await contentOf(deps, from)
      const made = { by: viewer.name, at: clock(), why }
      return inTransaction(pool, async (tx) => {
        const number = await addDraft(tx, content, from === 'folder' ? null : from, made)
        await record(tx, recorded(viewer, `${number} new`))
        return { number }
      })
    },
  )

  app.post(
    '/api/rules/drafts/:number/edit',
    { config, schema: { params: RuleVersionParams, body: RuleEdits, response: { 200: RuleEdited } } },
    async (request) => {
      const { number } = request.params
      const { revision, edits } = request.body
      const content = await contentOf(deps, number)
      const made = applyEdits(yamlOf(content), edits)
      if (made.mistakes.length > 0) return { revision, mistakes: made.mistakes }
      const files = new Map([...made.changed].map(([name, text]) => [name, Buffer.from(text)]))
      const mistakes = await tryout.usable(new Map([...content, ...files]))
      if (mistakes.length > 0) return { revision, mistakes }
      await inTransaction(pool, async (tx) => {
        if (!(await changeDraft(tx, number, revision, files))) throw changed()
        await record(tx, recorded(viewerOf(request), `${number} ${[...files.keys()].join(' ')}`))
      })
      return { revision: revision + 1, mistakes: [] }
    },
  )

  app.delete(
    '/api/rules/drafts/:number',
    { config, schema: { params: RuleVersionParams, response: { 200: Done } } },
    async (request) => {
      const { number } = request.params
      await inTransaction(pool, async (tx) => {
        if (!(await dropDraft(tx, number))) throw notFound()
        await record(tx, recorded(viewerOf(request), `${number} dropped`))
      })
      return { done: true as const }
    },
  )

  app.post(
    '/api/rules/drafts/:number/check',
    { config, schema: { params: RuleVersionParams, body: CheckAsked, response: { 200: Checked } } },
    async (request) => {
      const { number } = request.params
      const viewer = viewerOf(request)
      const content = await contentOf(deps, number)
      const { mistakes, broken, examples } = await tryout.check(content)
      const of = { of: examples, broken }
      if (mistakes.length > 0) return { checked: false, mistakes, examples: of }
      await inTransaction(pool, async (tx) => {
        if (!(await checkIn(tx, number, request.body.revision, viewer.name, clock()))) throw changed()
        await record(tx, recorded(viewer, `${number} checked`))
      })
      return { checked: true, mistakes: [], examples: of }
    },
  )
}
