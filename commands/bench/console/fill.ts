import type { Pool } from '../../../store/db.ts'

/** How much a county that has been at it for two years has gathered. */
export interface Amounts {
  cases: number
  /** that wait for a person */
  flags: number
  /** heard within the last 72 hours, of which no case needs any */
  messages: number
}

const THINGS = [
  '路灯坏了',
  '停水',
  '路面塌了一个坑',
  '垃圾没人清',
  '没有手机信号',
  '停电',
  '下水道堵了',
  '补贴没到账',
]
const PLACES = [
  '桥头',
  '老井边',
  '小学门口',
  '村口',
  '晒谷坪',
  '水库边',
  '卫生室旁',
  '老樟树下',
  '祠堂后面',
  '戏台边',
]
const ASKS = [
  '请派人来看看',
  '什么时候来修',
  '麻烦处理一下',
  '反映过一次了没有回音',
  '晚上老人走路不方便',
  '请村里安排',
]
const TALK = [
  '早上好',
  '今天赶集的人多得很',
  '晚上跳舞的七点半集合',
  '明天去镇上的车还有两个位子',
  '祝老人家生日快乐',
  '照片拍得真好看',
  '自家的土鸡蛋要的说一声',
  '今晚球赛几点开始',
  '这雨下得真及时',
  '谁家的鸡跑到菜地里来了',
]
const KINDS = ['street-lighting', 'water', 'roads', 'sanitation', 'telecom', 'power', 'water', 'welfare']
const OTHERS = ['housing', 'dispute', 'land', 'safety', 'other']

/** What each row is like follows from its number alone: `i` times a large prime, so that neighbours differ. */
const spread = (prime: number, most: number, i = 'i') => `((${i}::bigint * ${prime}) % ${most})`
const pick = (list: string, prime: number) =>
  `(${list})[1 + ${spread(prime, 1_000_003)} % cardinality(${list})]`

/**
 * Fills a database that holds a world (villages' groups named `g-TOWN-VILLAGE`, their offices `cw-TOWN-VILLAGE`) by
 * statements of its own, in a minute instead of hours. `now`: epoch ms, of the last of it.
 */
export async function fill(pool: Pool, amounts: Amounts, now: number): Promise<void> {
  await pool.query(
    `create temp table villages as
     select row_number() over (order by g.id) - 1 as n, g.id as group_id, g.area as village, t.parent as town,
       o.id as office, (select z.id from offices z where z.area = t.parent and z.kind = 'township') as township,
       (select z.id from offices z where z.area = t.parent and z.kind = 'discipline') as discipline,
       array(select gm.member from group_members gm join members m on m.id = gm.member
             where gm.group_id = g.id and m.id not in (select wechat from staff where wechat is not null)) as residents,
       (select s.id from staff s where s.office = o.id limit 1) as head
     from groups g join areas t on t.code = g.area join offices o on o.area = g.area and o.kind = 'village'
     where g.kind = 'residents'`,
  )
  await fillCases(pool, amounts.cases, now)
  // What the figures count: saveCases keeps it up otherwise.
  await pool.query('select refresh_facts(null)')
  await fillTalk(pool, amounts.messages, now)
  await fillFlags(pool, amounts.flags, now)
  await pool.query('drop table villages')
  await pool.query('vacuum analyze')
}

