/** One message of a chat that was copied as text. */
export interface Pasted {
  /** who said it; null: the text does not say */
  name: string | null
  text: string
  /** the clock or date with the clock in front of it, as `[yyyy-mm-dd, hh:mm]`; null: the text does not say */
  at: [string | null, string] | null
}

const LONGEST_NAME = 30
const WHEN = String.raw`(?:(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?\s+)?(\d{1,2}):(\d{2})(?::\d{2})?`
const NAME = `(.{1,${LONGEST_NAME}}?)`
/** `名字:` or `名字 2026/3/2 10:22`, as WeChat writes them above what was said. */
const HEAD = new RegExp(String.raw`^${NAME}(?:\s+${WHEN}\s*[:：]?|\s*[:：])$`, 'u')
/** `名字: 内容`; the colon of a clock is none. */
const ONE_LINE = new RegExp(
  String.raw`^${NAME}(?:\s+${WHEN})?\s*(?:：|(?<!\d):|:(?!\d))\s*(?!//)(\S.*)$`,
  'u',
)
const TIME = new RegExp(`^${WHEN}$`, 'u')
/** What stands in sentences and not in names. */
const SENTENCE = /[，。！？；,!?;]/u
/** What often stands before a colon and is nobody's name. */
const LABEL =
  /^(?:(?:温馨|重要|紧急)?(?:通知|公告|提示|提醒)|注意|备注|时间|地点|地址|位置|标题|内容|情况|(?:电话|联系|诉求).{0,2})$/u

/**
 * Reads a chat as WeChat copies it: each message below the name of who said it (and perhaps the time, on a line of its own),
 * with a blank line before the next one. Where the first line and most others hold both name and words, so may all. A text
 * without any name is one message of somebody who is not named.
 */
export function readPasted(copied: string): Pasted[] {
  const lines = copied.replace(/\r\n?/g, '\n').split('\n')
  const oneLined = isOneLined(lines.map((line) => line.trim()).filter((line) => line !== ''))
  const messages: Pasted[] = []
  let fresh = true
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    const timed = fresh ? readTimed(line.trim(), lines[i + 1]?.trim() ?? '') : null
    const head =
      timed ?? (fresh ? readHead(line.trim()) : null) ?? (oneLined ? readOneLine(line.trim()) : null)
    if (timed) i++
    if (head) messages.push(head)
    else if (messages.length) messages.at(-1)!.text += `\n${line}`
    else messages.push({ name: null, text: line, at: null })
    fresh = line.trim() === ''
  }
  return messages.map((m) => ({ ...m, text: m.text.trim() })).filter((m) => m.text !== '')
}

const readHead = (line: string): Pasted | null => toHead(HEAD.exec(line))
/** A line that holds a name, and below it one that holds the time. */
const readTimed = (name: string, when: string): Pasted | null =>
  name && TIME.test(when) ? readHead(`${name.replace(/[:：]$/u, '')} ${when}`) : null

const readOneLine = (line: string): Pasted | null => toHead(ONE_LINE.exec(line))

/** Lines that begin with a label speak neither for it nor against. */
function isOneLined(lines: string[]): boolean {
  const told = lines.filter((line) => !LABEL.test(ONE_LINE.exec(line)?.[1] ?? ''))
  const named = told.filter((line) => readOneLine(line))
  const [first = ''] = lines
  return !readHead(first) && readOneLine(first) !== null && named.length * 2 > told.length
}

function toHead(found: RegExpExecArray | null): Pasted | null {
  const [, name, year, month, day, hour, minute, text = ''] = found ?? []
  if (!name || SENTENCE.test(name) || LABEL.test(name)) return null
  if (Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(month ?? 1) > 12 || Number(day ?? 1) > 31)
    return null
  const two = (digits: string) => digits.padStart(2, '0')
  const date = year ? `${year}-${two(month!)}-${two(day!)}` : null
  return { name: name.trim(), text, at: hour ? [date, `${two(hour)}:${minute}`] : null }
}
