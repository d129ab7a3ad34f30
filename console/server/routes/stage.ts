import { Type } from 'typebox'
import { staffAmong } from '../../../store/console/system.ts'
import { ADMINS } from '../access.ts'
import type { App, ConsoleDeps } from '../deps.ts'
import { notFound, Refusal } from '../errors.ts'
import { Done, StageChat, StageGroups, StageSpeech } from '../schemas.ts'
import type { Speech, Stage } from '../stage.ts'

const Id = Type.Object({ id: Type.String() })

/** The simulated WeChat: admins look into its chats and write as anyone. */
export function stageRoutes(app: App, stage: Stage, { pool, clock }: ConsoleDeps) {
  const config = { access: ADMINS }
  const withPosts = async (members: { id: string; name: string }[], group: string | null = null) => {
    const staff = await staffAmong(
      pool,
      members.map((m) => m.id),
      group,
    )
    return members.map((m) => ({ ...m, post: null, role: null, local: false, ...staff.get(m.id) }))
  }

  app.get('/api/stage/groups', { config, schema: { response: { 200: StageGroups } } }, async () => ({
    account: stage.account,
    groups: stage.groups(),
    members: await withPosts(everyone(stage)),
  }))

  app.get(
    '/api/stage/groups/:id',
    { config, schema: { params: Id, response: { 200: StageChat } } },
    async (request) => {
      const { id } = request.params
      if (!stage.groups().some((g) => g.id === id)) throw notFound()
      return { members: await withPosts(stage.members(id), id), lines: stage.history(id) }
    },
  )

  app.get(
    '/api/stage/members/:id',
    { config, schema: { params: Id, response: { 200: StageChat } } },
    async (request) => {
      const member = everyone(stage).find((m) => m.id === request.params.id)
      if (!member) throw notFound()
      return { members: await withPosts([member]), lines: stage.history(member.id) }
    },
  )

  app.post(
    '/api/stage/say',
    { config, schema: { body: StageSpeech, response: { 200: Done } } },
    async (request) => {
      check(stage, request.body)
      await stage.say({ ...request.body, at: clock() })
      return { done: true as const }
    },
  )
}

function everyone(stage: Stage) {
  const members = stage.groups().flatMap((group) => stage.members(group.id))
  return [...new Map(members.map((member) => [member.id, member])).values()]
}

function check(stage: Stage, { group, from, text, image }: Omit<Speech, 'at'>) {
  if ((text === undefined) === (image === undefined))
    throw new Refusal(400, 'bad-request', '请写一句话，或者发一张图片')
  if (group !== null && !stage.groups().some((g) => g.id === group)) throw notFound()
  const members = group === null ? everyone(stage) : stage.members(group)
  if (!members.some((m) => m.id === from)) throw new Refusal(400, 'bad-request', '这个人不在群里')
}
