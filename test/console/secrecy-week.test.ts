import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complains, heardBy, MEMBERS, talk } from './secrecy-chat.ts'
import { looks } from './secrecy-asking.ts'
import { playMorning, playWeek } from './secrecy-play.ts'
import { isFor, KNOW, openTwins, same, TOP, type Twins } from './secrecy-twins.ts'
import { codeOf, COMPLAINTS, county, MARKED_AT } from './secrecy-world.ts'

let twins: Twins
beforeAll(async () => {
  twins = await openTwins(async (it) => {
    await playMorning(it)
    await talk(it, (member) => isFor(it, loginOf(member)))
    await playWeek(it)
  })
})
afterAll(() => twins.close())

const loginOf = (member: string) => county.directory.staffByMember(member)?.id ?? null
const GROUPS = ['g-qiaotou', 'g-zhuyuan', 'g-shiban', 'g-zhen', 'g-duban']
const BLIND = MEMBERS.filter((member) => loginOf(member) !== TOP)
const LOGINS = ['fang', 'zhi', 'lu', 'mo', 'jiang', 'qu', 'hong', 'kang', 'ke', 'admin']
/** Without what its reporters hear of a complaint, and what they hear when they ask for their own. */
const ofOthers = (rows: Awaited<ReturnType<typeof heardBy>>) =>
  rows.filter((row) => !row.confidential && !row.text.startsWith('您'))

/** In the installation of whoever may know of something he alone has tried, so less was said in its groups. */
const isOfTalk = (login: string, answer: unknown) =>
  login in KNOW && /^\[\["(\/api\/groups\?|\/api\/flags\/[^"]*\/around")/.test(JSON.stringify(answer))

describe('of a complaint, in a week in which everybody tries', () => {
  it.each(GROUPS)('no word is said in %s', (group) =>
    same(twins, null, (it) => heardBy(it, group, MARKED_AT)),
  )

  it.each(BLIND)('no word is said to %s who may not know of it', (member) =>
    same(twins, loginOf(member), async (it) => {
      const rows = await heardBy(it, member, MARKED_AT)
      return complains(member) && loginOf(member) === null ? ofOthers(rows) : rows
    }),
  )

  it.each(LOGINS)('the console tells nothing to %s', (login) =>
    same(twins, login, async (it) => (await looks(it, login)).filter((answer) => !isOfTalk(login, answer))),
  )
})

describe('in such a week', () => {
  const kinds = async (receiver: string) =>
    new Set((await heardBy(twins.full, receiver, 0)).map((row) => row.kind))

  it.each([
    ['g-zhen', 'ledger'],
    ['g-duban', 'ledger'],
    ['g-qiaotou', 'notice'],
    ['g-qiaotou', 'closure'],
    ['wx-lu', 'reminder'],
  ])('%s hears of ordinary cases: %s', async (receiver, kind) => {
    expect(await kinds(receiver)).toContain(kind)
  })

  it('whoever complains is told privately how it stands and how it ends', async () => {
    const { heard } = COMPLAINTS.post
    const rows = await heardBy(twins.full, heard.from!, 0)
    const told = rows.filter((row) => row.confidential).map((row) => row.kind)
    expect(told).toEqual(['receipt', 'closure', 'answer'])
    expect(rows.find((row) => row.text.startsWith('您的诉求'))!.text).toContain(codeOf(heard))
  })
})
