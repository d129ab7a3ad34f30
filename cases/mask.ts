/** What people put between the digits of one number. */
const GAP = '[\\s.·)-]{0,3}'
const BIRTHDAY = `(?:19|20)\\d\\d${GAP}(?:0[1-9]|1[0-2])${GAP}(?:0[1-9]|[12]\\d|3[01])`

/** Each number's ends stay readable, so that people who know it can tell which one it is. */
const NUMBERS = [
  // identity numbers: in one piece, with its birthday apart, in fours, and of 15 digits as until 1999
  `(?<head>\\d{6})\\d{8}(?<tail>\\d{3}[\\dXx])`,
  `(?<head>\\d{6})${GAP}${BIRTHDAY}${GAP}(?<tail>\\d{3}${GAP}[\\dXx])`,
  `(?<head>\\d{4}${GAP}\\d\\d)(?:19|20)${GAP}\\d\\d(?:0[1-9]|1[0-2])${GAP}(?:0[1-9]|[12]\\d|3[01])(?<tail>\\d\\d${GAP}\\d[\\dXx])`,
  `(?<head>[1-9]\\d{5})\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?<tail>\\d{3})`,
  // mobile and fixed telephones, from abroad too
  `(?<head>(?:(?:00)?86${GAP}|0)?1[3-9]\\d)${GAP}\\d${GAP}\\d{3}${GAP}(?<tail>\\d{4})`,
  `(?<head>(?:(?:00)?86${GAP}0?|0)(?:10|2\\d|[3-9]\\d\\d)${GAP})\\d{5,6}(?<tail>\\d\\d)`,
].map((number) => new RegExp(`(?<!\\d)${number}(?!\\d)`, 'g'))

/** Hides what identifies a person in everything that is posted or listed: telephone and identity numbers. */
export const maskNumbers = (text: string): string =>
  NUMBERS.reduce((masked, number) => hide(masked, number, ''), text)

/** The same with every character in its place, for a text with offsets into it. */
export const maskInPlace = (text: string): string =>
  NUMBERS.reduce((masked, number) => hide(masked, number, '$&'), text)

/** `between` replaces what stands between the digits that are hidden. */
function hide(text: string, number: RegExp, between: '' | '$&'): string {
  let masked = ''
  let rest = 0
  const plain = narrow(text)
  for (const { 0: found, index, groups } of plain.matchAll(number)) {
    const [from, to] = [index + groups!.head!.length, index + found.length - groups!.tail!.length]
    masked += text.slice(rest, from) + plain.slice(from, to).replace(/\D/g, between).replace(/\d/g, '*')
    rest = to
  }
  return masked + text.slice(rest)
}

/** Full-width forms and all kinds of dashes as ASCII, each where it was. */
const narrow = (text: string) =>
  text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2015\u2212]/g, '-')
