import { describe, expect, test } from 'vitest'
import { createDirectory } from '../../cases/directory.ts'
import {
  disciplineOfficeAbove,
  disciplineOfficeFor,
  officeFor,
  oneLevelUp,
  personsNamed,
  returnsTo,
} from '../../cases/routing.ts'
import type { World } from '../../cases/world.ts'
import { CATEGORIES, valley } from '../fixtures/valley.ts'

const dir = createDirectory(valley())
const changed = (change: (world: World) => void) => {
  const world = valley()
  change(world)
  return createDirectory(world)
}

describe('the office of a case', () => {
  test.each([
    ['the lowest office at or above the place that handles the category', 'roads', 'N1-5', 'cw-dianxia'],
    [
      'small things stay low: a street lamp, though a county department lists it',
      'street-lighting',
      'N1',
      'cw-dianxia',
    ],
    [
      'without a village office the lamp goes to the department that lists it',
      'street-lighting',
      'S1',
      'cg-gu',
    ],
    ['a department handles what it lists', 'power', 'N1-5', 'gd-gu'],
    ['what a kind handles by categories.yaml', 'rumour', 'N1', 'zf-bei'],
    ['of two at one level the one that lists it', 'farming', 'N1', 'nj-bei'],
    ['an office that lists something handles nothing else', 'street-lighting', 'N2-3', 'cg-gu'],
    ['if none handles it, the lowest general office: the village', 'telecom', 'N1', 'cw-dianxia'],
    ['the village is general though it lists something else', 'water', 'N2', 'cw-jiaohu'],
    ['if none handles it, the lowest general office: the township', 'telecom', 'S1', 'zf-nan'],
    ['a discipline office handles conduct by its kind', 'conduct', 'N1', 'jw-bei'],
    ['where there is no general office either, none', 'telecom', 'C', undefined],
  ])('%s', (_, category, area, office) => {
    expect(officeFor(dir, CATEGORIES, category, area)?.id).toBe(office)
  })

  test('a department without a list handles nothing', () => {
    expect(officeFor(dir, CATEGORIES, 'telecom', 'C')).toBeNull()
    expect(dir.office('rs-gu')?.handles).toBeNull()
  })
})

describe('a category that the county dispatches', () => {
  const other = changed((w) => {
    w.dispatch = [
      { category: 'water', area: 'C', office: 'fg-gu' },
      { category: 'water', area: 'N', office: 'nj-bei' },
      { category: 'roads', area: 'N2', office: 'cw-dianxia' },
    ]
  })
  test.each([
    ['goes to that office, whatever it handles', 'water', 'N', 'nj-bei'],
    ['from all that lies below', 'water', 'N1-5', 'nj-bei'],
    ['the nearest entry counts', 'water', 'S1', 'fg-gu'],
    ['elsewhere it goes as ever', 'roads', 'N1', 'cw-dianxia'],
    ['also to an office of another village', 'roads', 'N2-3', 'cw-dianxia'],
    ['other categories go as ever', 'street-lighting', 'N1', 'cw-dianxia'],
  ])('%s', (_, category, area, office) =>
    expect(officeFor(other, CATEGORIES, category, area)?.id).toBe(office),
  )

  test.each([
    ['water', 'nj-bei', undefined],
    ['water', 'fg-gu', undefined],
    ['roads', 'cw-dianxia', 'zf-bei'],
  ])('%s goes up from %s as from any office: %s', (category, from, to) =>
    expect(oneLevelUp(other, CATEGORIES, category, other.office(from)!)?.id).toBe(to),
  )

  test('going up never comes back, whatever is dispatched where', () => {
    for (const office of dir.offices)
      for (const { code } of dir.areas) {
        const any = changed((w) => (w.dispatch = [{ category: 'water', area: code, office: office.id }]))
        const way: string[] = []
        for (
          let at = officeFor(any, CATEGORIES, 'water', 'N1');
          at;
          at = oneLevelUp(any, CATEGORIES, 'water', at)
        ) {
          expect(way).not.toContain(at.id)
          way.push(at.id)
        }
      }
  })
})

