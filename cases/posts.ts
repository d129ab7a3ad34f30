/** How people name officials by their posts. */
import type { Level } from './world.ts'

export interface PostWord {
  /** how residents say it */
  said: RegExp
  level: Level
  /** what the register calls it; null: all who serve at the level are meant */
  post: RegExp | null
}

/** The forms of address that go with a surname, longer ones first. */
export const TITLES = [
  '主任委员',
  '副书记',
  '副主任',
  '副镇长',
  '副乡长',
  '副局长',
  '网格员',
  '村长',
  '支书',
  '书记',
  '主任',
  '会计',
  '文书',
  '镇长',
  '乡长',
  '县长',
  '市长',
  '局长',
  '科长',
  '股长',
  '所长',
  '站长',
  '院长',
  '校长',
  '部长',
  '主席',
  '队长',
  '班长',
  '组长',
  '干事',
  '专干',
  '委员',
  '专员',
]

/** A post of another place that is only told about: 外省一村支书. */
const OURS = '(?<!(?:外省|外地|外县|外头)[^,，。!！?？]{0,3})'
const said = (words: string) => new RegExp(OURS + words, 'g')

/** Read in this order: the higher levels first, and what contains another word before that word. */
export const POSTS: readonly PostWord[] = [
  {
    said: said('[县市区]纪(?:委监)?委的?(?:副?书记|常委|干部|干事|领导|主任|的人)'),
    level: 'county',
    post: /纪/,
  },
  { said: said('(?:副?县长|(?<!城)副?市长|副?区长)'), level: 'county', post: /[县市区]长/ },
  { said: said('[县市区]委的?副?书记'), level: 'county', post: /[县市区]委.*书记/ },
  { said: said('副?局长'), level: 'county', post: /局长/ },
  { said: said('[县市区](?:里|上)?的?(?:干部|领导)'), level: 'county', post: null },
  {
    said: said('(?:[镇乡]|街道)?纪(?:工)?委的?(?:副?书记|干部|干事|委员|专干|的人)|纪检(?:干部|委员|专干)'),
    level: 'township',
    post: /纪/,
  },
  { said: said('副?[镇乡]长'), level: 'township', post: /[镇乡]长/ },
  {
    said: said('(?:[镇乡](?:党委|委)?|街道(?:党工委)?)的?副?书记'),
    level: 'township',
    post: /(?<!纪.*)书记/,
  },
  { said: said('(?:街道|办事处)的?副?主任'), level: 'township', post: /(街道|办事处).*主任/ },
  {
    said: said('(?:驻村|包村|联村|挂村)(?:干部|队长|队员|工作队)'),
    level: 'township',
    post: /驻村|包村|联村|挂村/,
  },
  {
    said: said('乡镇干部|(?:[镇乡]|街道)(?:里|上|政府)?的?(?:干部|领导)|[镇乡]政府(?:里|上)?的人'),
    level: 'township',
    post: null,
  },
  { said: said('副?所长'), level: 'township', post: /所长/ },
  { said: said('副?站长'), level: 'township', post: /站长/ },
  { said: said('妇女主任|妇联主席'), level: 'village', post: /妇/ },
  { said: said('治保主任'), level: 'village', post: /治保/ },
  { said: said('第一书记'), level: 'village', post: /第一书记/ },
  { said: said('(?:村里?|村上|大队)?会计|报账员|出纳'), level: 'village', post: /会计|报账|出纳|文书/ },
  {
    said: said('(?:村|居|社区)?(?:党)?(?:总)?支书|村书记|社区书记|支部书记'),
    level: 'village',
    post: /支书|(?<!第一)书记/,
  },
  { said: said('村长|(?:村|居|社区)(?:委会)?副?主任'), level: 'village', post: /(?<!妇女|治保)主任|村长/ },
  { said: said('网格员'), level: 'village', post: /网格/ },
  { said: said('[小]?组长|生产队长'), level: 'village', post: /组长|队长/ },
  {
    said: said('村(?:里|上|委会?|两委)?的?(?:干部|领导)|村委会?的人|社区干部'),
    level: 'village',
    post: null,
  },
  { said: said('(?<![镇乡县市区委办局院工])副?书记'), level: 'village', post: /支书|(?<!第一)书记/ },
  { said: said('(?<![镇乡县市区委办局院工任])副?主任'), level: 'village', post: /(?<!妇女|治保)主任|村长/ },
]
