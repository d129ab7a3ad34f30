/** What can happen, as plain data: people, cases and messages are named by what they are to each other. */
import fc from 'fast-check'
import { STAFF } from './world.ts'

/** Counts from the newest case, or the newest message; round again when there are not so many. */
type Nth = number
/** Somebody of everybody, or in his relation to the case in question; `n` chooses among several. */
export interface Who {
  as: 'anybody' | 'reporter' | 'office' | 'reviewer' | 'accused'
  n: number
}
/** How a code is written: as it is, in lower case, in full width, another one, or left out. */
export type Spelling = 'plain' | 'lower' | 'wide' | 'wrong' | 'none'

export type Among = 'all' | 'live' | 'resolved' | 'rumours'

/** One message; `{}` in its text is where a code goes. */
export interface Line {
  who: Who
  where: 'case' | 'home' | 'direct' | 'elsewhere'
  text: string
  of: Nth
  /** of which cases, as long as there are such */
  among: Among
  code: Spelling
  quotes: 'nothing' | 'case' | 'reply'
  bot: boolean
  type: 'text' | 'image' | 'recall'
  /** how many minutes ago it was said; less than none by a clock that runs ahead */
  ago: number
}

export type Step =
  | { do: 'hear'; lines: Line[] }
  /** messages that were heard before come again, together */
  | { do: 'again'; from: Nth; count: number }
  /** `sweeps`: all that falls due happens at its time, or all at once at the end, or not yet */
  | { do: 'wait'; minutes: number; sweeps: 'in time' | 'late' | 'not yet' }
  | { do: 'act'; who: Who; of: Nth; verb: Act; text: string }
  | { do: 'split'; of: Nth; message: Nth; found: string }
  | { do: 'mark'; who: Who; of: Nth; about: string[] }
  | { do: 'form'; text: string; area: string | null; reporter: Who | null }
  | { do: 'review'; flag: Nth; verdict: 'open' | 'dismiss' | 'merge'; category: string | null; into: Nth }
  | { do: 'restart' }

export const ACTS = [
  ...(['accept', 'resolve', 'decline', 'return', 'transfer', 'extend', 'supervise', 'verify'] as const),
  ...(['satisfied', 'dissatisfied'] as const),
]
export type Act = (typeof ACTS)[number]

const NEEDS = [
  '二组桥边的路灯坏了好几天，看不见',
  '路灯坏了没人管',
  '三组停水两天了',
  '竹园村停水了',
  '停电了',
  '塌方了快来人',
  '没有老师上课',
  '停水什么时候来水',
  '今天停水吗',
]
const RUMOURS = ['听说要涨水费，是真的', '听说学校要搬走了，是真的']
const COMPLAINTS = [
  '村主任收烟，不给不办事',
  '方明收红包',
  '路灯坏了，方明要收红包才修',
  '蒋正收红包',
  '镇纪委书记收红包',
  '曲直收烟',
  '干部收烟',
]
const FLAGGED = ['可能停电了', '二组可能停水了', '方明可能收红包', '镇长可能收红包', '听说可能要拆桥，是真的']
const ASKED = ['我要反映 没人扫地', '我要反映 方明收红包', '看看这个']
const TALK = [
  '修好了，谢谢',
  '路灯亮了，谢谢隔壁大哥帮忙',
  '是的',
  '二组',
  '竹园村',
  '已经换了灯泡',
  '吃了没',
]
const JOINS = ['同问', '+1']
const CHOICES = ['不要处理我的消息', '请处理我的消息', '我的诉求']
/** What offices, reviewers and reporters write of a case, most of it as it should be. */
const OF_OFFICES = [
  ...[
    '接单 {}',
    '接单 {}',
    '办结 {} 换了灯泡',
    '办结 {} 换了灯泡',
    '办结 {} 无法解决，因为没有钱',
    '无法解决 {} 不归我们管',
  ],
  ...[
    '退单 {} 不归我们管',
    '退单 {} 不归我们管',
    '退单 {} 没有人手',
    '转办 {} 竹园村村委会',
    '转办 {} 清江县纪委监委',
    '转办 {} 供电公司',
    '转办 {} 没有的单位',
  ],
  ...['延期 {} 5 等配件', '延期 {} 30天，等钱', '办结 {}', '退单 {}', '延期 {} 0 不行'],
]
const OF_REVIEWERS = ['督办 {}', '转办 {} 石坪镇人民政府', '转办 {} 柳溪镇纪委']
const OF_VERIFIERS = ['办结 {} 问过水厂，没有这回事', '核实 {}', '核实 {} 问过水厂']
const OF_REPORTERS = [
  '满意 {}',
  '满意 {} 谢谢',
  '不满意 {} 还是不亮',
  '不满意 {} 还是不亮',
  '不满意 {}',
  '查 {}',
]
const REASONS = [
  '',
  '换了灯泡',
  '邻居帮忙修好了',
  '5 等配件',
  '竹园村村委会',
  '清江县纪委监委',
  '石坪镇人民政府',
]
const MINUTES = [1, 2, 4, 8, 31, 70, 12 * 60, 25 * 60, 49 * 60, 4 * 24 * 60, 8 * 24 * 60, 30 * 24 * 60]

