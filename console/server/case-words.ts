import type { County } from '../../cases/county.ts'
import type { Figure } from '../../cases/figures.ts'
import { categoryName, placeName } from '../../cases/phrases.ts'
import { NO_OFFICE } from '../../store/console/figures.ts'
import type { CaseFilters } from './schemas-cases.ts'

/** How a case, and what a list of cases is narrowed to, read on what leaves the console. */

export const STATUS: Record<string, string> = {
  open: '待派单',
  assigned: '待接单',
  accepted: '办理中',
  resolved: '已办结，待评价',
  closed: '已销号',
}
export const CHANNEL: Record<string, string> = {
  group: '微信群',
  direct: '微信私聊',
  phone: '电话',
  visit: '走访',
  meeting: '会议',
  desk: '窗口',
  hotline: '热线',
}
export const OUTCOME: Record<string, string> = {
  done: '已办好',
  unsolvable: '无法解决',
  helped: '邻里相助',
  confirmed: '反映人确认',
  answered: '直接答复',
}
export const RATED: Record<string, string> = { satisfied: '满意', dissatisfied: '不满意' }

const LISTED: Record<string, string> = { ...STATUS, all: '全部状态', unfinished: '未销号' }
const URGENCY: Record<string, string> = { urgent: '紧急', normal: '一般', complex: '复杂' }
const KIND: Record<string, string> = { problem: '诉求', question: '咨询' }
const FIGURE: Record<Figure | 'all', string> = {
  new: '新增',
  held: '办好',
  unsolvable: '无法解决',
  answered: '已首次回应',
  waiting: '还没回应',
  open: '在办',
  overdue: '超期',
  closed: '销号',
  ended: '办完用时',
  unrated: '无评价',
  satisfied: '满意',
  dissatisfied: '不满意',
  reopened: '重新办理',
  all: '新增和在办',
}

type Place = Partial<Record<'area' | 'office' | 'category', string | undefined>>

/**
 * `（柳塘村、路灯照明、搜索了文字）`: what a list was narrowed to; empty where it was not. The words that were searched for are left
 * out: they name people, and what is noted stands for ever.
 */
export function filterWords(asked: CaseFilters, county: County): string {
  const { status, figure, search, group } = asked
  return bracketed([
    status && LISTED[status],
    ...placeWords(asked, county),
    asked.at && `只算${placeName(asked.at, county)}`,
    group && (county.directory.group(group)?.topic ?? group),
    asked.urgency && URGENCY[asked.urgency],
    asked.kind && KIND[asked.kind],
    asked.channel && CHANNEL[asked.channel],
    asked.outcome && OUTCOME[asked.outcome],
    asked.overdue && '超期',
    asked.supervised && '督办',
    asked.confidential && '保密',
    asked.reopened && '重新办理过',
    daysWords('提出', asked.from, asked.to),
    daysWords('期限', asked.dueFrom, asked.dueTo),
    daysWords('销号', asked.closedFrom, asked.closedTo),
    figure && `看板“${FIGURE[figure]}”`,
    daysWords('', asked.since, asked.until),
    search?.trim() && '搜索了文字',
  ])
}

/** The same of figures. */
export const scopeWords = (asked: Place, county: County) => bracketed(placeWords(asked, county))

const placeWords = ({ area, office, category }: Place, county: County) => [
  area && placeName(area, county),
  office && (office === NO_OFFICE ? '尚未派出' : (county.directory.office(office)?.name ?? office)),
  category && categoryName({ category }, county),
]

function daysWords(of: string, from: string | undefined, to: string | undefined): string | undefined {
  if (!from && !to) return undefined
  const days = from === to ? `${from}` : [from && `${from} 起`, to && `${to} 止`].filter(Boolean).join('，')
  return [of, days].filter(Boolean).join(' ')
}

function bracketed(words: (string | false | undefined)[]): string {
  const said = words.filter(Boolean).join('、')
  return said && `（${said}）`
}