async function fillCases(pool: Pool, count: number, now: number): Promise<void> {
  await pool.query(
    `create temp table made as
     select i, md5('case' || i)::uuid as id, 'B' || lpad(upper(to_hex(i)), 5, '0') as code, v.*,
       v.residents[1 + ${spread(7_919, 1_000)} % cardinality(v.residents)] as reporter,
       case when i % 50 = 0 then 'conduct' when i % 9 = 0 then ${pick('$3::text[]', 104_729)}
         else ${pick('$2::text[]', 15_485_863)} end as category,
       ${pick('$4::text[]', 32_452_843)} || '的' || ${pick('$5::text[]', 15_485_863)} || (1 + i % 30) || '天了，'
         || ${pick('$6::text[]', 49_979_687)} as text,
       -- more of late: the county's groups have joined one by one
       $7::timestamptz - make_interval(secs => 730.0 * 86400 * power(${spread(86_028_121, 1_000_000)} / 1e6, 1.4)) as opened_at
     from generate_series(1, $1::int) i join villages v on v.n = ${spread(2_750_159, 1_000_003)} % (select count(*) from villages)`,
    [count, KINDS, OTHERS, PLACES, THINGS, ASKS, new Date(now)],
  )
  await pool.query(
    `create temp table staged as
     select m.*, 
       opened_at + interval '5 days' as due_at,
       case when opened_at < $1::timestamptz - interval '20 days' and i % 40 > 0 then 'closed'
         when i % 5 = 0 then 'resolved' when i % 5 < 3 then 'accepted' else 'assigned' end as status,
       case when category = 'conduct' then discipline when i % 11 = 0 then township else office end as has
     from made m`,
    [new Date(now)],
  )
  await pool.query(
    `insert into cases (id, code, category, kind, urgency, confidential, area, office, status, text, group_id, account,
       opened_at, due_at, assigned_at, accepted_at, resolved_at, closed_at, result, outcome, supervised, overdue, returned,
       taken, about, version)
     select id, code, category, case when i % 20 = 0 then 'question' else 'problem' end,
       case when i % 33 = 0 then 'urgent' else 'normal' end, category = 'conduct', village, has, status, text, group_id, 'bot',
       opened_at, due_at, opened_at, case when status <> 'assigned' then opened_at + interval '2 hours' end,
       case when status in ('resolved', 'closed') then opened_at + make_interval(hours => 8 + i % 200) end,
       case when status = 'closed' then opened_at + make_interval(hours => 20 + i % 300) end,
       case when status in ('resolved', 'closed') then '已派人处理，恢复正常' end,
       case when status in ('resolved', 'closed') then 'done' end,
       i % 97 = 0, i % 13 = 0 and status <> 'closed', false, '{}', case when category = 'conduct' then array[head] else '{}' end, 3
     from staged`,
  )
  await pool.query(
    `insert into case_reporters (case_id, member, group_id, at, seq)
     select id, reporter, group_id, opened_at, 0 from staged where reporter is not null`,
  )
  await pool.query(
    `insert into case_events (case_id, seq, at, type, by, office, text)
     select id, 0, opened_at, 'opened', 'system', has, null from staged
     union all select id, 1, opened_at + interval '2 hours', 'accepted', head, has, null from staged where status <> 'assigned'
     union all select id, 2, opened_at + make_interval(hours => 8 + i % 200), 'resolved', head, has, '已派人处理，恢复正常'
       from staged where status in ('resolved', 'closed')
     union all select id, 3, opened_at + make_interval(hours => 20 + i % 300),
         case when i % 10 < 7 then 'satisfied' else 'closed' end, reporter, has, null
       from staged where status = 'closed' and reporter is not null`,
  )
  await pool.query(
    `insert into messages (account, id, group_id, member, at, type, text, state, case_id, received_at)
     select 'bot', 'c' || i, group_id, reporter, opened_at, 'text', text, 'case', id, opened_at from staged`,
  )
  await pool.query(
    `insert into outbox (account, case_id, kind, group_id, mentions, text, urgent, prompt, not_before, status, attempts,
       posted_text, native_id, claimed_at, sent_at, created_at)
     select 'bot', id, 'receipt', group_id, '{}', '收到', false, true, opened_at, 'sent', 1, '收到', 'n' || i, opened_at,
       opened_at, opened_at from staged where category <> 'conduct'`,
  )
  await pool.query('drop table made, staged')
}

async function fillTalk(pool: Pool, count: number, now: number): Promise<void> {
  await pool.query(
    `insert into messages (account, id, group_id, member, at, type, text, state, received_at)
     select 'bot', 't' || i, v.group_id, v.residents[1 + ${spread(7_919, 1_000)} % cardinality(v.residents)], at, 'text',
       ${pick('$3::text[]', 15_485_863)} || ${pick('$4::text[]', 32_452_843)} || (i % 100), 'ignored', at
     from generate_series(1, $1::int) i
     join villages v on v.n = ${spread(2_750_159, 1_000_003)} % (select count(*) from villages)
     cross join lateral (select $2::timestamptz - make_interval(secs => 72.0 * 3600 * i / $1) as at) t`,
    [count, new Date(now), TALK, PLACES],
  )
}

async function fillFlags(pool: Pool, count: number, now: number): Promise<void> {
  await pool.query(
    `insert into messages (account, id, group_id, member, at, type, text, state, received_at)
     select 'bot', 'f' || i, v.group_id, v.residents[1], at, 'text',
       ${pick('$3::text[]', 32_452_843)} || ${pick('$4::text[]', 15_485_863)} || '吗', 'flagged', at
     from generate_series(1, $1::int) i
     join villages v on v.n = ${spread(2_750_159, 1_000_003)} % (select count(*) from villages)
     cross join lateral (select $2::timestamptz - make_interval(secs => 72.0 * 3600 * i / $1) as at) t`,
    [count, new Date(now), PLACES, THINGS],
  )
  await pool.query(
    `insert into flags (account, message, at, group_id, category, kind, urgency, confidential, score, hits, why, status)
     select m.account, m.id, m.at, m.group_id, 'street-lighting', 'problem', 'normal', false, 0.5,
       '[{"rule":"street-lighting.broken","term":"坏了","start":2,"end":4}]', '{11 分，达到待审的 10 分}', 'pending'
     from messages m where m.state = 'flagged'`,
  )
}
