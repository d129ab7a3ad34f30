/** The console speaks Chinese, or English to whoever has chosen it in this browser. */
export type Language = 'zh' | 'en'

/** Where a browser keeps the choice; outside of one (in a test) there is none. */
export const LANGUAGE_KEY = 'xunqun-language'

const { localStorage } = globalThis as { localStorage?: { getItem(key: string): string | null } }

export const language: Language = localStorage?.getItem(LANGUAGE_KEY) === 'en' ? 'en' : 'zh'

/** One text (or what makes one) in the language of the page; both stand where they are used. */
export const t = <T>(zh: T, en: T): T => (language === 'en' ? en : zh)

/** How many of a thing, in English: `1 group`, `1,200 groups`. */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`

/** What is added to a text in brackets, and what stands between a name and what is said of it. */
export const bracketed = (text: string) => t(`（${text}）`, ` (${text})`)
export const COLON = t('：', ': ')
