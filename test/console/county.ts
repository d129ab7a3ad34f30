import type { Pool } from '../../store/db.ts'

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
  state?: string
  caseId?: string | null
}

export async function addMessage(pool: Pool, message: SampleMessage) {
  const at = new Date(message.at ?? NOW - HOUR)
  await pool.query(
    `insert into messages (account, id, group_id, member, member_name, at, type, text, state, case_id, received_at)
     values ('bot', $1, $2, $3, null, $4, 'text', $5, $6, $7, $4)`,
    [
      message.id,
      message.group === undefined ? 'g-lengshui' : message.group,
      message.member ?? 'wx-liu',
      at,
      message.text,
      message.state ?? 'flagged',
      message.caseId ?? null,
    ],
  )
}

export async function addFlag(
  pool: Pool,
  flag: SampleMessage & { confidential?: boolean; category?: string },
) {
  await addMessage(pool, flag)
  await pool.query(
    `insert into flags (account, message, at, group_id, category, kind, urgency, confidential, score, hits, status)
     select account, id, at, group_id, $2, 'problem', 'normal', $3, 0.61, $4, 'pending' from messages where id = $1`,
    [
      flag.id,
      flag.category ?? 'roads',
      flag.confidential ?? false,
      JSON.stringify([{ rule: 'roads.broken', term: flag.text.slice(0, 2), start: 0, end: 2 }]),
    ],
  )
}

export interface SampleCase {
  code: string
  text?: string
  category?: string
  confidential?: boolean
  area?: string
  office?: string
  status?: string
  openedAt?: number
  dueAt?: number
  about?: string[]
  supervised?: boolean
}

/** A case with one message, its opening and 刘女士 as reporter; returns its id. */
export async function addCase(pool: Pool, sample: SampleCase): Promise<string> {
  const text = sample.text ?? '八组的路灯坏了半个月了'
  const openedAt = sample.openedAt ?? NOW - HOUR
  const office = sample.office ?? 'cw-lengshui'
  const { rows } = await pool.query(
    `insert into cases (id, code, category, kind, urgency, confidential, area, office, status, text, group_id, account,
       opened_at, due_at, assigned_at, supervised, overdue, returned, reminders, about, version)
     values (gen_random_uuid(), $1, $2, 'problem', 'normal', $3, $4, $5, $6, $7, 'g-lengshui', 'bot',
       $8, $9, $8, $10, false, false, '{}', $11, 1) returning id`,
    [
      sample.code,
      sample.category ?? 'street-lighting',
      sample.confidential ?? false,
      sample.area ?? '430281105203-8',
      office,
      sample.status ?? 'assigned',
      text,
      new Date(openedAt),
      new Date(sample.dueAt ?? NOW + 24 * HOUR),
      sample.supervised ?? false,
      sample.about ?? [],
    ],
  )
  const { id } = rows[0]
  await addMessage(pool, { id: `m-${sample.code}`, text, at: openedAt, state: 'case', caseId: id })
  await pool.query(
    `insert into case_events (case_id, seq, at, type, by, office)
     values ($1, 1, $2, 'opened', 'system', $3), ($1, 2, $2, 'accepted', 'zhangjian', $3)`,
    [id, new Date(openedAt), office],
  )
  await pool.query(
    `insert into case_reporters (case_id, member, group_id, seq) values ($1, 'wx-liu', 'g-lengshui', 1)`,
    [id],
  )
  return id
}

export async function addPost(pool: Pool, post: { caseId: string | null; status: string; text: string }) {
  const { rows } = await pool.query(
    `insert into outbox (account, case_id, kind, group_id, mentions, text, urgent, prompt, not_before, status, claimed_at, created_at)
     values ('bot', $1, 'receipt', 'g-lengshui', '{}', $2, false, false, $3, $4, $3, $3) returning id`,
    [post.caseId, post.text, new Date(NOW), post.status],
  )
  return rows[0].id as number
}
