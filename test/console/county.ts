import { caseIdFor } from '../../cases/codes.ts'
import type { Case, CaseEvent, Status } from '../../cases/model.ts'
import { DEFAULT_SETTINGS } from '../../cases/world.ts'
import { saveCases } from '../../store/cases.ts'
import { inTransaction, type Pool } from '../../store/db.ts'

/*
 * A small county for the console's tests: 醴陵市 → 茶山镇 → 冷水村 → 八组, with 东乡镇 beside 茶山镇.
 */

export const NOW = Date.parse('2026-03-05T09:00:00+08:00')
const HOUR = 3_600_000

const STAFF = [
  ['zhangjian', '张健', 'cw-lengshui', '村主任', 'handler', 'wx-zhangjian'],
  ['wangfang', '王芳', 'zf-chashan', '副镇长', 'reviewer', null],
  ['lifang', '李芳', 'jw-chashan', '纪委书记', 'reviewer', 'wx-lifang'],
  ['zhouji', '周继', 'jw-liling', '纪委副书记', 'reviewer', null],
  ['hexin', '何新', 'jw-dongxiang', '纪委书记', 'reviewer', null],
  ['zhaolei', '赵磊', 'zf-liling', '副市长', 'leader', null],
  ['sunmei', '孙梅', 'cg-liling', '科员', 'handler', null],
]

export async function fillCounty(pool: Pool) {
  await pool.query('insert into settings (id, value, version) values (1, $1, 1)', [DEFAULT_SETTINGS])
  await pool.query(`insert into areas (code, name, level, parent) values
    ('430281', '醴陵市', 'county', null), ('430281105', '茶山镇', 'township', '430281'),
    ('430281106', '东乡镇', 'township', '430281'), ('430281105203', '冷水村', 'village', '430281105'),
    ('430281105203-8', '八组', 'grid', '430281105203'), ('430281106201', '桃花村', 'village', '430281106')`)
  await pool.query(`insert into offices (id, name, area, kind) values
    ('cw-lengshui', '冷水村村委会', '430281105203', 'village'), ('zf-chashan', '茶山镇人民政府', '430281105', 'township'),
    ('jw-chashan', '茶山镇纪委', '430281105', 'discipline'), ('jw-dongxiang', '东乡镇纪委', '430281106', 'discipline'),
    ('jw-liling', '醴陵市纪委', '430281', 'discipline'), ('cg-liling', '醴陵市城管局', '430281', 'department'),
    ('zf-liling', '醴陵市人民政府', '430281', 'township')`)
  for (const row of STAFF)
    await pool.query(
      `insert into staff (id, name, office, post, role, wechat) values ($1, $2, $3, $4, $5, $6)`,
      row,
    )
  await pool.query(`insert into groups (id, topic, area, kind) values
    ('g-lengshui', '幸福株洲·冷水村', '430281105203', 'residents'),
    ('g-taohua', '幸福株洲·桃花村', '430281106201', 'residents')`)
  await pool.query(`insert into members (id, name) values
    ('wx-liu', '刘女士'), ('wx-zhangjian', '张健'), ('wx-lifang', '李芳'), ('wx-tao', '陶大爷')`)
  await pool.query(`insert into group_members (group_id, member) values
    ('g-lengshui', 'wx-liu'), ('g-lengshui', 'wx-zhangjian'), ('g-taohua', 'wx-tao')`)
}

export interface SampleMessage {
  id: string
  text: string
  at?: number
  group?: string | null
  member?: string
  type?: string
  state?: string
  caseId?: string | null
}

export async function addMessage(pool: Pool, message: SampleMessage) {
  const at = new Date(message.at ?? NOW - HOUR)
  await pool.query(
    `insert into messages (account, id, group_id, member, member_name, at, type, text, state, case_id, received_at)
     values ('bot', $1, $2, $3, null, $4, $8, $5, $6, $7, $4)`,
    [
      message.id,
      message.group === undefined ? 'g-lengshui' : message.group,
      message.member ?? 'wx-liu',
      at,
      message.text,
      message.state ?? 'flagged',
      message.caseId ?? null,
      message.type ?? 'text',
    ],
  )
}

