import type { FigureLine } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'

/** The figures as people read them: what each is called and how it is counted. */

export type FigureName = Exclude<keyof FigureLine, 'answer' | 'end' | 'shares' | 'few'>

export const FIGURE: Record<FigureName | 'all', string> = {
  new: t('新增', 'New'),
  open: t('在办', 'In hand'),
  overdue: t('超期', 'Overdue'),
  closed: t('销号', 'Closed'),
  held: t('办好', 'Settled for good'),
  unsolvable: t('无法解决', 'Cannot be solved'),
  answered: t('已首次回应', 'Answered'),
  waiting: t('还没回应', 'Not yet answered'),
  ended: t('办完用时', 'Time to the end'),
  satisfied: t('满意', 'Satisfied'),
  dissatisfied: t('不满意', 'Dissatisfied'),
  unrated: t('无评价', 'No word'),
  reopened: t('重新办理', 'Reopened'),
  all: t('新增和在办', 'New or in hand'),
}

/** 怎么算的: each with what counts, from when, and what is left out. */
export const HOW: [name: string, how: string][] = [
  [
    FIGURE.new,
    t(
      '这段时间里群众说出来的，按说话的时间算，不按立案的时间算。',
      'What was said in the period, by the time at which it was said, not at which it became a case.',
    ),
  ],
  [
    `${FIGURE.open} · ${FIGURE.overdue}`,
    t(
      '现在还没办结的（待派单、待接单、办理中），不管哪天提出。其中过了期限的算超期；占比是占在办的。按周看时，算在提出的那一周。',
      'What is not resolved now, whenever it was said; of these those past their deadline, as a share of what is in hand. By week it counts in the week in which it was said.',
    ),
  ],
  [
    t('办结率', 'Rate of closing'),
    t(
      '这段时间新增的件里，已经销号、写明了办理结果、而且没有在办结后 7 天内又重新办理的，占多少。无法解决的不算在内，另外列出。刚提出的件还来不及办，所以越近的时间越低，不和上期比。',
      'Of what was said in the period, what is closed with a text and was not taken up again within 7 days after it was resolved. What cannot be solved is shown beside it. New cases have had no time yet, so recent periods are lower and are not compared.',
    ),
  ],
  [
    t('首次回应', 'First answer'),
    t(
      '从群众说出来，到单位第一次接单、说明延期或办结。机器人的回执、现成答复、群众自己说好了的都不算。还没回应的不在中位数里，单独列出。夜里和节假日也算在内。',
      'From what was said until an office first accepts, extends or resolves it. The bot’s receipt, kept answers and the reporter’s own word that it is done do not count. What waits is not in the median, but shown beside it. Nights and holidays count.',
    ),
  ],
  [
    FIGURE.closed,
    t(
      '这段时间里销号的，不管哪天提出，所以可以比新增多。',
      'What was closed in the period, whenever it was said; so there can be more than new ones.',
    ),
  ],
  [
    FIGURE.ended,
    t(
      '这段时间销号的件，从群众说出来到最后一次办结；等群众评价的几天不算，重新办理的时间算。现成答复的不算。',
      'Of what was closed in the period: from what was said until it was last resolved. The days in which the reporter may answer do not count, working on it again does. Kept answers are left out.',
    ),
  ],
  [
    t('满意度', 'Satisfaction'),
    t(
      '每件只算群众最后一次评价，按评价的时间；没有评价就销号的算无评价，不当作满意。三项加起来是百分之百。',
      'Of each case the reporter’s last word, by when it was given. What was closed without a word is no satisfaction. The three together are the whole.',
    ),
  ],
  [
    FIGURE.reopened,
    t(
      '这段时间里因为不满意又重新办理的，一件只算一次。',
      'What was taken up again in the period after a 不满意, each case once.',
    ),
  ],
  [
    t('中位数和九成', 'Median and nine of ten'),
    t(
      '一半的件不超过中位数，九成的件不超过后一个数。不用平均数：几件拖得很久的就能把它带偏。',
      'Half of the cases take no longer than the median, nine of ten no longer than the other. There is no mean: a few long ones would carry it away.',
    ),
  ],
  [
    t('样本少', 'Few'),
    t(
      '不到 10 件的标为样本少，不参加排序；不到 5 件的不给百分比和中位数。一两件就能让它大起大落。',
      'Fewer than 10 are shown as few and are never ranked; below 5 there are no shares and medians: one case more would change them a lot.',
    ),
  ],
  [
    t('算在谁头上', 'Whose it is'),
    t(
      '按现在的承办单位和现在的地点算，件转走了，数也跟着走。件多的单位不一定办得差。只有您在台账里看得到的件才算在内。',
      'A case counts for the office and the place that it has now, and moves with it. An office with many cases is not a bad one. Only what you see in the ledger counts.',
    ),
  ],
]

const DAY = 24 * 60
const one = (n: number) => n.toFixed(n < 10 ? 1 : 0).replace(/\.0$/, '')

/** Minutes as people say them. */
export function duration(minutes: number | null): string {
  if (minutes === null) return '—'
  if (minutes < 60) return t(`${minutes} 分钟`, `${minutes} min`)
  if (minutes < 2 * DAY) return t(`${one(minutes / 60)} 小时`, `${one(minutes / 60)} h`)
  return t(`${one(minutes / DAY)} 天`, `${one(minutes / DAY)} d`)
}

/** A share in percent; neither none nor all unless it is. */
export function percent(share: number | null): string {
  if (share === null) return '—'
  const rounded = Math.round(share * 100)
  if (rounded === 0 && share > 0) return '<1%'
  if (rounded === 100 && share < 1) return '>99%'
  return `${rounded}%`
}

/** `3月2日–3月8日`. */
export const daysName = ({ from, to }: { from: string; to: string }) =>
  from === to ? dayName(from) : `${dayName(from)}–${dayName(to)}`

export function dayName(day: string): string {
  const [, month, date] = day.split('-').map(Number)
  return t(`${month}月${date}日`, `${month}/${date}`)
}
