import { pick, type Chance } from './talk.ts'
import { DEPARTMENTS, type Village } from './world.ts'

/** What somebody needs; nearly all of them open a case. */
export interface Need {
  text: string
  /** member id of who handles such a thing */
  handler: string
  /** where that one writes; null: privately */
  from: string | null
  /** a village has an office above it that can take over */
  isLocal: boolean
  direct: boolean
}

const PLACES = ['桥头', '老井边', '小学门口', '村口', '晒谷坪', '水库边', '卫生室旁', '老樟树下', '祠堂后面']
const GRIDS = ['一组', '二组', '三组', '四组', '五组', '六组']

const LOCAL: ((place: string, n: number) => string)[] = [
  (place, n) => `${place}的路灯坏了${n}天了，晚上看不见，请村里派人修一下`,
  (place, n) => `${place}这边停水${n}天了，一滴水都没有，请派人来看看水管`,
  (place, n) => `${place}的路塌了一个大坑，${n}天没人管，车子过不去，什么时候来修`,
  (place, n) => `${place}的垃圾堆了${n}天没人清，臭得很，请安排人拉走`,
]
const POWER = (place: string, n: number) => `${place}这一片停电${n}个小时了，还没来电，请供电公司派人抢修`
const TELECOM = (place: string, n: number) => `${place}没有手机信号${n}天了，电话打不出去，请派人来修基站`
const DANGER = (place: string, n: number) => `${place}的电线掉下来了，离地不到${n}尺，随时会电到人，快来人`
const CONDUCT = (name: string, n: number) => `我要反映 ${name}村主任收了我${n}条烟才肯给我家办低保`

/** The needs of one in so many are for a department, are urgent, or are told in private. */
const KINDS = 12

export function makeNeed(i: number, village: Village, chance: Chance): Need {
  const place = pick(GRIDS, chance) + pick(PLACES, chance)
  const n = chance(6) + 2
  const local = { handler: village.village, from: village.group, isLocal: true, direct: false }
  const county = { from: village.supervision, isLocal: false, direct: false }
  switch (i % KINDS) {
    case 3:
      return { ...county, text: POWER(place, n), handler: DEPARTMENTS.power }
    case 6:
      return { ...county, text: TELECOM(place, n), handler: DEPARTMENTS.telecom }
    case 8:
      return { ...local, text: DANGER(place, n) }
    case 11:
      return {
        ...{ text: CONDUCT(village.name, n), handler: village.discipline, from: null },
        ...{ isLocal: false, direct: true },
      }
    default:
      return { ...local, text: pick(LOCAL, chance)(place, n) }
  }
}

/** Who does a step: the one who handles the need, the office above him, who told of it, or somebody else in the group. */
export type Who = 'handler' | 'above' | 'reporter' | 'neighbour'

/** One step of what becomes of a need, so many hours after the one before. */
export interface Step {
  who: Who
  hours: [number, number]
  /** `{code}` stands for the code of the case */
  text: string
  /** as an answer to the message that opened the case */
  quotes?: boolean
  /** a picture in place of the text */
  isPicture?: boolean
}

const accept = (who: Who = 'handler'): Step => ({ who, hours: [0.5, 3], text: '接单 {code}' })
const resolve = (who: Who = 'handler'): Step => ({
  ...{ who, hours: [16, 70] },
  text: '办结 {code} 已经派人到现场处理好了',
})
const satisfied: Step = { who: 'reporter', hours: [1, 20], text: '满意 {code}' }
const dissatisfied: Step = { who: 'reporter', hours: [1, 20], text: '不满意 {code} 还是老样子' }
const joined: Step = { who: 'neighbour', hours: [0.2, 2], text: '同问', quotes: true }
const asked: Step = { who: 'reporter', hours: [2, 9], text: '查 {code}' }
const extended: Step = { who: 'handler', hours: [2, 20], text: '延期 {code} 3天 要等材料' }
const returned: Step = { who: 'handler', hours: [1, 9], text: '退单 {code} 不归我们管' }
const proof: Step = { who: 'handler', hours: [0.01, 0.1], text: '', isPicture: true }
const thanks: Step = { who: 'reporter', hours: [1, 6], text: '已经修好了，谢谢' }
const yes: Step = { who: 'reporter', hours: [0.01, 0.1], text: '是的' }
const leave: Step = { who: 'neighbour', hours: [0.1, 1], text: '请不要处理我的消息' }

/** What becomes of needs, each as often as the others; some are never accepted, some never end. */
const PLOTS: Step[][] = [
  [accept(), resolve(), satisfied],
  [joined, accept(), resolve(), { ...satisfied, text: '满意' }],
  [accept(), resolve(), dissatisfied, accept('above'), resolve('above'), satisfied],
  [],
  [accept(), asked, resolve()],
  [returned, accept('above'), resolve('above'), satisfied],
  [accept(), extended, resolve(), satisfied],
  [accept()],
  [asked, joined],
  [accept(), { ...accept(), who: 'reporter' }, resolve(), satisfied],
  [accept(), resolve(), proof, thanks],
  [leave, accept(), thanks, yes],
]
/** Departments and discipline offices have nobody above them who writes in the group. */
const WITHOUT_ABOVE = PLOTS.filter((steps) => !steps.some(({ who }) => who === 'above'))

export const plotOf = (i: number, need: Need): Step[] => {
  const plots = need.isLocal ? PLOTS : WITHOUT_ABOVE
  const steps = plots[i % plots.length]!
  return need.direct ? steps.filter(({ who }) => who !== 'neighbour') : steps
}