const n = fc.nat({ max: 31 })
const who = (...likely: Who['as'][]): fc.Arbitrary<Who> =>
  fc.record({ as: fc.constantFrom(...likely, 'anybody' as const), n })

const nth = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: 1 }) },
  { weight: 1, arbitrary: fc.nat({ max: 5 }) },
)
const OFTEN = { weight: 6, arbitrary: fc.constant(0) }
const ago = fc.oneof(OFTEN, { weight: 1, arbitrary: fc.constantFrom(-30, 1, 6, 90, 2_000, 20_000) })
const ordinary = {
  where: fc.constantFrom<Line['where'][]>('home', 'home', 'home', 'direct', 'elsewhere'),
  of: nth,
  among: fc.constant<Among>('all'),
  code: fc.constant<Spelling>('none'),
  quotes: fc.constant<Line['quotes']>('nothing'),
  bot: fc.constantFrom(false, false, false, true),
  type: fc.constant<Line['type']>('text'),
  ago,
}
const line = (change: Partial<{ [K in keyof Line]: fc.Arbitrary<Line[K]> }>): fc.Arbitrary<Line> =>
  fc.record({ ...ordinary, who: who(), text: fc.constant(''), ...change })

const said = (texts: string[]) => line({ text: fc.constantFrom(...texts) })
const ofCase = (texts: string[], among: Among, ...likely: Who['as'][]) =>
  line({
    among: fc.constantFrom(among, among, among, 'all'),
    ...{ text: fc.constantFrom(...texts), who: who(...likely) },
    where: fc.constantFrom<Line['where'][]>('case', 'case', 'direct', 'direct', 'home', 'elsewhere'),
    code: fc.oneof(
      { weight: 8, arbitrary: fc.constant<Spelling>('plain') },
      { weight: 3, arbitrary: fc.constantFrom<Spelling[]>('lower', 'wide', 'wrong', 'none') },
    ),
  })
