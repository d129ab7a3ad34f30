/** What a village group says on ordinary days. Every text is made up; nothing of it needs a case. */

/** Any number from 0 up to, not including, `below`. */
export type Chance = (below: number) => number

export const pick = <T>(list: readonly T[], chance: Chance): T => list[chance(list.length)]!

const WHEN = ['今天', '明天', '后天', '今晚', '周末', '下午', '明早', '中午']
const WHO = ['老表', '嫂子', '大家', '各位邻居', '兄弟姐妹们', '三叔', '幺妹', '表哥']
const WHERE = ['老樟树下', '村口', '晒谷坪', '小卖部门口', '祠堂边上', '桥头', '河边', '学校对面']
const WHAT = ['土鸡蛋', '红薯粉', '蜂蜜', '腊肉', '新米', '茶油', '板栗', '橘子']
const DOING = ['跳广场舞', '打牌', '钓鱼', '喝茶', '摘橘子', '看球', '晒谷子', '包饺子']

const LINES: ((chance: Chance) => string)[] = [
  () => '早上好🌹',
  () => '收到',
  () => '哈哈哈哈笑死我了',
  () => '谢谢大家',
  () => '好的好的',
  () => '👍👍👍',
  () => '吃了没',
  () => '晚安，早点休息',
  () => '祝老人家生日快乐🎂',
  () => '恭喜恭喜，喜得贵子',
  () => '孩子考上大学了，请大家喝酒',
  (chance) => `${pick(WHEN, chance)}有人${pick(DOING, chance)}吗`,
  (chance) => `${pick(WHEN, chance)}在${pick(WHERE, chance)}${pick(DOING, chance)}，来的报个名`,
  (chance) => `自家的${pick(WHAT, chance)}，要的说一声，${chance(40) + 5}块一斤`,
  (chance) => `${pick(WHO, chance)}，${pick(WHEN, chance)}去镇上赶集不`,
  (chance) => `去县城的车还有${chance(3) + 1}个位子，${pick(WHEN, chance)}${chance(5) + 6}点走`,
  (chance) => `${pick(WHERE, chance)}捡到一串钥匙，谁丢的来拿`,
  (chance) => `${pick(WHEN, chance)}这雨下得真及时`,
  (chance) => `${pick(WHO, chance)}做的${pick(WHAT, chance)}真香`,
  (chance) => `照片拍得真好看，是在${pick(WHERE, chance)}拍的吧`,
  (chance) => `${pick(WHEN, chance)}的天气真好，适合${pick(DOING, chance)}`,
  (chance) => `刚才在${pick(WHERE, chance)}看见${pick(WHO, chance)}了`,
  (chance) => `${pick(WHO, chance)}家今年的${pick(WHAT, chance)}收成好得很`,
  (chance) => `${pick(WHEN, chance)}${chance(4) + 6}点半${pick(WHERE, chance)}集合`,
]

/** Of every so many words one comes with a drawing or a sigh behind it, as people write. */
const ENDINGS = ['', '', '', '～', '😄', '！', '哈哈', '[呲牙]']

export const talk = (chance: Chance): string => pick(LINES, chance)(chance) + pick(ENDINGS, chance)

/** Words after which a person should look: the rules are not sure of them. */
export const unsure = (chance: Chance): string => `${pick(WHERE, chance)}好像又停水了？`

/** How much is said in each hour of the day: little by night, most at noon and in the evening. */
export const HOURS = [1, 0, 0, 0, 0, 2, 8, 14, 14, 11, 10, 11, 15, 12, 8, 8, 8, 10, 14, 18, 20, 16, 9, 4]
