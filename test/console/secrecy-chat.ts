import type { Heard } from '../../cases/model.ts'
import { triageBatch } from '../../workers/triage.ts'
import { at, said } from '../fixtures/county.ts'
import type { Installation } from './secrecy-bench.ts'
import { ALL, codeOf, COMPLAINTS, county, type Which } from './secrecy-world.ts'

/** What members may know of on the day itself. */
const OWN: Record<string, Which[]> = {
  'wx-an': ['post'],
  'wx-bo': ['alias'],
  'wx-dan': ['group', 'unknown'],
  'wx-cen': ['officer', 'top'],
  'wx-gao': ['flag', 'marked'],
  'wx-jiang': ['post', 'alias', 'group', 'unknown', 'flag', 'marked', 'hotline'],
  'wx-ning': ['post', 'alias', 'group', 'unknown', 'flag', 'marked', 'hotline'],
  'wx-qu': ['officer'],
  'wx-qiu': ['officer', 'top'],
}
const { directory } = county
const staff = directory.staff.flatMap((s) => s.wechat ?? [])
const residents = ['wx-an', 'wx-bo', 'wx-dan', 'wx-gao', 'wx-cen', 'wx-du', 'wx-nobody']
export const MEMBERS = [...staff, ...residents]
export const complains = (member: string) => member in OWN

const VERBS = ['接单', '办结', '无法解决', '退单', '转办', '延期', '督办', '核实', '满意', '不满意']
const wordsOn = (code: string) => [
  ...[`查 ${code}`, `查${code.toLowerCase()}`, `满意 ${code}`],
  ...VERBS.map((verb) => `${verb} ${code} 3 天，县纪委监委`),
]
const quoting = (text: string) => ({ name: '有人', text })

/** All that a member writes who tries what the bot knows of what he must not know: privately, and in his groups. */
function wordsOf(member: string): Pick<Heard, 'text' | 'quote'>[] {
  const own = OWN[member] ?? []
  const others = ALL.filter((which) => !own.includes(which)).map((which) => COMPLAINTS[which].heard)
  const said = others.flatMap((heard) => [
    ...wordsOn(codeOf(heard)).map((text) => ({ text, quote: null })),
    ...['同问', '这个已经约谈过了'].map((text) => ({ text, quote: quoting(heard.text) })),
  ])
  // Whoever may know of a case is told of it when he asks for his own.
  const general = own.length
    ? ['我的诉求']
    : ['我的诉求', '满意', '不满意 没人管', '接单', '办结', '修好了，谢谢']
  return [...said, ...general.map((text) => ({ text, quote: null }))]
}

const GROUPS = [null, 'g-qiaotou', 'g-duban']
const start = at('2026-03-02T12:00:01')
/** One second after another, each a message of its own. */
const TALKS: Heard[] = MEMBERS.flatMap((from) =>
  GROUPS.filter((group) => group === null || directory.isMember(from, group)).flatMap((group) =>
    wordsOf(from).map((words) => ({ from, group, ...words })),
  ),
).map(({ text, ...more }, i) => said(text, { ...more, at: start + i * 1000 }))

const BATCH = 200

/** Those try it whom the installation is there for; the others' time passes all the same. */
export async function talk(it: Installation, isHere: (member: string) => boolean): Promise<void> {
  for (let from = 0; from < TALKS.length; from += BATCH) {
    const batch = TALKS.slice(from, from + BATCH)
    const here = batch.filter((heard) => isHere(heard.from!))
    await triageBatch(it.pool, here, county, batch.at(-1)!.at)
  }
}

/** What was said to somebody or in a group, in its order, but for what the group heard of a case that was no secret yet. */
export async function heardBy({ pool }: Installation, receiver: string, since: number) {
  const { rows } = await pool.query<{ kind: string; text: string; confidential: boolean | null }>(
    `select x.kind, x.text, x.mentions, x.urgent, x.prompt, x.not_before, x.created_at, x.status, x.key,
       c.code, c.confidential
     from outbox x left join cases c on c.id = x.case_id
     where coalesce(x.group_id, x.direct) = $1 and x.created_at >= $2 order by x.id`,
    [receiver, new Date(since)],
  )
  return rows
}
