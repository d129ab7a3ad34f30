/** What residents write when a need has settled itself: 修好了，谢谢. */

const DONE =
  /(?:修|换|弄|搞|办|装|铺|接|处理|解决|疏通|通|清理|清走|拉走|拖走|补|赔|退|找|送|来水|来电|恢复|到账|发|领|拿)(?:好|通|完|到|走|了|起来)?(?:了|啦|喽|哒)|(?:水|电|网|路|信号)(?:已经|又|都)?(?:来|通|有)(?:了|啦)|灯(?:都|又)?亮(?:了|啦)|已经?(?:解决|修好|办好)|没事了|不用(?:修|来|派人)了?/
const THANKS = /谢|感谢|多谢|辛苦|不用(?:修|来|派人)|已经?解决|解决了|已经?修好|已经?办好|点赞|👍|🙏/
/** Asked, denied, wished, or spoken of somebody else's doing still to come. */
const NOT_YET =
  /[?？]|没|冇|未|不(?!用)|又(?!亮|来|通)|还|什么时候|几时|啥时|吗|么|谁|请|麻烦|希望|能|要是|如果|等|快点|明天|以后|再(?!也)/
const LONGEST = 40

/** Whether a text says that it is done and no more: a thanks, or that nobody need come. */
export function saysDone(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/\s+/g, '')
  return plain.length <= LONGEST && DONE.test(plain) && THANKS.test(plain) && !NOT_YET.test(plain)
}

const YES = /^(?:是|是的|是啊|对|对的|对头|嗯+|恩|好了|办好了|修好了|解决了|确认|没错)[了啊呀哈。.!！]*$/
/** How long after the question a bare yes is taken for its answer. */
const YES_WINDOW = 10 * 60_000

/** Whether a text says yes to a question that was asked at `asked`. */
export const saysYes = (text: string, at: number, asked: number | undefined): boolean =>
  asked !== undefined && at >= asked && at - asked <= YES_WINDOW && YES.test(text.trim())

const UNDONE =
  /(?:没|没有|冇|未|还没|根本没)(?:有)?(?:修|办|解决|弄|搞|处理|换|通|好|来|清|拉)|还是(?:堵|漏|不|没|老样|坏|停|臭|黑)|又(?:坏|漏|堵|停|不亮|没)/

/** Whether a text says that what was to be done is not. */
export function saysUndone(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/\s+/g, '')
  return plain.length <= LONGEST && UNDONE.test(plain)
}

/** Whom people thank who are no office. */
export const NEIGHBOUR = /邻居|乡亲|隔壁|街坊|好心人|(?:叔|伯|哥|嫂|婶|姐|爷|师傅)[^,，。]{0,6}帮/
