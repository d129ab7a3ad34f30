import type { Example } from '../../../rules/effect/room.ts'
import type { EffectItem, EffectList } from '../../../rules/effect/effect.ts'
import { who } from '../../../store/acting.ts'
import { record } from '../../../store/audit.ts'
import { keepableText, readShadow, shownTexts, type ShownText } from '../../../store/console/rules-effect.ts'
import { inTransaction } from '../../../store/db.ts'
import { lockActivations, shadowSince } from '../../../store/rules-active.ts'
import { dropExample, keepExample, listExamples } from '../../../store/rules-examples.ts'
import { ADMINS, viewerOf } from '../access.ts'
import { checkCategory } from '../checks.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { badRequest, notFound, refused } from '../errors.ts'
import { contentOf } from '../rules/books.ts'
import { HOURS, type Tryout } from '../rules/tryout.ts'
import {
  Done,
  Effect,
  EffectAsked,
  ExampleKept,
  ExampleParams,
  KeepExample,
  RuleExamples,
  RuleVersionParams,
  Shadowed,
  Suggestions,
} from '../schemas.ts'

const SHOWN = 50
const HOUR = 3_600_000

/** What changes of rules would do, what the shadow does, examples, and what decisions suggest. */
export function tryingRoutes(app: App, deps: ConsoleDeps, tryout: Tryout) {
  const { pool, clock } = deps
  const config = { access: ADMINS }

  app.post(
    '/api/rules/effect',
    { config, schema: { body: EffectAsked, response: { 200: Effect } } },
    async (request): Promise<Effect> => {
      const began = performance.now()
      const { version, edits } = request.body
      const content = await contentOf(deps, version)
      const tried = await tryout.effect(content, edits)
      if (!tried.ready) return { ...NOTHING, ready: false, progress: { done: tried.done, of: tried.of } }
      const { effect, mistakes, broken, of, hours } = tried
      const examples = { of: tried.examples, broken }
      if (!effect) return { ...NOTHING, mistakes, examples }
      const { caught, lost, changed, flags, cuts } = effect
      const lists = [caught, lost, changed]
      const keys = [...lists.flatMap(({ items }) => items), ...cuts.items].map(({ key }) => key)
      const texts = await shownTexts(pool, [...new Set(keys)])
      const shown = (list: EffectList) => ({
        count: list.count,
        items: list.items.flatMap((item) => shownItem(item, texts.get(item.key))),
      })
      const pieces = (text: string, at: number[]) => at.map((from, i) => text.slice(from, at[i + 1]))
      return {
        ...{ ready: true, progress: { done: effect.messages, of: effect.messages }, mistakes, examples },
        ...{ messages: effect.messages, of, judged: effect.judged, already: effect.already },
        ...{ hours: Math.round(hours), decided: effect.decided },
        ...{ caught: shown(caught), lost: shown(lost), changed: shown(changed) },
        flagsADay: { before: (flags.before * 24) / hours, after: (flags.after * 24) / hours },
        cuts: {
          count: cuts.count,
          items: cuts.items.flatMap(({ key, before, after }) => {
            const text = texts.get(key)?.text
            return text === undefined ? [] : [{ before: pieces(text, before), after: pieces(text, after) }]
          }),
        },
        took: Math.round(performance.now() - began),
      }
    },
  )

  app.get(
    '/api/rules/suggestions',
    { config, schema: { response: { 200: Suggestions } } },
    async (): Promise<Suggestions> => {
      const made = await tryout.suggest()
      if (!made.ready) return { ready: false, progress: { done: made.done, of: made.of }, items: [] }
      const { categories } = deps
      const { items } = made
      const isOpen = ({ category }: (typeof items)[number]) =>
        category === null || categories().get(category)?.confidential !== true
      return { ready: true, progress: { done: 0, of: 0 }, items: items.filter(isOpen) }
    },
  )

  app.get(
    '/api/rules/shadow/:number',
    { config, schema: { params: RuleVersionParams, response: { 200: Shadowed } } },
    async (request): Promise<Shadowed> => {
      const { number } = request.params
      const since = await shadowSince(pool, number)
      if (since === null) throw notFound()
      const { kinds, items, judged } = await readShadow(
        pool,
        number,
        Math.max(since, clock() - HOURS * HOUR),
        SHOWN,
      )
      const different = kinds.reduce((sum, kind) => sum + kind.count, 0)
      return { version: number, since, judged, different, kinds, items } as Shadowed
    },
  )

  app.get('/api/rules/examples', { config, schema: { response: { 200: RuleExamples } } }, async () => ({
    items: await listExamples(pool),
  }))

  app.post(
    '/api/rules/examples',
    { config, schema: { body: KeepExample, response: { 200: ExampleKept } } },
    async (request) => {
      const { text, message, expected, category, why } = request.body
      checkCategory(category, deps)
      if ((text === undefined) === (message === undefined)) throw badRequest('请写一段文字，或指明一条消息')
      const words = message ? await keepableText(pool, message.account, message.message) : text!
      if (words === null) throw notFound()
      const viewer = viewerOf(request)
      const made = { by: viewer.name, at: clock(), why }
      const example: Omit<Example, 'id'> = { text: words, expected, category: category ?? null }
      const id = await inTransaction(pool, async (tx) => {
        await lockActivations(tx)
        const kept = await keepExample(tx, { ...example, ...made, source: message ? 'message' : 'typed' })
        if (kept !== null)
          await record(tx, { ...who(viewer), at: clock(), action: 'rules-example', detail: `${kept} kept` })
        return kept
      })
      if (id === null) throw refused('例子太多了，请先删去一些')
      return { id }
    },
  )

  app.delete(
    '/api/rules/examples/:id',
    { config, schema: { params: ExampleParams, response: { 200: Done } } },
    async (request) => {
      const { id } = request.params
      await inTransaction(pool, async (tx) => {
        if (!(await dropExample(tx, id))) throw notFound()
        const detail = `${id} removed`
        await record(tx, { ...who(viewerOf(request)), at: clock(), action: 'rules-example', detail })
      })
      return { done: true as const }
    },
  )
}

/** An item that every admin may see; what either verdict takes for a complaint about officials has no text. */
function shownItem({ before, after, hits }: EffectItem, shown: ShownText | undefined) {
  if (!shown) return []
  const secret = before.confidential || after.confidential
  const { text, at, group } = shown
  const side = ({ decision, category, urgency }: EffectItem['before']) => ({ decision, category, urgency })
  return [
    {
      ...{ text: secret ? null : text, at, group: secret ? null : group, hits: secret ? [] : hits },
      ...{ before: side(before), after: side(after) },
    },
  ]
}

const NONE = { count: 0, items: [] }
const UNKNOWN = { precision: null, recall: null, caught: 0, right: 0 }
const NOTHING: Effect = {
  ...{ ready: true, progress: { done: 0, of: 0 }, mistakes: [], took: 0 },
  ...{ messages: 0, of: 0, judged: 0, already: 0 },
  ...{ hours: HOURS, caught: NONE, lost: NONE, changed: NONE, flagsADay: { before: 0, after: 0 } },
  decided: { needs: 0, others: 0, before: UNKNOWN, after: UNKNOWN },
  examples: { of: 0, broken: [] },
  cuts: NONE,
}
