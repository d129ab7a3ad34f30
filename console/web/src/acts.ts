import type { CasePage } from '../../server/schemas.ts'

export interface Act {
  id: string
  name: string
  /** what it does, for whoever is about to do it */
  says: string
  done: string
  /** what is other where nobody who reported it is on WeChat to be told */
  untold?: { says: string; done?: string }
  /** what is asked for; null: nothing, and not even whether it is meant */
  asks: 'nothing' | 'words' | 'office' | 'days' | 'rating' | 'about' | null
  /** what the words are about */
  label?: string
  danger?: boolean
}

/** What people do to a case, by the words of the server; 满意 and 不满意 are one question. */
const ACTS: Act[] = [
  { id: 'accept', name: '接单', says: '', done: '已接单', asks: null },
  {
    id: 'resolve',
    name: '办结',
    says: '这段话会原样告诉反映人，请他评价。',
    done: '已办结，等群众评价',
    untold: {
      says: '反映人不在微信上，请另行答复，再由监督人员回访。',
      done: '已办结，请另行答复反映人',
    },
    asks: 'words',
    label: '办了什么，结果怎样',
  },
  {
    id: 'verify',
    name: '核实',
    says: '确认办结时写的情况属实。两人核实后，结果会发到有关的群。',
    done: '已核实',
    asks: 'nothing',
  },
  {
    id: 'rate',
    name: '回访',
    says: '记下反映人自己的评价：满意就销号，不满意就重新办理。',
    done: '已记下评价',
    asks: 'rating',
  },
  {
    id: 'supervise',
    name: '督办',
    says: '标为督办，并提醒承办单位抓紧办理。',
    done: '已列入督办',
    asks: 'nothing',
  },
  { id: 'transfer', name: '转办', says: '由选定的单位接单办理，期限不变。', done: '已转办', asks: 'office' },
  {
    id: 'extend',
    name: '延期',
    says: '新的期限和原因会告诉反映人。',
    done: '已延期',
    untold: { says: '反映人不在微信上，新的期限和原因请另行告诉他。' },
    asks: 'days',
    label: '为什么要延期',
  },
  {
    id: 'decline',
    name: '无法解决',
    says: '原因会告诉反映人，请他评价。这一件记为“无法解决”，不算办好。',
    done: '已记为无法解决',
    untold: {
      says: '反映人不在微信上，原因请另行告诉他，再由监督人员回访。这一件记为“无法解决”，不算办好。',
    },
    asks: 'words',
    label: '为什么解决不了',
  },
  {
    id: 'return',
    name: '退单',
    says: '交给上一级或别的单位办理。一件只能退一次。',
    done: '已退单',
    asks: 'words',
    label: '为什么退单',
  },
  {
    id: 'confidential',
    name: '设为保密',
    says: '交给纪检单位保密办理，别的单位从此看不到它；如果您不在那个单位，您也看不到了。今后只私下联系反映人。设了就不能取消。',
    done: '已设为保密',
    asks: 'about',
    danger: true,
  },
]

/** What this person may do to this case: what comes next by itself, and the rest. */
export function actsOf(page: CasePage): { first: Act | null; rest: Act[] } {
  const may = new Set(page.may)
  if (may.has('satisfied') || may.has('dissatisfied')) may.add('rate')
  const told = page.reporters.length > 0
  const all = ACTS.filter((act) => may.has(act.id)).map((act) => (told ? act : { ...act, ...act.untold }))
  const next = all.find((act) => isNext(act, page)) ?? null
  return { first: next, rest: all.filter((act) => act !== next) }
}

const FIRST = new Set(['accept', 'resolve', 'verify', 'rate'])

/** Above the office that has it one presses; what nobody has yet is given to somebody. */
function isNext({ id }: Act, { status, supervised }: CasePage): boolean {
  if (id === 'supervise') return status !== 'open' && !supervised
  return FIRST.has(id) || (id === 'transfer' && status === 'open')
}