describe('one level up', () => {
  const up = (category: string, office: string) =>
    oneLevelUp(dir, CATEGORIES, category, dir.office(office)!)?.id
  test.each([
    ['the general office of the next level, where nothing there handles it', 'roads', 'cw-dianxia', 'zf-bei'],
    ['not past it to a county department', 'street-lighting', 'cw-dianxia', 'zf-bei'],
    ['from there to the department that handles it', 'street-lighting', 'zf-bei', 'cg-gu'],
    ['the office of the next level that handles it', 'farming', 'cw-dianxia', 'nj-bei'],
    ['the top: no general office and none that handles it', 'roads', 'zf-bei', undefined],
    ['a county office is the top here', 'power', 'gd-gu', undefined],
  ])('%s', (_, category, from, office) => expect(up(category, from)).toBe(office))

  test('a level without any office is passed over', () => {
    const other = changed((w) => (w.offices = w.offices.filter((o) => o.area !== 'N')))
    const village = other.office('cw-dianxia')!
    expect(oneLevelUp(other, CATEGORIES, 'street-lighting', village)?.id).toBe('cg-gu')
    expect(oneLevelUp(other, CATEGORIES, 'roads', village)).toBeNull()
  })
})

describe('退单', () => {
  const back = (category: string, office: string) =>
    returnsTo(dir, CATEGORIES, category, dir.office(office)!)?.id
  test.each([
    ['goes one level up', 'roads', 'cw-dianxia', 'zf-bei'],
    ['to the other office that handles it there, where nothing is above', 'farming', 'nj-bei', 'zf-bei'],
    ['up even where another office of the level could do it', 'street-lighting', 'zf-bei', 'cg-gu'],
    ['at the top goes to the other office that handles it there', 'market', 'fg-gu', 'sj-gu'],
    ['and back from that one', 'market', 'sj-gu', 'fg-gu'],
    ['is not possible where there is neither', 'power', 'gd-gu', undefined],
  ])('%s', (_, category, from, office) => expect(back(category, from)).toBe(office))
})

describe('the discipline office of a confidential case', () => {
  const office = (
    staff: string[],
    area = 'N1',
    floor: 'township' | 'county' | null = staff.length ? null : 'township',
  ) => disciplineOfficeFor(dir, { staff, areas: [], floor }, area)?.id
  test.each([
    ['about village staff: the township’s', ['tan'], 'jw-bei'],
    ['about two of the village', ['tan', 'liu'], 'jw-bei'],
    ['about township staff: the county’s', ['peng'], 'jw-gu'],
    ['about a discipline officer of the township: the county’s', ['long'], 'jw-gu'],
    ['about village and township staff: the county’s', ['tan', 'peng'], 'jw-gu'],
    ['about an unknown cadre: not below the township', [], 'jw-bei'],
    ['about county staff: none is clean, held at the top', ['duan'], 'jw-gu'],
    ['about a bureau of the county: the township’s answers to it', ['ouyang'], 'jw-gu'],
    ['about township and county staff: held at the top', ['yin', 'ouyang'], 'jw-gu'],
    ['about somebody who is no longer in the register', ['gone'], 'jw-bei'],
  ])('%s', (_, staff, id) => expect(office(staff)).toBe(id))

  test('about staff of another township, the one of the place is clean', () => {
    expect(office(['peng'], 'S1')).toBe('jw-gu')
    const other = changed((w) => {
      w.offices.push({ id: 'jw-nan', name: '南乡纪委', area: 'S', kind: 'discipline', handles: null })
    })
    expect(disciplineOfficeFor(other, { staff: ['peng'], areas: [], floor: null }, 'S1')?.id).toBe('jw-nan')
  })

  test('an unknown cadre excludes a discipline office of the village', () => {
    const other = changed((w) => {
      w.offices.push({
        id: 'jd-dianxia',
        name: '店下村纪检站',
        area: 'N1',
        kind: 'discipline',
        handles: null,
      })
    })
    expect(disciplineOfficeFor(other, { staff: [], areas: [], floor: 'township' }, 'N1')?.id).toBe('jw-bei')
    expect(disciplineOfficeFor(other, { staff: [], areas: [], floor: null }, 'N1')?.id).toBe('jd-dianxia')
  })

  test('going up stays with clean discipline offices', () => {
    const above = (staff: string[]) =>
      disciplineOfficeAbove(dir, { staff, areas: [], floor: null }, dir.office('jw-bei')!)?.id
    expect([above(['tan']), above(['duan'])]).toEqual(['jw-gu', undefined])
  })
})

