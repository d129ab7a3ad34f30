/** What stands in the places of the bot's texts, as it may be. The bot speaks Chinese, whatever the page does. */
const SAMPLES: Record<string, string> = {
  code: 'K7M2',
  category: '路灯照明',
  office: '柳塘村村委会',
  from: '柳塘村村委会',
  due: '3月12日18:00',
  place: '柳塘村三组',
  name: '谭水生',
  status: '办理中',
  word: '办结',
  text: '三组路口的路灯坏了',
  about: '水库要放水',
  list: 'K7M2 路灯、P3QX 停水',
  group: '清渌县',
  area: '柳塘村',
  day: '3月8日',
  days: '3',
  age: '2天',
  state: '已超期',
  count: '4',
  received: '12',
  done: '9',
  satisfied: '8',
  new: '2',
  overdue: '1',
  returned: '0',
  reopened: '1',
  resolved: '5',
  unsolvable: '0',
  closed: '5',
}

/** A text with its places filled by examples. */
export const filled = (text: string): string =>
  text.replace(/\{([^}]*)\}/g, (place, word: string) => SAMPLES[word] ?? place)
