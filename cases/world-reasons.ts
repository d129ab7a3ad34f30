/** What is wrong with a world file, in Chinese for the console; the command line says it in English. */

const KINDS: Record<string, string> = {
  ...{ area: '区域', office: '单位', staff: '人员', group: '群', member: '成员', parent: '上级区域' },
  ...{ dispatch: '分派', deadline: '时限', answer: '现成答复', settings: '设置', 'the file': '文件' },
  ...{ 'settings accept': '设置 accept', 'settings done': '设置 done', 'settings calendar': '设置 calendar' },
}

/** How fields are called; those of the settings stand as they are written in a file. */
const FIELDS: Record<string, string> = {
  ...{
    code: '编码',
    id: '编号',
    name: '名称',
    level: '层级',
    parent: '上级区域',
    aliases: '别名',
    landmarks: '地标',
  },
  ...{ area: '区域', kind: '类别', handles: '办理类别', office: '单位', post: '职务', wechat: '微信成员号' },
  ...{
    role: '角色',
    topic: '群名',
    groups: '所在群',
    category: '类别',
    words: '关键词',
    text: '答复',
    source: '来源',
  },
  ...{
    done: '办结时限',
    accept: '接单时限',
    timezone: '时区',
    quiet: '静默时段',
    ledger: '台账时间',
    keep: '保留时间',
  },
  ...{
    answer: '评价期限',
    publish: '晒单时间',
    off: '休息日',
    work: '上班日',
    days: '天数算法',
    open: '立案方式',
  },
}

export const LEVEL_NAMES = {
  ...{ city: '市', county: '县', township: '乡镇', village: '村', grid: '网格', household: '户' },
} as const
export const OFFICE_KIND_NAMES = {
  ...{ village: '村', township: '乡镇', department: '部门', discipline: '纪检' },
  ...{ petition: '信访', hall: '便民大厅' },
} as const
export const ROLE_NAMES = { admin: '管理员', reviewer: '审核员', handler: '承办人', leader: '领导' } as const
export const GROUP_KIND_NAMES = { residents: '居民群', supervision: '督办群' } as const

const WORDS: Record<string, string> = {
  ...LEVEL_NAMES,
  ...OFFICE_KIND_NAMES,
  ...ROLE_NAMES,
  ...GROUP_KIND_NAMES,
}
const field = (key: string) => FIELDS[key] ?? key
const kind = (name: string) => KINDS[name] ?? name
export { field as fieldName, kind as kindName }
const word = (id: string) => WORDS[id] ?? id

