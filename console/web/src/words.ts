import { t } from './language.ts'

/** How the domain's ids read to people. */

export const STATUS: Record<string, { name: string; color: string }> = {
  open: { name: t('待派单', 'To assign'), color: 'gold' },
  assigned: { name: t('待接单', 'To accept'), color: 'orange' },
  accepted: { name: t('办理中', 'In progress'), color: 'blue' },
  resolved: { name: t('待评价', 'To be rated'), color: 'cyan' },
  closed: { name: t('已销号', 'Closed'), color: 'default' },
}

export const EVENT: Record<string, string> = {
  opened: t('立案', 'Opened'),
  assigned: t('派单', 'Assigned'),
  accepted: t('接单', 'Accepted'),
  returned: t('退单', 'Returned'),
  transferred: t('转办', 'Transferred'),
  extended: t('延期', 'Extended'),
  reminded: t('提醒', 'Reminded'),
  escalated: t('上交一级', 'Escalated'),
  supervised: t('督办', 'Supervised'),
  joined: t('并入同问', 'Joined'),
  resolved: t('办结', 'Resolved'),
  satisfied: t('群众满意', 'Satisfied'),
  dissatisfied: t('群众不满意', 'Dissatisfied'),
  reopened: t('重新办理', 'Reopened'),
  closed: t('销号', 'Closed'),
  merged: t('并案', 'Merged'),
  dismissed: t('忽略', 'Dismissed'),
  located: t('补充地点', 'Located'),
  split: t('另立一件', 'Split'),
  marked: t('设为保密', 'Made confidential'),
  verified: t('核实', 'Verified'),
}

/** In place of what is confidential, where it stands beside other things. */
export const WITHHELD = t(
  '保密内容，打开查看（会留下查看记录）',
  'Confidential: open it to read it (that is recorded)',
)

/** Who did something: a name, `system`, or `key:` and the name of another system. */
export const actorName = (by: string) =>
  by === 'system'
    ? t('系统', 'System')
    : by.startsWith('key:')
      ? `${t('外部系统', 'Other system')} ${by.slice('key:'.length)}`
      : by

/** By which way a case came in. */
export const CHANNEL: Record<string, string> = {
  group: t('群里', 'Group'),
  direct: t('私聊', 'Private'),
  phone: t('电话', 'Telephone'),
  visit: t('走访', 'Visit'),
  meeting: t('会议', 'Meeting'),
  desk: t('窗口', 'Desk'),
  hotline: t('热线', 'Hotline'),
}

export const OUTCOME: Record<string, string> = {
  done: t('已办好', 'Done'),
  unsolvable: t('无法解决', 'Cannot be solved'),
  helped: t('邻里相助', 'Neighbours helped'),
  confirmed: t('反映人确认', 'Confirmed by reporter'),
  answered: t('直接答复', 'Answered'),
}

export const URGENCY: Record<string, { name: string; color: string }> = {
  urgent: { name: t('紧急', 'Urgent'), color: 'red' },
  normal: { name: t('一般', 'Normal'), color: 'default' },
  complex: { name: t('复杂', 'Complex'), color: 'purple' },
}

export const KIND: Record<string, string> = { problem: t('诉求', 'Problem'), question: t('咨询', 'Question') }

export const ROLE: Record<string, string> = {
  admin: t('管理员', 'Admin'),
  reviewer: t('审核员', 'Reviewer'),
  handler: t('承办人', 'Handler'),
  leader: t('领导', 'Leader'),
}

export const ACCOUNT: Record<
  string,
  { name: string; status: 'success' | 'processing' | 'error' | 'warning' }
> = {
  online: { name: t('在线', 'Online'), status: 'success' },
  connecting: { name: t('正在连接', 'Connecting'), status: 'processing' },
  scan: { name: t('等待扫码', 'Waiting for a scan'), status: 'warning' },
  offline: { name: t('已下线', 'Offline'), status: 'error' },
  error: { name: t('出错', 'Failed'), status: 'error' },
}

export const REPLY: Record<string, string> = {
  receipt: t('登记回执', 'Receipt'),
  question: t('追问', 'Question'),
  closure: t('办结告知', 'Closing notice'),
  answer: t('答复', 'Answer'),
  refusal: t('说明', 'Explanation'),
  reminder: t('催办', 'Reminder'),
  ledger: t('督办台账', 'Ledger'),
  notice: t('群通知', 'Group notice'),
}

export const STEP: Record<string, string> = { hear: t('接收', 'Hearing'), triage: t('研判', 'Triage') }
