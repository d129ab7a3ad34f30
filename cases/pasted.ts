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
/** `名字:` or `名字 2026/3/2 10:22`, as WeChat writes them above what was said. */
const HEAD = new RegExp(String.raw`^(.{1,${LONGEST_NAME}}?)(?:\s+${WHEN}\s*[:：]?|\s*[:：])$`, 'u')
/** What stands in sentences and not in names. */
const SENTENCE = /[，。！？；,!?;]/u

/**
 * Reads a chat as WeChat copies it: each message below the name of who said it, with a blank line before the next one. A
 * text without any name is one message of somebody who is not named.
 */
export function readPasted(copied: string): Pasted[] {
  const messages: Pasted[] = []
  let fresh = true
  for (const line of copied.replace(/\r\n?/g, '\n').split('\n')) {
    const head = fresh ? readHead(line.trim()) : null
    if (head) messages.push(head)
    else if (messages.length) messages.at(-1)!.text += `\n${line}`
    else messages.push({ name: null, text: line, at: null })
    fresh = line.trim() === ''
  }
  return messages.map((m) => ({ ...m, text: m.text.trim() })).filter((m) => m.text !== '')
}

function readHead(line: string): Pasted | null {
  const [, name, year, month, day, hour, minute] = HEAD.exec(line) ?? []
  if (!name || SENTENCE.test(name)) return null
  if (Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(month ?? 1) > 12 || Number(day ?? 1) > 31)
    return null
  const two = (digits: string) => digits.padStart(2, '0')
  const date = year ? `${year}-${two(month!)}-${two(day!)}` : null
  return { name: name.trim(), text: '', at: hour ? [date, `${two(hour)}:${minute}`] : null }
}
