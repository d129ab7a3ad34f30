/** What a group says on an ordinary day; nothing of it needs a case. */
const TALK = [
  '早上好🌹',
  '今天赶集的人多得很',
  '晚上跳舞的七点半集合',
  '谁家的鸡跑到我菜地里来了哈哈',
  '收到',
  '明天去镇上的车还有两个位子',
  '孩子们放学了，路上慢点',
  '自家的土鸡蛋，要的说一声',
  '这雨下得真及时',
  '祝老人家生日快乐🎂',
  '谢谢大家帮忙',
  '照片拍得真好看',
  '中午吃的啥',
  '哈哈哈哈笑死我了',
  '今晚球赛几点开始',
]
const THINGS = ['桥头', '井边', '学校门口', '村口', '晒谷坪', '水库边', '卫生室旁', '老樟树下']

export const talk = (i: number) => `${TALK[i % TALK.length]}${i % 7 === 0 ? '～' : ''}`
/** A need that the rules open a case for; no two in a row are alike enough to be joined. */
export const need = (i: number) =>
  i % 2
    ? `${THINGS[i % THINGS.length]}的路灯坏了${(i % 9) + 2}天了，晚上看不见，请村里派人修一下`
    : `${THINGS[i % THINGS.length]}这边停水${(i % 5) + 2}天了，一滴水都没有，请派人来看看水管`
