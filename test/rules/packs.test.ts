/** The rules that ship, judged by sentences written for this test. */
import fc from 'fast-check'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { fold, foldedText } from '../../rules/fold.ts'
import { loadRules } from '../../store/keywords.ts'

const rules = loadRules(fileURLToPath(new URL('../../keywords', import.meta.url)))

describe('the packs', () => {
  it.each([
    ['street-lighting', '二组晒场旁的路灯坏了半个多月，晚上一点都不亮，请村里派人来换灯泡'],
    ['water', '我们院子从昨天早上停水到现在，一滴水都没有，请村里派人来看看水管'],
    ['roads', '去学校那段水泥路塌了一大截，三轮车过不去，麻烦村里安排人来修'],
    ['power', '四组又停电了，冰柜里的肉都要坏了，请村里安排电工来看'],
    ['sanitation', '菜场后面的垃圾桶满了五天没人清，苍蝇到处飞，请安排人拉走'],
    ['safety', '着火了着火了，王家屋里有人困在楼上，快来人救'],
  ])('opens %s', (category, text) =>
    expect(rules.judge(text)).toMatchObject({ decision: 'open', category, confidential: false }),
  )

  it.each([
    '木桥断了，两个人掉河里了',
    '学生掉进河里了，哪个会游泳',
    '我家着火了快来人',
    '老屋烧起来了，里面还有人',
    '屋后塌方，把我爸埋了',
    '泥石流来了，压了三间屋',
    '房子倒了，我娘在里面',
    '大坝决口了，下游快跑',
    '山洪来了，有人被冲走',
    '围墙倒了压到人',
    '挖机挖断燃气管，燃气泄漏了',
    '电线断在田里，电到人了',
    '高压线掉下来了，大家别走那边',
    '我妈吃了老鼠药',
    '我老婆要上吊，拦不住',
    '活不下去了，老公天天打我',
    '男的拿刀要杀人，快来',
    '奶奶倒在地上叫不醒',
    '我爸心梗了，快叫120',
    '拖拉机翻到河里，司机困在下面',
    '救命，塘里有个崽',
  ])('opens a danger in progress whatever else it is about: %s', (text) =>
    expect(rules.judge(text)).toMatchObject({ decision: 'open', category: 'safety', urgency: 'urgent' }),
  )

  it('shows a bare cry for help to a person', () => {
    const verdict = rules.judge('救命！')
    expect(verdict).toMatchObject({ category: 'safety', urgency: 'urgent' })
    expect(verdict.decision).not.toBe('ignore')
  })

  it.each([
    '救命，这部短剧太好看了',
    '昨天看的电影里桥断了，车掉下去',
    '烧烤店着火了似的热闹',
    '我家群里炸了',
    '家里炸了丸子',
    '热死了热死了不想活了',
    '中风的人能吃鸡蛋吗',
    '房子着火保险赔不赔',
    '老人家说，防煤气中毒',
    '上回河里掉下去的人救上来了',
    '学校防溺水宣传，小孩落水怎么自救',
    '孩子喝了药睡着了',
    '听说外地一个水库溃坝了',
    '孩子的鞋子掉水里了',
  ])('opens no danger that is told, feared, practised, laughed at or over: %s', (text) =>
    expect(rules.judge(text).decision).not.toBe('open'),
  )

  it.each([
    ['social-insurance', '退休金两个月没到账，急死人'],
    ['welfare', '高龄津贴三个月没打了'],
    ['employment', '工地上的工资四个月没结了'],
    ['water', '村头的水管爆了，请派人来修'],
    ['water', '我家没水三天了'],
    ['power', '屋里停电一整天了，麻烦电工来看看'],
    ['telecom', '宽带断了五天了'],
    ['sanitation', '垃圾池满了七天没人来清'],
    ['pollution', '屋旁鸡场臭得很，没人管'],
    ['roads', '桥栏杆断了一个多月，没人修'],
    ['roads', '巷子口井盖没了好几天，没人管'],
    ['street-lighting', '晒场路灯不亮了，麻烦修一下'],
  ])('opens a plain fault that lasts or is asked to be seen to: %s, %s', (category, text) =>
    expect(rules.judge(text)).toMatchObject({ decision: 'open', category }),
  )

  it.each([
    '停电一天，我们去钓鱼',
    '要是以后停水三天，我就搬走',
    '我的宽带断了一下又好了',
    '厕所堵了，自己通好了',
    '你们那边小区停水两天了吗',
  ])('opens no need that is none: %s', (text) => expect(rules.judge(text).decision).not.toBe('open'))

  it.each([
    ['telecom', 'problem', '我们组一直没信号，打个电话要爬到山上，反映几次都没人管'],
    ['pollution', 'problem', '砖厂半夜又在冒黑烟，味道呛得睡不着，没人管'],
    ['employment', 'problem', '包工头欠我们三个月工资不给，电话也打不通了'],
    ['rumour', 'question', '都在传镇上自来水有毒，是真的还是谣言，请官方核实'],
    ['social-insurance', 'question', '请问医保卡丢了去哪里补办'],
    ['conduct', 'problem', '村主任收了人家两条烟才肯盖章，希望纪委来查一查'],
    ['welfare', 'problem', '我奶奶八十三了，高龄补贴三个月没发，请问找谁'],
    ['land', 'problem', '征地补偿款拖了两年还没给，到底几时发'],
  ])('catches %s', (category, kind, text) => {
    const verdict = rules.judge(text)
    expect(verdict).toMatchObject({ category, kind, confidential: category === 'conduct' })
    expect(verdict.decision).not.toBe('ignore')
  })

  it.each([
    ['thanks', '路灯修好了，谢谢村里'],
    ['notice', '【通知】明天上午检修线路，三组停电两小时，请相互转告'],
    ['hypothesis', '要是哪天停水一个月，我就搬到河里住'],
    ['relay', '#接龙 流感疫苗 1.张三 2.李四'],
    ['advertisement', '专业疏通下水道，随叫随到，价格优惠'],
    ['link', '[链接] 停电的夜晚'],
    ['wrong group', '发错群了，停水的是我单位'],
    ['tale', '98年那回路都冲垮了，那时候我们还在读小学'],
    ['laughter', '停水了我家那位比谁都高兴哈哈哈'],
    ['greeting', '各位早上好，又是新的一天'],
    ['another word', '遇到大麻烦了，晚上看电影去'],
  ])('leaves %s alone', (_, text) =>
    expect(rules.judge(text)).toMatchObject({
      decision: 'ignore',
      category: null,
      kind: null,
      urgency: null,
    }),
  )

  it('makes dangers urgent and complaints about officials confidential', () => {
    expect(rules.judge('快来人，有个娃掉水库里了，救命啊')).toMatchObject({
      category: 'safety',
      urgency: 'urgent',
    })
    expect(rules.judgeForced('我要反映 组长打牌不上班，找他盖章都不理')).toMatchObject({
      category: 'conduct',
      urgency: 'complex',
      confidential: true,
    })
  })

  it.each(['谢谢你们', '今天天气不错', '村里的事太多了', '在吗'])(
    'knows nothing of a forced text that is no need: %s',
    (text) =>
      expect(rules.judgeForced(text)).toMatchObject({
        category: 'other',
        urgency: 'normal',
        confidential: false,
      }),
  )

  it('judges a forced text without what asks for the case, with offsets of the original', () => {
    const text = '@bot 路灯坏了'
    const { hits, decision } = rules.judgeForced(text)
    expect(decision).not.toBe('ignore')
    expect(hits.map((h) => text.slice(h.start, h.end))).toContain('路灯')
  })

  it('points at the words in the original, however they are written', () => {
    const text = '二組的路 燈\u200b壞   了半个月了，请村里派人修'
    const hit = rules.judge(text).hits.find((h) => h.term === '路灯')
    expect(text.slice(hit?.start, hit?.end)).toBe('路 燈')
  })

  it('judges any string, with hits inside it that fold to their term', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('路灯', '坏了', '停 水', '😀', '。', '请派人', '\ud800'),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        const verdict = rules.judge(text)
        expect(verdict.score).toBeGreaterThanOrEqual(0)
        expect(verdict.score).toBeLessThanOrEqual(1)
        for (const h of verdict.hits) {
          expect(h.start).toBeGreaterThanOrEqual(0)
          expect(h.end).toBeGreaterThan(h.start)
          expect(h.end).toBeLessThanOrEqual(text.length)
          expect(foldedText(fold(text.slice(h.start, h.end)))).toContain(h.term)
        }
      }),
      { numRuns: 300 },
    )
  })
})
