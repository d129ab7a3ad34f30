import { t } from '../../language.ts'
import { ROLE } from '../../words.ts'

/** How the kinds, fields and fixed words of the county read. */

export const KIND_NAME: Record<string, string> = {
  area: t('区域', 'Area'),
  office: t('单位', 'Office'),
  staff: t('人员', 'Staff'),
  group: t('群', 'Group'),
  member: t('成员', 'Member'),
  dispatch: t('分派', 'Dispatch'),
  deadline: t('时限', 'Deadline'),
  answer: t('现成答复', 'Kept answer'),
  settings: t('设置', 'Settings'),
}

export const LEVEL: Record<string, string> = {
  city: t('市', 'City'),
  county: t('县', 'County'),
  township: t('乡镇', 'Township'),
  village: t('村', 'Village'),
  grid: t('网格', 'Grid'),
  household: t('户', 'Household'),
}

export const OFFICE_KIND: Record<string, string> = {
  village: t('村', 'Village'),
  township: t('乡镇', 'Township'),
  department: t('部门', 'Department'),
  discipline: t('纪检', 'Discipline'),
  petition: t('信访', 'Petition'),
  hall: t('便民大厅', 'Service hall'),
}

export const GROUP_KIND: Record<string, string> = {
  residents: t('居民群', 'Residents'),
  supervision: t('督办群', 'Supervision'),
}

const FIELD: Record<string, string> = {
  name: t('名称', 'Name'),
  level: t('层级', 'Level'),
  parent: t('上级区域', 'Parent'),
  aliases: t('别名', 'Aliases'),
  landmarks: t('地标', 'Landmarks'),
  area: t('区域', 'Area'),
  kind: t('类别', 'Kind'),
  handles: t('办理类别', 'Handles'),
  office: t('单位', 'Office'),
  post: t('职务', 'Post'),
  wechat: t('微信成员号', 'WeChat member'),
  role: t('角色', 'Role'),
  topic: t('群名', 'Group name'),
  groups: t('所在群', 'Groups'),
  done: t('办结时限', 'Time to finish'),
  category: t('类别', 'Category'),
  words: t('关键词', 'Words'),
  text: t('答复', 'Answer'),
  source: t('来源', 'Source'),
  timezone: t('时区', 'Time zone'),
  days: t('时限按哪种天算', 'Days are'),
  open: t('把握大的消息', 'Certain messages'),
  quiet: t('静默时段', 'Quiet hours'),
  ledger: t('发台账的时间', 'Ledger is posted at'),
  accept: t('接单时限', 'Time to accept'),
  'accept.urgent': t('紧急件接单', 'Accept, urgent'),
  'accept.other': t('其他件接单', 'Accept, others'),
  'done.urgent': t('紧急件办结', 'Finish, urgent'),
  'done.normal': t('一般件办结', 'Finish, normal'),
  'done.complex': t('复杂件办结', 'Finish, complex'),
  answer: t('等群众评价', 'Wait for a rating'),
  keep: t('无关消息保留', 'Keep other messages'),
  publish: t('晒单时间', 'Weekly list'),
  calendar: t('日历', 'Calendar'),
  'calendar.off': t('加放的假', 'Own days off'),
  'calendar.work': t('加上的班', 'Own working days'),
}

export const fieldName = (field: string) => FIELD[field] ?? field

const VALUES: Record<string, string> = {
  ...LEVEL,
  ...OFFICE_KIND,
  ...GROUP_KIND,
  ...ROLE,
  working: t('工作日', 'Working days'),
  calendar: t('日历天', 'Calendar days'),
  auto: t('直接立案', 'Open a case'),
  review: t('先经人工确认', 'Wait for a person'),
}
const WORDED = new Set(['level', 'kind', 'role', 'days', 'open'])
const TIMED = /^(?:accept|done|answer|keep)/

/** A value as people read it; nothing as a dash. */
export function valueText(field: string, value: string | null): string {
  if (value === null) return '—'
  if (WORDED.has(field)) return VALUES[value] ?? value
  if (field === 'publish') return value === 'never' ? t('不发', 'Never') : weekText(value)
  return TIMED.test(field) ? spanText(value) : value
}

export const WEEKDAY: Record<string, string> = {
  mon: t('周一', 'Mon'),
  tue: t('周二', 'Tue'),
  wed: t('周三', 'Wed'),
  thu: t('周四', 'Thu'),
  fri: t('周五', 'Fri'),
  sat: t('周六', 'Sat'),
  sun: t('周日', 'Sun'),
}
const weekText = (value: string) => value.replace(/^\w{3}/, (day) => WEEKDAY[day] ?? day)

const UNIT: Record<string, string> = { m: t(' 分钟', ' min'), h: t(' 小时', ' h'), d: t(' 天', ' days') }

/** `24h` → 24 小时. */
export const spanText = (span: string): string => span.replace(/[mhd]$/, (unit) => UNIT[unit] ?? unit)

export const REACH: Record<string, { name: string; color: string }> = {
  none: { name: t('没有人能接单', 'Nobody can accept'), color: 'red' },
  chat: { name: t('只能在群里接单', 'Only in chats'), color: 'gold' },
}
