/** What residents and staff can write to the bot (the chat contract); everything else is just talk. */

export type HandlerVerb =
  'accept' | 'resolve' | 'decline' | 'return' | 'transfer' | 'extend' | 'supervise' | 'verify'
export type Command =
  | { verb: 'look'; code: string }
  | { verb: 'mine' }
  | { verb: 'join' }
  | { verb: 'satisfied' | 'dissatisfied'; code: string | null; text: string }
  | { verb: HandlerVerb; code: string | null; text: string }
  /** asks for a case in so many words */
  | { verb: 'report'; text: string }
  /** whether what he says may be read for needs */
  | { verb: 'choose'; out: boolean }

const VERBS: Record<string, Exclude<Command['verb'], 'mine' | 'join' | 'report' | 'choose'>> = {
  接单: 'accept',
  办结: 'resolve',
  无法解决: 'decline',
  退单: 'return',
  转办: 'transfer',
  延期: 'extend',
  督办: 'supervise',
  核实: 'verify',
  不满意: 'dissatisfied',
  满意: 'satisfied',
  查询: 'look',
  查一下: 'look',
  查进度: 'look',
  查: 'look',
}
const VERB = new RegExp(`^(${Object.keys(VERBS).join('|')})`)
/** A code as people type it; longer and shorter ones too, so that a slip is answered and not overlooked. */
const CODE = /^([0-9A-Z]{3,6})(?![0-9A-Z])/
/** 查, a gap and four letters: a code that was mistyped, since each has a digit; 查WIFI is talk. */
const LETTERS_ALONE = /^\s+[A-Z]{4}$/i
const EDGE = /^[\s,，:：。.!！#【\]】[]+/
const JOIN = /^(同问|\+1|加1|我也是)[!！。.~]*$/
const LEAVE = /^(请)?(不要|不用|别|莫|勿)(再)?处理我的(消息|信息|发言)[。.!！]*$/
const COME_BACK = /^(请|可以|恢复)(继续|重新)?处理我的(消息|信息|发言)[。.!！]*$/
const REPORT = /^我要(反映|反应)[\s:：,，]*/

/**
 * Reads one message as a command; null when it is none.
 * A verb counts only with a code behind it, or alone on its line: 查一下我的医保 and 办结了吗 are talk.
 */
export function parseCommand(raw: string, mentionsBot: boolean): Command | null {
  const text = stripMention(narrow(raw)).trim()
  if (JOIN.test(text)) return { verb: 'join' }
  if (LEAVE.test(text)) return { verb: 'choose', out: true }
  if (COME_BACK.test(text)) return { verb: 'choose', out: false }
  if (/^我的诉求[。.!！?？]*$/.test(text)) return { verb: 'mine' }
  const found = VERB.exec(text)
  if (found) {
    const verb = VERBS[found[1]!]!
    const rest = text.slice(found[0].length).replace(EDGE, '')
    const code = CODE.exec(rest.toUpperCase())?.[1] ?? null
    if (code && /[A-Z]/.test(code) && /\d/.test(code)) {
      return verb === 'look'
        ? { verb, code }
        : { verb, code, text: rest.slice(code.length).replace(EDGE, '').trim() }
    }
    if (verb === 'look' && LETTERS_ALONE.test(text.slice(found[0].length)))
      return { verb, code: rest.toUpperCase() }
    if (verb !== 'look' && isBare(verb, text, found[0])) return { verb, code: null, text: rest.trim() }
  }
  if (REPORT.test(text)) return { verb: 'report', text: text.replace(REPORT, '') }
  if (mentionsBot && text) return { verb: 'report', text }
  return null
}

const THANKS = /^(了|的|啦)?(谢谢|多谢|感谢|辛苦).{0,8}$/u

/** 满意 谢谢 · 不满意 原因 · 接单: without a code, but nothing else either than thanks, or a reason after 不满意 and a gap. */
function isBare(verb: Command['verb'], text: string, word: string): boolean {
  const rest = text.slice(word.length).replace(/[^\p{L}\p{N}]/gu, '')
  if (rest === '' || (verb === 'satisfied' && THANKS.test(rest))) return true
  return verb === 'dissatisfied' && /^不满意[\s,，:：]/.test(text)
}

/** Full-width letters, digits and blanks as half-width ones; other characters stay, so that reasons keep their words. */
export function narrow(text: string): string {
  return text
    .replace(/[！-～]/g, (c) =>
      /[，：。！？；（）]/.test(c) ? c : String.fromCharCode(c.charCodeAt(0) - 0xfee0),
    )
    .replace(/[\u3000\u2005\u00a0]/g, ' ')
}

const stripMention = (text: string) => text.replace(/^\s*(@\S+\s+)+/, '')
