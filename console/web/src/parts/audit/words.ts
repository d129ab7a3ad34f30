import { bracketed, t } from '../../language.ts'
import { CHANNEL, ROLE } from '../../words.ts'
import { fieldName } from '../people/words.ts'
import { GROUPS } from '../people/wording-words.ts'
import { REASONS } from '../review/reasons.ts'

/** How the actions of the audit read; one that is not here is shown as it is. */
export const ACTION: Record<string, string> = {
  read: t('查看保密内容', 'Read what is confidential'),
  reveal: t('查看原文和号码', 'Saw numbers and names'),
  act: t('办理', 'Handled'),
  picture: t('办理图片', 'Picture of the work'),
  split: t('另立一件', 'Split off'),
  confidential: t('设为保密', 'Made confidential'),
  intake: t('登记', 'Filed'),
  settle: t('处理未决回复', 'Settled a reply'),
  review: t('审核', 'Reviewed'),
  export: t('导出', 'Exported'),
  county: t('修改人员与区域', 'Changed the county'),
  'rules-draft': t('改规则草稿', 'Edited a draft of rules'),
  'rules-activate': t('启用规则', 'Activated rules'),
  'rules-import': t('导入规则', 'Imported rules'),
  'rules-export': t('导出规则', 'Exported rules'),
  'rules-example': t('规则例子', 'Kept or removed an example'),
  'county-export': t('导出人员与区域', 'Exported the county'),
  wording: t('修改用语', 'Changed a wording'),
  rules: t('修改规则', 'Changed rules'),
  pause: t('暂停发言', 'Paused'),
  manual: t('改为人工', 'Set to manual'),
  resume: t('恢复发言', 'Resumed'),
  paste: t('粘贴消息', 'Pasted messages'),
  'sign-in': t('登录', 'Signed in'),
  'sign-in-failed': t('登录失败', 'Failed to sign in'),
  'sign-out': t('退出登录', 'Signed out'),
  password: t('修改密码', 'Changed the password'),
  'password-reset': t('给出新密码', 'Gave a new password'),
  'totp-on': t('开启动态验证码', 'Turned codes on'),
  'totp-off': t('关闭动态验证码', 'Turned codes off'),
  'totp-recovery': t('重新生成备用码', 'Made new codes on paper'),
  'totp-reset': t('重置动态验证码', 'Reset codes'),
  'totp-required': t('要求动态验证码', 'Required codes'),
  'totp-waived': t('不再要求动态验证码', 'No longer required codes'),
  'sessions-ended': t('让登录退出', 'Ended sessions'),
  'user-made': t('新建账号', 'Made a user'),
  'user-disabled': t('停用账号', 'Disabled a user'),
  'user-enabled': t('恢复账号', 'Enabled a user'),
  'user-unlocked': t('解除锁定', 'Unlocked a user'),
}

const WORD: Record<string, string> = {
  ...CHANNEL,
  ...Object.fromEntries(REASONS.map(({ id, name }) => [id, name.replace('…', '')])),
  flag: t('待审消息', 'message under review'),
  accept: t('接单', 'accept'),
  resolve: t('办结', 'resolve'),
  decline: t('无法解决', 'unsolvable'),
  return: t('退单', 'return'),
  transfer: t('转办', 'transfer'),
  extend: t('延期', 'extend'),
  supervise: t('督办', 'supervise'),
  verify: t('核实', 'verify'),
  satisfied: t('满意', 'satisfied'),
  dissatisfied: t('不满意', 'dissatisfied'),
  open: t('立案', 'open'),
  dismiss: t('忽略', 'dismiss'),
  merge: t('并入', 'join'),
  sent: t('已发出', 'sent'),
  again: t('重发', 'send again'),
  drop: t('不再发', 'drop'),
  account: t('账号', 'account'),
  group: t('群', 'group'),
  area: t('区域', 'area'),
  office: t('单位', 'office'),
  staff: t('工作人员', 'staff'),
  member: t('群成员', 'member'),
  dispatch: t('派单', 'dispatch'),
  deadline: t('时限', 'deadline'),
  answer: t('现成答复', 'kept answer'),
  settings: t('设置', 'settings'),
  yaml: t('YAML 文件', 'as YAML'),
  xlsx: t('Excel 表', 'as Excel'),
  import: t('导入', 'import'),
  members: t('含群成员', 'with members'),
  default: t('恢复原文', 'as it was'),
  added: t('上传', 'added'),
  removed: t('删除', 'removed'),
  everywhere: t('全县', 'everywhere'),
  shadow: t('影子', 'shadow'),
  folder: t('安装时的规则', 'the rules of the folder'),
  ended: t('结束', 'ended'),
  dropped: t('丢弃', 'dropped'),
  kept: t('保留', 'kept'),
  checked: t('检查通过', 'checked'),
  new: t('新建', 'new'),
}

const countyDetail = ([kind = '', ...rest]: string[]) => [
  WORD[kind] ?? kind,
  ...rest.map((word) => (kind === 'settings' ? fieldName(word) : (ROLE[word] ?? WORD[word] ?? word))),
]

/** What was done in particular, the known words of it in the reader's language. */
export function detailOf({ action, detail }: { action: string; detail: string | null }): string {
  const words = (detail ?? '').replace(/^@/, '').split(' ')
  // What was exported is told in words already.
  if (action === 'export') return words.join(' ')
  if (action === 'county') return countyDetail(words).join(' ')
  const said = words.map((word) => WORD[word] ?? word)
  // The name of a text gives way to what it is for.
  if (action === 'wording')
    return [GROUPS.find(({ texts }) => texts.test(words[0]!))?.name ?? said[0], ...said.slice(1)].join(' ')
  if (action === 'paste') return said.join(' ').replace(/ (\d+)$/, t(' $1 条', ' $1 messages'))
  return said.join(' ')
}

/** Who did it: a name with the login, another system, the command line, or nobody known. */
export function doerOf({ login, name }: { login: string; name: string | null }): string {
  if (login === '?') return t('没有这个用户', 'No such user')
  if (login === 'add-user') return t('命令行', 'Command line')
  if (login.startsWith('key:')) return `${t('外部系统', 'Other system')} ${login.slice('key:'.length)}`
  return name && name !== login ? name + bracketed(login) : login
}
