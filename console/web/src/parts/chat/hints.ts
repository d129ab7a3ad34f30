import type { Area, Person, StageChat } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'

export interface Hint {
  title: string
  /** who says it; undefined: nobody here can */
  member: Person | undefined
  text: string
}

// Codes have no 0, 1, I, L, O and U, begin with a letter and end with a digit.
const CODE = /(?<![0-9A-Za-z])[A-HJKMNP-TV-Z][2-9A-HJKMNP-TV-Z]{2,5}[2-9](?![0-9A-Za-z])/g

/** The place of the first loop that the README describes. */
export const FIRST_PLACE = '八组'

/** A place in the village that a group's name says; null where that is none, or several. */
export function placeFor(topic: string, areas: Area[]): string | null {
  const villages = areas.filter(({ level, name }) => level === 'village' && topic.includes(name))
  const [village] = villages
  if (!village || villages.length > 1) return null
  const isBelow = ({ path }: Area) => village.path.every((name, i) => path[i] === name)
  const names = areas.filter((area) => area.level === 'grid' && isBelow(area)).map(({ name }) => name)
  return names.includes(FIRST_PLACE) ? FIRST_PLACE : (names[0] ?? null)
}

/** The whole way of a need at a place, with the code of the case that the bot named last. */
export function hintsFor(chat: StageChat, inGroup: boolean, place: string | null): Hint[] {
  const code = lastCode(chat) ?? '编号'
  const resident = chat.members.find((m) => !m.role) ?? chat.members[0]
  const handlers = chat.members.filter((m) => m.role === 'handler')
  // A street lamp goes to the village, so its own cadre is the one who can take it.
  const cadre = handlers.find((m) => m.local) ?? handlers[0]
  if (!inGroup)
    return [
      { title: t('悄悄反映', 'Report in private'), member: resident, text: '我要反映 村主任办事要收烟' },
      { title: t('查自己的', 'Ask for one’s own'), member: resident, text: '我的诉求' },
      { title: t('查一件', 'Ask for one'), member: resident, text: `查 ${code}` },
    ]
  return [
    {
      title: t('居民说事', 'A resident speaks'),
      member: resident,
      text: `${place ?? '我家门口'}的路灯坏了半个月了，能不能修一下`,
    },
    { title: t('干部接单', 'The cadre accepts'), member: cadre, text: `接单 ${code}` },
    { title: t('干部办结', 'The cadre resolves'), member: cadre, text: `办结 ${code} 已派人更换灯泡` },
    { title: t('居民评价', 'The resident rates'), member: resident, text: `满意 ${code}` },
    { title: t('随时可查', 'Ask at any time'), member: resident, text: `查 ${code}` },
    { title: t('闲聊不理', 'Small talk is left alone'), member: resident, text: '大家中午吃了没' },
  ]
}

function lastCode(chat: StageChat): string | null {
  const said = chat.lines.filter((line) => line.own).flatMap((line) => line.text.match(CODE) ?? [])
  return said.at(-1) ?? null
}
