/** What people write to each other that says nothing of any need: 哈哈, 吃饭了吗, 谢谢. */

/** Sticky: each is looked for at one place, and takes there as much as it can. */
const PHRASES = [
  /[哈呵嘿嘻嗨咯]{2,}(?![哈呵嘿嘻嗨咯])|笑死(?:我|人)?了?|6{3,}(?!6)/uy,
  /(?:大家|各位|你们?|您|老师|书记|主任|家人们|邻居们)?(?:早上|上午|中午|下午|晚上)?好[呀啊]?|早(?:安|呀|啊)?|晚安|在吗|睡了[吗没]?/uy,
  /(?:大家|各位|你们?|您|都)*(?:吃|恰|呷|喝)(?:早|中|午|晚)?(?:饭|餐|茶|酒)?(?:了|过)?(?:没有|[吗没冇呀啊么])/uy,
  /(?:好的?|收到|知道了|晓得了|明白了?|行|可以)[吧呀啊呢哦]?/uy,
  /(?:非常|太|多|真是)?(?:感谢|谢谢?|辛苦|麻烦|打扰)(?:你们?|您|大家|各位|书记|主任|了|啦)*|不(?:用|客)(?:谢|气)/uy,
  /(?:周末|节日|新年|新春|中秋|国庆|端午|元旦|生日)(?:愉快|快乐|好)/uy,
]
const LONGEST = 40
/** Faces, as signs or in the words of WeChat, and what stands between words. */
const BESIDE = /\[\p{L}{1,4}\]|[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200d\ufe0f\s\p{P}~～+]/gu
/** Asked or wondered at by itself, a word may be about what was said before. */
const ONLY_SIGNS = /^[?？!！。.…]+$/

/** Whether a text is nothing but such words, or faces. */
export function isSmallTalk(text: string): boolean {
  const plain = text.normalize('NFKC').trim()
  if (ONLY_SIGNS.test(plain)) return false
  const words = plain.replace(BESIDE, '')
  return words === '' || (words.length <= LONGEST && isAllPhrases(words))
}

/** Whether phrase follows upon phrase to the end; no place is looked at twice, however many ways lead there. */
function isAllPhrases(words: string): boolean {
  const reached = new Set([0])
  for (const place of reached)
    for (const phrase of PHRASES) {
      phrase.lastIndex = place
      if (phrase.test(words)) reached.add(phrase.lastIndex)
    }
  return reached.has(words.length)
}