describe('whom a complaint is about', () => {
  const about = (text: string, area = 'N1') => personsNamed(dir, text, area).staff
  const village = ['liu', 'tan']
  const township = ['long', 'peng', 'yin']
  test.each([
    ['a full name', '我要反映谭有福收烟', ['tan']],
    ['a name with spaces and in another width', '谭 有 福收烟', ['tan']],
    ['an alias', '老谭叔拿了我家两条烟', ['tan']],
    ['a surname with the title of the post', '谭主任量房的时候要烟', ['tan']],
    ['the given name with it', '有福主任要烟', ['tan']],
    ['支书 is called 书记', '刘书记报低保要红包', ['liu']],
    ['a double surname', '市场监管局的欧阳局长吃请', ['ouyang']],
    ['the post in the village', '村主任带人量房，没买烟就不量', ['tan']],
    ['the post before the name', '村主任谭有福收烟', ['tan']],
    ['村长 is the 村主任', '村长吃喝不给钱', ['tan']],
    ['a bare post', '支书屋里办满月酒收了四十桌礼', ['liu']],
    ['书记 alone is the village’s', '书记屋里做满月，拿广播喊人', ['liu']],
    ['a post nobody is registered with: all who serve there', '村会计也拿了一包', village],
    ['村干部: all who serve there', '村干部一人拿一包烟', village],
    ['镇干部: all who serve there', '镇上的干部下来就要吃请', township],
    ['镇长, whom the register lacks: all who serve there', '镇长的小舅子中标', township],
    ['a registered post of the township', '党政办主任把补贴给了他姐夫', ['peng']],
    ['two people', '谭有福和彭毅一起收的钱', ['peng', 'tan']],
    ['a discipline officer by name', '我要反映镇纪委的龙俊，收了两条烟', ['long']],
    ['a discipline officer by post', '镇纪委书记自己也收', ['yin']],
    ['a title that two have: the nearer', '尹书记收了红包', ['yin']],
    ['staff of another village by name', '蛟湖的艾国华把救灾款分给亲戚', ['ai']],
    ['the discipline office is appealed to, not accused', '干部收老百姓的烟，希望纪委管一管', []],
    ['nobody known', '有干部报低保要先收红包，是哪个我不敢讲，希望纪委来查', []],
    ['who is asked to help', '有人优亲厚友，请尹书记来查一下', []],
    ['who is asked to come and see', '低保评得不公，请尹书记来看', []],
    ['who was told', '我已经向镇纪委的尹书记反映过，还是没人管', []],
    ['who is greeted', '尹书记您好，有人吃低保的回扣', []],
    ['who is asked and then accused', '请尹书记来看看，他收了我五百', ['yin']],
    ['asked for help in one place, accused in another', '谭有福收烟，请谭有福给个说法', ['tan']],
    ['news from elsewhere', '外省一村支书骗低保获刑', []],
  ])('%s: %s', (_, text, staff) => expect(about(text)).toEqual(staff))

  test('the longer name is read first', () => {
    const other = changed((w) => {
      w.staff.push({
        ...w.staff[0]!,
        id: 'youfu',
        name: '有福',
        office: 'cw-jiaohu',
        aliases: [],
        wechat: null,
      })
    })
    expect(personsNamed(other, '谭有福收烟', 'N1').staff).toEqual(['tan'])
  })

  test.each([
    ['nobody known: not below the township', '有干部收红包', { areas: [], floor: 'township' }],
    ['somebody known', '谭有福收烟', { areas: [], floor: null }],
    ['all of the township', '镇干部吃拿卡要', { areas: ['N'], floor: null }],
    ['an unknown official of the county', '县长的亲戚包了工程', { areas: [], floor: 'county' }],
  ])('%s: %s', (_, text, expected) => expect(personsNamed(dir, text, 'N1')).toMatchObject(expected))

  test('officials of a township that the register lacks still exclude its offices', () => {
    const bare = changed((w) => (w.staff = []))
    const named = personsNamed(bare, '镇干部吃拿卡要', 'N1')
    expect(disciplineOfficeFor(bare, named, 'N1')?.id).toBe('jw-gu')
    expect(disciplineOfficeFor(bare, personsNamed(bare, '县长包工程', 'N1'), 'N1')?.id).toBe('jw-gu')
  })

  test('from complaint to office, as residents write', () => {
    const office = (text: string) => disciplineOfficeFor(dir, personsNamed(dir, text, 'N1'), 'N1')?.id
    expect(office('4月份村主任带测量公司的人来量旧房，村干部一人拿一包烟，请纪委查一下')).toBe('jw-bei')
    expect(office('有干部报低保要先收红包，是哪个我不敢讲，希望纪委来查')).toBe('jw-bei')
    expect(office('我要反映镇纪委的龙俊，上个月吃老板的请，还收了两条烟')).toBe('jw-gu')
  })
})
