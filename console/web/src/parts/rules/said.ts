import { counted, t } from '../../language.ts'
import type { ListName, Rule } from './edits.ts'

/** What the parts of a rule are called and do, in plain words. */
export const LIST: Record<ListName, { name: string; says: string }> = {
  words: {
    name: t('说到', 'Says'),
    says: t('出现其中一个就算', 'one of them is enough'),
  },
  near: {
    name: t('旁边有', 'Near it'),
    says: t('“说到”的词旁边还要有其中一个', 'one of them must stand near the words above'),
  },
  all: {
    name: t('还要有', 'And also'),
    says: t('整条消息里还要有其中一个', 'one of them must be anywhere in the message'),
  },
  also: {
    name: t('并且有', 'And besides'),
    says: t('整条消息里再要有其中一个', 'one of these as well, anywhere in the message'),
  },
  none: {
    name: t('不能有', 'But none of'),
    says: t('出现其中任何一个，这条规则就不算', 'with any of them the rule does not count'),
  },
}

export const MARK: Record<string, string> = {
  'urgency urgent': t('紧急', 'Urgent'),
  'urgency normal': t('一般', 'Normal'),
  'urgency complex': t('复杂', 'Complex'),
  'kind problem': t('诉求', 'Problem'),
  'kind question': t('咨询', 'Question'),
  'speaker staff': t('只看工作人员说的', 'Said by staff'),
  'speaker resident': t('只看群众说的', 'Said by residents'),
  'media text': t('只看文字', 'Texts only'),
  'media image': t('只看图片', 'Pictures only'),
  'media voice': t('只看语音', 'Voice only'),
  'media file': t('只看文件', 'Files only'),
  ignore: t('一票否决', 'Rules all out'),
  atStart: t('只看开头', 'At the start'),
  asks: t('在提问', 'Asks'),
  fault: t('说明出了问题', 'Something is wrong'),
  need: t('需要有人管', 'Somebody is needed'),
}

/** A rule in one sentence. */
export function sentenceOf({ words, near, all, also, none, within, opening }: Rule): string {
  const first =
    words.length > 0 ? some(words) : t(`开头是${some(opening)}`, `it begins with ${some(opening)}`)
  const parts = [
    t(`说到${first}`, `Says ${first}`),
    near.length > 0 &&
      t(`${within ?? 6} 个词之内有${some(near)}`, `within ${counted(within ?? 6, 'word')} of ${some(near)}`),
    all.length > 0 && t(`还要有${some(all)}`, `with ${some(all)}`),
    also.length > 0 && t(`并且有${some(also)}`, `and ${some(also)}`),
    none.length > 0 && t(`没有${some(none)}`, `without ${some(none)}`),
  ]
  return parts.filter(Boolean).join(t('，', ', '))
}

/** 「路灯」「街灯」等 12 个 */
function some(words: string[]): string {
  const few = words.slice(0, 2).map((w) => t(`「${w}」`, `“${w}”`))
  if (words.length <= few.length) return few.join('')
  return t(`${few.join('')}等 ${words.length} 个`, `${few.join(' ')} (${words.length} in all)`)
}

/** What a file is, for people who have never seen it. */
export const SHARED: Record<string, { name: string; says: string }> = {
  speech: {
    name: t('说法', 'Ways of speaking'),
    says: t(
      '不管说什么事，怎么说的：求助、抱怨加分，闲聊、玩笑减分。',
      'How something is said, whatever it is about: asking for help adds points, chatting takes them away.',
    ),
  },
  letters: {
    name: t('书面说法', 'Letters'),
    says: t('写给政府的信、留言里的说法。', 'Ways of speaking in letters to authorities.'),
  },
  words: {
    name: t('共用词集', 'Shared sets'),
    says: t(
      '很多规则一起用的词。规则里写 $词集名 就代表这里的全部词，改一处，处处生效。',
      'Words for many rules. $name in a rule stands for all words of that set: one change counts everywhere.',
    ),
  },
  lexicon: {
    name: t('词典', 'Lexicon'),
    says: t(
      '切分时不拆开的词：方言、地方叫法、机关用语。',
      'Words that are never cut apart: dialect and terms.',
    ),
  },
  spelling: {
    name: t('形近音近', 'Spelled otherwise'),
    says: t(
      '写错也能认出来的词（停税 → 停水），和看着像的字。',
      'Words that are known though they are misspelt, and characters that look alike.',
    ),
  },
  thresholds: {
    name: t('阈值', 'Thresholds'),
    says: t('多少分请人看，多少分直接立案。', 'How many points call a person, and how many open a case.'),
  },
}

/** The names of lists that belong to a whole file. */
export const WHOLE: Record<string, { name: string; says: string }> = {
  except: {
    name: t('例外', 'Exceptions'),
    says: t(
      '这些词里面的短词不算：写上「薪水」，就不会因为「水」抓到它',
      'shorter words inside of these do not count',
    ),
  },
  lexicon: { name: t('不拆开的词', 'Whole words'), says: t('切分时保持完整', 'never cut apart') },
  alike: {
    name: t('写错也认的词', 'Known though misspelt'),
    says: t('同音字、形近字、拼音写的也认', 'by sound, by look and in pinyin'),
  },
  looks: {
    name: t('看着像的字', 'Look alike'),
    says: t('一组一组写，如「末未」', 'a group in each entry'),
  },
}

export const THRESHOLD: Record<string, string> = {
  review: t('请人看', 'A person looks'),
  open: t('直接立案', 'A case opens'),
  own: t('本类至少', "The category's own"),
  lead: t('领先至少', 'Lead'),
  speech: t('说法最多加', 'Speech at most'),
}