export async function addFlag(
  pool: Pool,
  flag: SampleMessage & {
    confidential?: boolean
    category?: string
    about?: string[]
    office?: string
    why?: string[]
  },
) {
  await addMessage(pool, flag)
  await pool.query(
    `insert into flags (account, message, at, group_id, category, kind, urgency, confidential, score, hits, status, about, office, why)
     select account, id, at, group_id, $2, 'problem', 'normal', $3, 0.61, $4, 'pending', $5, $6, $7 from messages where id = $1`,
    [
      flag.id,
      flag.category ?? 'roads',
      flag.confidential ?? false,
      JSON.stringify([{ rule: 'roads.broken', term: flag.text.slice(0, 2), start: 0, end: 2 }]),
      flag.about ?? [],
      flag.office ?? null,
      flag.why ?? [],
    ],
  )
}

export interface SampleCase {
  code: string
  /** Its first message; `m-` and the code. */
  message?: string
  text?: string
  category?: string
  confidential?: boolean
  area?: string
  office?: string
  status?: Status
  openedAt?: number
  dueAt?: number
  about?: string[]
  supervised?: boolean
  why?: string[]
  more?: Partial<Case>
}

/** A case with one message, its opening and 刘女士 as reporter; returns its id. */
export async function addCase(pool: Pool, sample: SampleCase): Promise<string> {
  const text = sample.text ?? '八组的路灯坏了半个月了'
  const message = sample.message ?? `m-${sample.code}`
  const openedAt = sample.openedAt ?? NOW - HOUR
  const office = sample.office ?? 'cw-lengshui'
  const c: Case = {
    id: caseIdFor('bot', message),
    code: sample.code,
    category: sample.category ?? 'street-lighting',
    kind: 'problem',
    urgency: 'normal',
    confidential: sample.confidential ?? false,
    channel: 'group',
    area: sample.area ?? '430281105203-8',
    placed: true,
    office,
    status: sample.status ?? 'assigned',
    text,
    group: 'g-lengshui',
    toldIn: [],
    account: 'bot',
    openedAt,
    dueAt: sample.dueAt ?? NOW + 24 * HOUR,
    assignedAt: openedAt,
    acceptedAt: null,
    resolvedAt: null,
    closedAt: null,
    result: null,
    outcome: null,
    verifiedBy: [],
    asked: {},
    supervised: sample.supervised ?? false,
    overdue: false,
    returned: false,
    taken: [],
    reporters: [{ member: 'wx-liu', group: 'g-lengshui', at: openedAt }],
    about: sample.about ?? [],
    version: 1,
    ...sample.more,
  }
  const events: CaseEvent[] = [
    { at: openedAt, type: 'opened', by: 'system', office, text: sample.why?.join('\n') ?? null },
    { at: openedAt + 60_000, type: 'accepted', by: 'zhangjian', office, text: null },
  ]
  await inTransaction(pool, (tx) => saveCases(tx, [{ case: c, from: null, events, replies: [] }], () => null))
  await addMessage(pool, { id: message, text, at: openedAt, state: 'case', caseId: c.id })
  return c.id
}

export async function addPost(pool: Pool, post: { caseId: string | null; status: string; text: string }) {
  const { rows } = await pool.query(
    `insert into outbox (account, case_id, kind, group_id, mentions, text, urgent, prompt, not_before, status, claimed_at, created_at)
     values ('bot', $1, 'receipt', 'g-lengshui', '{}', $2, false, false, $3, $4, $3, $3) returning id, ref`,
    [post.caseId, post.text, new Date(NOW), post.status],
  )
  return rows[0] as { id: number; ref: string }
}
