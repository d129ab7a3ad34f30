/** How the domain's ids read in Chinese. */

export const STATUS: Record<string, { name: string; color: string }> = {
  open: { name: '待派单', color: 'gold' },
  assigned: { name: '待接单', color: 'orange' },
  accepted: { name: '办理中', color: 'blue' },
  resolved: { name: '待评价', color: 'cyan' },
  closed: { name: '已销号', color: 'default' },
}

export const EVENT: Record<string, string> = {
  opened: '立案',
  assigned: '派单',
  accepted: '接单',
  returned: '退单',
  transferred: '转办',
  extended: '延期',
  reminded: '提醒',
  escalated: '上报一级',
  supervised: '督办',
  joined: '并入同问',
  resolved: '办结',
  satisfied: '群众满意',
  dissatisfied: '群众不满意',
  reopened: '重新办理',
  closed: '销号',
  merged: '并案',
  dismissed: '忽略',
  located: '补充地点',
  split: '拆分',
  marked: '设为保密',
  verified: '复核',
}

/** Who did something: a name, `system`, or `key:` and the name of another system. */
export const actorName = (by: string) =>
  by === 'system' ? '系统' : by.startsWith('key:') ? `外部系统 ${by.slice('key:'.length)}` : by

/** By which way a case came in. */
export const CHANNEL: Record<string, string> = {
  group: '群里',
  direct: '私聊',
  phone: '电话',
  visit: '走访',
  meeting: '会议',
  desk: '窗口',
  hotline: '热线',
}

export const OUTCOME: Record<string, string> = {
  done: '已办好',
  unsolvable: '无法解决',
  helped: '邻里相助',
  confirmed: '反映人确认',
  answered: '直接答复',
}

export const URGENCY: Record<string, { name: string; color: string }> = {
  urgent: { name: '紧急', color: 'red' },
  normal: { name: '一般', color: 'default' },
  complex: { name: '复杂', color: 'purple' },
}

export const KIND: Record<string, string> = { problem: '诉求', question: '咨询' }

export const ROLE: Record<string, string> = {
  admin: '管理员',
  reviewer: '审核员',
  handler: '承办人',
  leader: '领导',
}

export const ACCOUNT: Record<
  string,
  { name: string; status: 'success' | 'processing' | 'error' | 'warning' }
> = {
  online: { name: '在线', status: 'success' },
  connecting: { name: '正在连接', status: 'processing' },
  scan: { name: '等待扫码', status: 'warning' },
  offline: { name: '已下线', status: 'error' },
  error: { name: '出错', status: 'error' },
}

export const REPLY: Record<string, string> = {
  receipt: '登记回执',
  question: '追问',
  closure: '办结告知',
  answer: '答复',
  refusal: '说明',
  reminder: '催办',
  ledger: '督办台账',
  notice: '群通知',
}

export const STEP: Record<string, string> = { hear: '接收', triage: '研判' }
