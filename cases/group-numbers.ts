/** Group numbers in any writing: 五组, 5组, 第五组, 五小组, 5 队, 第5村民小组, 五社, 5号网格. */

const DIGITS = '零一二三四五六七八九'
const ONE = '第?(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4})'
/** 一组照片 and 三社区 are no places. */
const UNIT = '(?:村民)?小?(?:组(?!照片|图|数据|镜头|视频|题|人员)|队(?!员|伍|友)|社(?!区|会|保|团|交))'
const NUMBERED = `(?<![0-9零一二三四五六七八九十百.])第?([0-9]{1,3}|[一二三四五六七八九十百]{1,4})号?(?:(${UNIT})|(网格|片区))`
const GROUP = new RegExp(NUMBERED, 'g')
const WHOLE = new RegExp(`^${NUMBERED}$`)
const SEVERAL = new RegExp(`((?:${ONE}[、,和与及跟])+)(${ONE}号?(${UNIT}))`, 'g')

/** The numbers that a text (one width, no spaces) names; `组5` and `网格5` stay apart. */
export function numbersIn(text: string): Set<string> {
  const found = new Set<string>()
  for (const [, number, group, grid] of spread(text).matchAll(GROUP)) {
    const value = valueOf(number!)
    if (value !== null) found.add(`${group ? '组' : grid}${value}`)
  }
  return found
}

/** The number of an area whose whole name is one, null for any other name. */
export function numberOfName(name: string): string | null {
  const match = WHOLE.exec(name)
  const value = match && valueOf(match[1]!)
  return match && value !== null ? `${match[2] ? '组' : match[3]}${value}` : null
}

/** 三、四组 → 三组四组; 5和6组 → 5组6组. */
function spread(text: string): string {
  return text.replace(SEVERAL, (_, list: string, last: string, unit: string) =>
    list.replace(/[、,和与及跟]/g, unit).concat(last),
  )
}

/** 5, 五, 十五, 二十三, 一百零八; null for what is no number, as 三四 or 十来. */
export function valueOf(number: string): number | null {
  if (/^\d+$/.test(number)) return Number(number)
  const match =
    /^(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(number)
  if (!match || !number) return null
  const [, hundreds, tens, ten, ones] = match
  const digit = (d: string | undefined) => (d ? DIGITS.indexOf(d) : 0)
  return digit(hundreds) * 100 + (ten ? (digit(tens) || 1) * 10 : 0) + digit(ones)
}
