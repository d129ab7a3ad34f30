import type { CasePage } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'

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
export const ACTS: Act[] = [
  { id: 'accept', name: t('接单', 'Accept'), says: '', done: t('已接单', 'Accepted'), asks: null },
  {
    id: 'resolve',
    name: t('办结', 'Resolve'),
    says: t(
      '这段话会原样告诉反映人，请他评价。',
      'The reporters are told in these very words and asked to rate it.',
    ),
    done: t('已办结，等群众评价', 'Resolved; waits for the reporters'),
    untold: {
      says: t(
        '反映人不在微信上，请另行答复，再由监督人员回访。',
        'The reporter is not on WeChat: answer him otherwise; a reviewer will follow up.',
      ),
      done: t('已办结，请另行答复反映人', 'Resolved; answer the reporter otherwise'),
    },
    asks: 'words',
    label: t('办了什么，结果怎样', 'What was done, and what came of it'),
  },
  {
    id: 'verify',
    name: t('核实', 'Verify'),
    says: t(
      '确认办结时写的情况属实。两人核实后，结果会发到有关的群。',
      'Confirms what was found. Once two have verified it, the groups concerned are told.',
    ),
    done: t('已核实', 'Verified'),
    asks: 'nothing',
  },
  {
    id: 'rate',
    name: t('回访', 'Follow up'),
    says: t(
      '记下反映人自己的评价：满意就销号，不满意就重新办理。',
      'Notes the reporter’s own word: satisfied closes it, dissatisfied reopens it.',
    ),
    done: t('已记下评价', 'Noted'),
    asks: 'rating',
  },
  {
    id: 'supervise',
    name: t('督办', 'Supervise'),
    says: t('标为督办，并提醒承办单位抓紧办理。', 'Marks it as supervised and reminds the office.'),
    done: t('已列入督办', 'Supervised'),
    asks: 'nothing',
  },
  {
    id: 'transfer',
    name: t('转办', 'Transfer'),
    says: t('由选定的单位接单办理，期限不变。', 'The chosen office takes it over; the deadline stays.'),
    done: t('已转办', 'Transferred'),
    asks: 'office',
  },
  {
    id: 'extend',
    name: t('延期', 'Extend'),
    says: t('新的期限和原因会告诉反映人。', 'The reporters are told the new deadline and the reason.'),
    done: t('已延期', 'Extended'),
    untold: {
      says: t(
        '反映人不在微信上，新的期限和原因请另行告诉他。',
        'The reporter is not on WeChat: tell him the new deadline and the reason otherwise.',
      ),
    },
    asks: 'days',
    label: t('为什么要延期', 'Why more time is needed'),
  },
  {
    id: 'decline',
    name: t('无法解决', 'Cannot be solved'),
    says: t(
      '原因会告诉反映人，请他评价。这一件记为“无法解决”，不算办好。',
      'The reporters are told the reason and asked to rate it. It counts as unsolvable, not as done.',
    ),
    done: t('已记为无法解决', 'Noted as unsolvable'),
    untold: {
      says: t(
        '反映人不在微信上，原因请另行告诉他，再由监督人员回访。这一件记为“无法解决”，不算办好。',
        'The reporter is not on WeChat: tell him the reason otherwise. It counts as unsolvable, not as done.',
      ),
    },
    asks: 'words',
    label: t('为什么解决不了', 'Why it cannot be solved'),
  },
  {
    id: 'return',
    name: t('退单', 'Return'),
    says: t(
      '交给上一级或别的单位办理。一件只能退一次。',
      'Goes one level up or to another office. A case is returned only once.',
    ),
    done: t('已退单', 'Returned'),
    asks: 'words',
    label: t('为什么退单', 'Why it is returned'),
  },
  {
    id: 'confidential',
    name: t('设为保密', 'Make confidential'),
    says: t(
      '交给纪检单位保密办理，别的单位从此看不到它；如果您不在那个单位，您也看不到了。今后只私下联系反映人。设了就不能取消。',
      'A discipline office handles it confidentially; nobody else will see it, nor will you unless you are of that office. Reporters are spoken to privately only. It cannot be undone.',
    ),
    done: t('已设为保密', 'Made confidential'),
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