type Rewrite = (...parts: string[]) => string
const REASONS: [RegExp, Rewrite][] = [
  [/^no valid YAML: (.*)$/, (why) => `不是有效的 YAML：${why}`],
  [/^the file has no areas/, () => '文件里没有区域，至少要有一个'],
  [/^(.+) must be fields with values/, (what) => `${kind(what)}要写成 {名: 值, …}`],
  [/^(\w+) must be a list, each item/, (key) => `${key} 要写成列表，每项一行，以“- ”开头`],
  [/^unknown key "(.*)"; the keys here are (.*)$/, (key, known) => `没有“${key}”这一项，可用的有 ${known}`],
  [/^(\w+) is missing$/, (key) => `缺少${field(key)}`],
  [/^(\w+) has a character that cannot/, (key) => `${field(key)}里有不能保存的字符`],
  [/^(\w+) is empty$/, (key) => `${field(key)}是空的`],
  [
    /^(\w+) is "(.*)", but must be one of (.*)$/,
    (key, is, of) => `${field(key)}“${is}”不对，只能是${of.split(', ').map(word).join('、')}`,
  ],
  [/^(\w+) must be a list in brackets/, (key) => `${field(key)}要写成列表：[一, 二]`],
  [/^(\w+) must be lists in a list/, (key) => `${field(key)}要写成几组词，每组至少一个：[[一, 二], [三]]`],
  [/^(\w+) must be a text: write "(.*)" in quotes$/, (key, text) => `${field(key)}“${text}”要加引号`],
  [/^(\w+) must be a text$/, (key) => `${field(key)}要写文字`],
  [/^the id "(.*)" is kept/, (id) => `编号“${id}”是系统自用的，请换一个`],
  [/^(\w+) "(.*)" is (?:neither|not) in/, (what, id) => `没有编号为“${id}”的${kind(what)}`],
  [
    /^the areas lie in a circle: (.*)$/,
    (circle) => `区域的上下级绕成了圈：${circle.replaceAll(' in ', ' → ')}`,
  ],
  [
    /^a (\w+) cannot lie in a (\w+) \((.*)\)$/,
    (child, parent, name) => `${word(child)}不能放在${word(parent)}（${name}）下面`,
  ],
  [
    /^the (\w+) (\S+) (.*) of the installation cannot lie in a (\w+)$/,
    (child, code, name, parent) => `下面已有${word(child)} ${code} ${name}，不能改成${word(parent)}`,
  ],
  [/^wechat "(.*)" already belongs to staff (.*)$/, (id, staff) => `微信成员号“${id}”已属于人员 ${staff}`],
  [/^(\w+) "(.*)" is used twice$/, (key, id) => `${field(key)}“${id}”出现了两次`],
  [/^"(.*)" is no category/, (id) => `没有类别“${id}”`],
  [
    /^(.*) is named twice$/,
    (scope) => `“${scope.replace('every category', '全部类别').replace(' in ', ' ')}”出现了两次`,
  ],
  [/^it needs a category or an area/, () => '要写类别或者区域；全部的时限在设置里改'],
  [/^it needs a time/, () => '要写时限：办结、接单至少一项'],
  [/^(\S+) is confidential: its office/, () => '保密类别按涉及的人确定单位，不能分派'],
  [/^the discipline office .* gets confidential/, () => '纪检单位只办保密件，不能分派给它'],
  [
    /^the installation dispatches (\S+) in (\S+) to it/,
    () => '已有分派交给它办，不能改成纪检单位；请先改分派',
  ],
  [/^it holds a telephone number/, () => '里面有电话号码，发出时会被遮住；请写明找谁问'],
  [
    /^(\w+) has (\d+) characters, but at most (\d+)/,
    (key, n, most) => `${field(key)}有 ${n} 个字，最多 ${most} 个字`,
  ],
  [/^timezone "(.*)" is unknown/, (zone) => `没有时区“${zone}”，例如 Asia/Shanghai`],
  [/^answer is counted in calendar days/, () => '评价期限按天算，例如 7d'],
  [/^keep is counted in hours/, () => '保留时间按小时算，例如 72h'],
  [
    /^publish: "(.*)" is no time of the week/,
    (text) => `晒单时间“${text}”不对，例如 sun 18:00，不发写 never`,
  ],
  [
    /^quiet must be two different times/,
    () => '静默时段要写起止两个时间，例如 ["22:00", "07:00"]，没有写 []',
  ],
  [/^(\w+): "(.*)" is no time of day/, (key, text) => `${field(key)}“${text}”不是时间，例如 "07:30"`],
  [/^(\w+): "(.*)" is no duration/, (key, text) => `${field(key)}“${text}”不是时长，例如 30m、24h、5d`],
  [/^(\w+): "(.*)" is no day/, (key, text) => `${field(key)}“${text}”不是日期，例如 "2026-05-04"`],
  [/^"(.*)" is both a day off/, (day) => `${day} 不能既是休息日又是上班日`],
  [/^(\w+) has (\d+) days, but at most (\d+)/, (key, n, most) => `${field(key)}有 ${n} 天，最多 ${most} 天`],
]

/** A reason of `parseWorld` or `checkWorld` in Chinese, with what it is about in front; as it is where it is of no known form. */
export function chineseReason(reason: string): string {
  const known = translate(reason)
  if (known !== null) return known
  const [, what = '', rest = ''] = /^([^:]*): (.*)$/s.exec(reason) ?? []
  const told = translate(rest)
  if (told === null) return reason
  const [, name = '', id = ''] =
    /^(area|office|staff|group|member|dispatch|deadline|answer) (.*)$/.exec(what) ?? []
  return `${name ? `${kind(name)} ${id}` : kind(what)}：${told}`
}

/** The same without what it is about, for whoever has only that one thing in front of him. */
export const shortReason = (reason: string): string => chineseReason(reason).replace(/^[^：“]{0,60}：/, '')

function translate(reason: string): string | null {
  for (const [form, rewrite] of REASONS) {
    // What is quoted may run over several lines.
    const found = new RegExp(form.source, 's').exec(reason)
    if (found) return rewrite(...found.slice(1))
  }
  return null
}