const LINES = {
  need: said(NEEDS),
  rumour: said(RUMOURS),
  complaint: said(COMPLAINTS),
  flagged: said(FLAGGED),
  asked: said(ASKED),
  talk: line({
    ...{ text: fc.constantFrom(...TALK), who: who('reporter', 'reporter', 'office') },
    ...{ where: fc.constantFrom<Line['where'][]>('case', 'direct', 'elsewhere') },
    quotes: fc.constantFrom<Line['quotes'][]>('nothing', 'case', 'reply'),
  }),
  join: line({
    ...{ text: fc.constantFrom(...JOINS), quotes: fc.constantFrom<Line['quotes'][]>('case', 'reply') },
    where: fc.constantFrom<Line['where'][]>('case', 'case', 'direct'),
  }),
  choice: line({ text: fc.constantFrom(...CHOICES), who: who('reporter', 'accused') }),
  picture: line({
    type: fc.constant('image'),
    who: who('reporter', 'office'),
    text: fc.constant('lamp.jpg'),
  }),
  recall: line({ type: fc.constant('recall') }),
  office: ofCase(OF_OFFICES, 'live', 'office', 'office', 'office', 'office', 'reviewer', 'accused'),
  reviewer: ofCase(OF_REVIEWERS, 'live', 'reviewer', 'reviewer', 'reviewer', 'office'),
  verifier: ofCase(OF_VERIFIERS, 'rumours', 'office', 'office', 'reviewer'),
  reporter: ofCase(OF_REPORTERS, 'resolved', 'reporter', 'reporter', 'reporter', 'accused'),
}
const anyLine = fc.oneof(
  { weight: 5, arbitrary: LINES.need },
  { weight: 2, arbitrary: LINES.rumour },
  { weight: 3, arbitrary: LINES.complaint },
  { weight: 2, arbitrary: LINES.flagged },
  { weight: 1, arbitrary: LINES.asked },
  { weight: 4, arbitrary: LINES.talk },
  { weight: 3, arbitrary: LINES.join },
  { weight: 2, arbitrary: LINES.choice },
  { weight: 1, arbitrary: LINES.picture },
  { weight: 1, arbitrary: LINES.recall },
  { weight: 12, arbitrary: LINES.office },
  { weight: 3, arbitrary: LINES.reviewer },
  { weight: 7, arbitrary: LINES.verifier },
  { weight: 8, arbitrary: LINES.reporter },
)

const hear = fc.record({
  do: fc.constant('hear' as const),
  lines: fc.array(anyLine, { minLength: 1, maxLength: 3 }),
})
const again = fc.record({ do: fc.constant('again' as const), from: n, count: fc.integer({ min: 1, max: 5 }) })
const wait = fc.record({
  do: fc.constant('wait' as const),
  minutes: fc.constantFrom(...MINUTES),
  sweeps: fc.constantFrom('in time' as const, 'in time' as const, 'late' as const, 'not yet' as const),
})
const review = fc.record({
  ...{ do: fc.constant('review' as const), flag: nth, into: nth },
  verdict: fc.constantFrom('open' as const, 'dismiss' as const, 'merge' as const),
  category: fc.constantFrom(null, 'water', 'conduct'),
})
const restart = fc.record({ do: fc.constant('restart' as const) })
const act = fc.record({
  ...{ do: fc.constant('act' as const), of: nth, who: who('office', 'office', 'reviewer', 'accused') },
  verb: fc.constantFrom(...ACTS),
  text: fc.constantFrom(...REASONS),
})
const split = fc.record({
  ...{ do: fc.constant('split' as const), of: nth, message: nth },
  found: fc.constantFrom('water', 'power', 'conduct'),
})
const mark = fc.record({
  ...{ do: fc.constant('mark' as const), who: who('reviewer', 'reviewer', 'reviewer'), of: nth },
  about: fc.uniqueArray(fc.constantFrom(...STAFF), { maxLength: 2 }),
})
const form = fc.record({
  ...{ do: fc.constant('form' as const), text: fc.constantFrom(...NEEDS, ...RUMOURS, ...COMPLAINTS) },
  area: fc.constantFrom(null, '111', '122', '1'),
  reporter: fc.option(who()),
})

const STEPS: fc.WeightedArbitrary<Step>[] = [
  { weight: 24, arbitrary: hear },
  { weight: 2, arbitrary: again },
  { weight: 6, arbitrary: wait },
  { weight: 2, arbitrary: review },
  { weight: 1, arbitrary: restart },
  { weight: 6, arbitrary: act },
  { weight: 1, arbitrary: split },
  { weight: 2, arbitrary: mark },
  { weight: 2, arbitrary: form },
]
export const stepsUpTo = (steps: number): fc.Arbitrary<Step[]> =>
  fc.array(fc.oneof(...STEPS), { minLength: 1, maxLength: steps, size: 'max' })
