import { LONGEST, type Fault } from '../../../../../cases/wording-text.ts'
import { t } from '../../language.ts'

/** What the bot's texts are for, and what stands in their places. */

export const GROUPS: { name: string; texts: RegExp }[] = [
  { name: t('登记回执', 'Receipts'), texts: /^receipt-/ },
  {
    name: t('办结告知', 'What came of it'),
    texts: /^(?:closure|clarification|confirmed|satisfied|dissatisfied)/,
  },
  {
    name: t('追问群众', 'Questions to residents'),
    texts: /^(?:ask-|received|which|state|mine|extended-reporters|opted)/,
  },
  { name: t('派给单位', 'To offices'), texts: /^(?:dispatched|held|verify-wanted)/ },
  { name: t('提醒催办', 'Reminders'), texts: /^remind-/ },
  {
    name: t('单位操作后的回话', 'What staff hear back'),
    texts: /^(?:accepted|resolved|returned$|transferred|extended$|supervised|verified$)/,
  },
  {
    name: t('不能办的说明', 'Why something was not done'),
    texts:
      /^(?:unknown|need|not-|wrong|returned-before|too-late|no-higher|same-office|own-work|verified-same)/,
  },
  { name: t('督办台账', 'Ledger'), texts: /^ledger-/ },
  { name: t('晒单和告知', 'Weekly list and notice'), texts: /^(?:published|notice)/ },
  { name: t('状态的说法', 'Names of states'), texts: /^status-/ },
]

/** What a place is filled with. */
export const PLACES: Record<string, string> = {
  code: t('编号', 'Code of the case'),
  category: t('类别', 'Category'),
  office: t('办理单位', 'Office'),
  from: t('原来的单位', 'Office before'),
  due: t('期限', 'Deadline'),
  place: t('地点', 'Place'),
  name: t('人的姓名', 'Name of a person'),
  status: t('状态', 'State'),
  word: t('对方用的词', 'The word that was used'),
  text: t('引用的话（不计字数）', 'What is quoted (not counted)'),
  about: t('传言（不计字数）', 'Rumour (not counted)'),
  list: t('几件事（不计字数）', 'A list (not counted)'),
  group: t('群或区域', 'Group or area'),
  area: t('区域', 'Area'),
  day: t('日期', 'Day'),
  days: t('天数', 'Days'),
  age: t('已过多久', 'Age'),
  state: t('进展', 'State'),
  count: t('件数', 'Number'),
  received: t('收到的件数', 'Received'),
  done: t('办结的件数', 'Done'),
  satisfied: t('满意的件数', 'Satisfied'),
  new: t('新增的件数', 'New'),
  overdue: t('超期的件数', 'Overdue'),
  returned: t('退单的件数', 'Returned'),
  reopened: t('重办的件数', 'Reopened'),
  resolved: t('办结的件数', 'Resolved'),
  unsolvable: t('无法解决的件数', 'Unsolvable'),
  closed: t('销号的件数', 'Closed'),
}

/** Why a text cannot be saved; `words`: those that it may use. */
export function faultText(found: Fault, words: string[]): string {
  if (found.fault === 'empty') return t('不能是空的', 'It must not be empty')
  if (found.fault === 'long')
    return t(
      `约 ${found.length} 字，太长了，请缩短到 ${LONGEST} 字以内`,
      `About ${found.length} characters are too many; shorten it to ${LONGEST}`,
    )
  const place = `{${found.word}}`
  if (found.fault === 'lacks')
    return t(
      `少了 ${place}（${PLACES[found.word]}），请加上`,
      `${place} (${PLACES[found.word]}) is missing; add it`,
    )
  const usable = words.map((word) => `{${word}}`).join(t('、', ', '))
  return t(
    `这句话不能用 ${place}，${usable ? `可用的有 ${usable}` : '它没有可用的占位词'}`,
    `${place} cannot be used here; ${usable ? `these can: ${usable}` : 'this text has no places'}`,
  )
}
