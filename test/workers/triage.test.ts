import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codeFor } from '../../cases/codes.ts'
import type { Heard } from '../../cases/model.ts'
import { buryLetter } from '../../store/dead-letters.ts'
import { reviewFlag } from '../../store/review.ts'
import { saveWorld } from '../../store/world.ts'
import { sweep } from '../../workers/sweep.ts'
import { triageBatch } from '../../workers/triage.ts'
import { at, makeCounty, said, WORLD } from '../fixtures/county.ts'
import { freshDatabase } from '../helpers/database.ts'

const county = makeCounty()
const NOW = at('2026-03-02T09:00:00')
const LAMP = '二组桥边的路灯坏了好几天了，晚上看不见，请派人来修'
let db: Awaited<ReturnType<typeof freshDatabase>>

beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.drop())
beforeEach(async () => {
  await db.pool.query(
    'truncate cases, messages, flags, outbox, dead_letters, case_events, case_reporters, ledger_days cascade',
  )
})

/** Who reads along is said elsewhere. */
const NO_NOTICES = { due: () => [], written: () => undefined }
const file = (...batch: Heard[]) => triageBatch(db.pool, batch, county, NOW, NO_NOTICES)
const rows = async (sql: string) => (await db.pool.query(sql)).rows
const count = async (table: string) => Number((await rows(`select count(*) from ${table}`))[0].count)
const states = async () =>
  Object.fromEntries((await rows('select id, state from messages')).map((r) => [r.id, r.state]))

describe('triageBatch', () => {
  it('files every message in one place and says what is to be said', async () => {
    const need = said(LAMP)
    const [talk, flag] = [said('吃了没', { from: 'wx-bo' }), said('三组可能停水了', { from: 'wx-bo' })]
    const photo = said('lamp.jpg', { type: 'image', at: need.at + 20_000 })
    await file(talk, need, photo, flag)
    expect(await states()).toEqual({
      [talk.id]: 'ignored',
      [need.id]: 'case',
      [photo.id]: 'case',
      [flag.id]: 'flagged',
    })
    expect(await rows('select kind from outbox')).toEqual([{ kind: 'receipt' }])
  })

  it('changes nothing when a batch comes again, in another order or cut differently', async () => {
    const batch = [
      said(LAMP),
      said('是的，二组桥边路灯坏了好几天，看不见', { from: 'wx-bo' }),
      said('三组可能停水了'),
    ]
    await file(...batch)
    const before = [
      await rows('select * from cases'),
      await rows('select * from messages order by id'),
      await count('outbox'),
    ]
    await file(...batch.toReversed(), batch[0]!)
    for (const message of batch) await file(message)
    expect([
      await rows('select * from cases'),
      await rows('select * from messages order by id'),
      await count('outbox'),
    ]).toEqual(before)
  })

  it('opens one case when several workers get the same batch at once', async () => {
    const batch = [said(LAMP), said('是的，二组桥边路灯坏了好几天，看不见', { from: 'wx-bo' })]
    await Promise.all(Array.from({ length: 4 }, (_, i) => file(...(i % 2 ? batch : batch.toReversed()))))
    expect([await count('cases'), await count('messages'), await count('outbox')]).toEqual([1, 2, 2])
  })

  it('works side by side on one case from two conversations', async () => {
    await file(said(LAMP))
    const [{ code }] = await rows('select code from cases')
    await file(said(`办结 ${code} 好了`, { from: 'wx-fang' }))
    await Promise.all([
      file(said(`满意 ${code}`)),
      file(said(`满意 ${code}`, { group: null })),
      file(said(`督办 ${code}`, { group: 'g-duban', from: 'wx-jiang' })),
    ])
    expect(await rows('select status, version from cases')).toEqual([{ status: 'closed', version: 3 }])
    expect(await rows(`select type from case_events where type in ('satisfied', 'closed')`)).toHaveLength(2)
  })

  it('gives another code when one is taken', async () => {
    const [first, second] = [said(LAMP), said('三组停水两天了')]
    await file(first)
    await db.pool.query('update cases set code = $1', [
      codeFor(county.secret, `${second.account}\n${second.id}`, 0),
    ])
    await file(second)
    expect(await rows('select code from cases where category = $$water$$')).toEqual([
      { code: codeFor(county.secret, `${second.account}\n${second.id}`, 1) },
    ])
  })

  it('keeps texts that PostgreSQL would refuse', async () => {
    const odd = said(`停水\u0000了\ud800`)
    await file(odd)
    expect(await rows('select text from messages')).toEqual([{ text: '停水了\ufffd' }])
    expect(await rows('select text from cases')).toEqual([{ text: '停水了\ufffd' }])
  })

  it('takes pictures that came shortly before the words, and forgets what is taken back', async () => {
    const photo = said('lamp.jpg', { type: 'image', at: NOW - 60_000 })
    const flag = said('可能停水了', { from: 'wx-bo' })
    await file(photo)
    await file(said(LAMP), flag, said(flag.id, { type: 'recall', from: 'wx-bo' }))
    expect((await states())[photo.id]).toBe('case')
    expect(await rows(`select state, text from messages where id = '${flag.id}'`)).toEqual([
      { state: 'ignored', text: '' },
    ])
    expect(await count('flags')).toBe(0)
  })

  it('finds the case of a quoted message and of a quoted receipt', async () => {
    await file(said(LAMP))
    await db.pool.query(`update outbox set status = 'sent', sent_at = $1, posted_text = '@安大姐 ' || text`, [
      new Date(NOW),
    ])
    const [{ text }] = await rows('select text from outbox')
    await file(said('+1', { from: 'wx-bo', quote: { name: '安大姐', text: LAMP } }))
    await file(said('同问', { from: 'wx-new', quote: { name: '巡群', text } }))
    expect((await rows('select member from case_reporters order by seq')).map((r) => r.member)).toEqual([
      'wx-an',
      'wx-bo',
      'wx-new',
    ])
  })
})

describe('a private message', () => {
  it('of somebody whom the world does not list is about the group in which he wrote last', async () => {
    await file(said('大家好', { from: 'wx-new', group: 'g-zhuyuan', at: NOW - 60_000 }))
    await file(said('我要反映，停水两天了', { from: 'wx-new', group: null }))
    expect(await rows('select area, office from cases')).toEqual([{ area: '112', office: 'cw-zhuyuan' }])
  })
})

describe('dead letters', () => {
  it.each([
    ['a NUL', 'a\u0000b', 'ab'],
    ['the letters of one', 'abc\\u0000', 'abc\\u0000'],
    ['half a character', 'a\ud83d', 'a\ufffd'],
  ])('keep what was written with %s', async (_, text, kept) => {
    await buryLetter(
      db.pool,
      { account: 'bot', message: text, stage: 'hear', reason: text, payload: { text } },
      NOW,
    )
    expect(await rows('select message, reason, payload from dead_letters')).toEqual([
      { message: kept, reason: kept, payload: { text: kept } },
    ])
  })
})

describe('the outbox', () => {
  it('says nothing of joining once the end of the case is told', async () => {
    await file(said(LAMP))
    await file(said('是的，二组桥边路灯坏了好几天，看不见', { from: 'wx-bo' }))
    expect(await rows('select mentions from outbox order by id')).toEqual([
      { mentions: ['wx-an'] },
      { mentions: ['wx-bo'] },
    ])
    const [{ code }] = await rows('select code from cases')
    await file(said(`办结 ${code} 好了`, { from: 'wx-fang' }))
    expect(await rows('select kind, mentions from outbox order by id')).toEqual([
      { kind: 'receipt', mentions: ['wx-an'] },
      { kind: 'closure', mentions: ['wx-an', 'wx-bo'] },
    ])
  })
})

describe('reviewFlag', () => {
  it('opens the case that was flagged, once, with the category the reviewer chose', async () => {
    const flag = said('三组可能停水了')
    await file(flag)
    const key = { account: flag.account, message: flag.id }
    const decide = () =>
      reviewFlag(db.pool, county, key, { verdict: 'open', category: 'power' }, 'jiang', NOW)
    expect(await Promise.all([decide(), decide()])).toEqual(expect.arrayContaining(['done', 'gone']))
    expect(await rows('select category, office from cases')).toEqual([
      { category: 'power', office: 'gd-qingjiang' },
    ])
    expect(await rows('select by, type from case_events')).toEqual([{ by: 'jiang', type: 'opened' }])
  })
  it('never merges a complaint into a case that others handle', async () => {
    const [need, flag] = [said(LAMP), said('可能有人收红包', { from: 'wx-bo' })]
    await file(need, flag)
    const [{ code }] = await rows('select code from cases')
    const merge = { verdict: 'merge', into: code } as const
    expect(await reviewFlag(db.pool, county, { account: 'bot', message: flag.id }, merge, 'jiang', NOW)).toBe(
      'gone',
    )
    expect((await states())[flag.id]).toBe('flagged')
  })
  it('dismisses it, and merges it into a case', async () => {
    const [need, flag, other] = [
      said('三组停水了'),
      said('一早起来家里可能又停水，没法做早饭', { from: 'wx-bo' }),
      said('路灯可能坏了'),
    ]
    await file(need, flag, other)
    const [{ code }] = await rows('select code from cases')
    expect(
      await reviewFlag(
        db.pool,
        county,
        { account: 'bot', message: other.id },
        { verdict: 'dismiss' },
        'jiang',
        NOW,
      ),
    ).toBe('done')
    expect(
      await reviewFlag(
        db.pool,
        county,
        { account: 'bot', message: flag.id },
        { verdict: 'merge', into: code },
        'jiang',
        NOW,
      ),
    ).toBe('done')
    expect((await rows('select member from case_reporters order by seq')).map((r) => r.member)).toEqual([
      'wx-an',
      'wx-bo',
    ])
    expect((await states())[other.id]).toBe('ignored')
  })
})

describe('sweep', () => {
  it('looks again later when other settings have moved what was due, and sooner after an import', async () => {
    const days = 24 * 3_600_000
    const patient = makeCounty({
      settings: { ...WORLD.settings, accept: { ...WORLD.settings.accept, other: { amount: 60, unit: 'h' } } },
    })
    const members = Array.from({ length: 201 }, (_, i) => ({
      id: `wx-${i}`,
      name: '',
      groups: ['g-qiaotou'],
    }))
    const needs = members.map(({ id }) => said('我要反映，' + LAMP, { group: null, from: id }))
    await triageBatch(db.pool, needs, makeCounty({ members }), NOW)
    await sweep(db.pool, patient, NOW + days)
    expect(await rows(`select distinct wake_at from cases`)).toEqual([
      { wake_at: new Date(NOW + 2.5 * days) },
    ])
    expect(await count('case_events')).toBe(201)
    await saveWorld(db.pool, WORLD)
    await sweep(db.pool, county, NOW + days)
    expect(await count('case_events')).toBe(402)
  })

  it('takes each step once, whoever sweeps, and posts one ledger a day', async () => {
    await file(said(LAMP))
    await sweep(db.pool, county, at('2026-03-02T17:30:00'))
    const when = at('2026-03-03T17:30:00')
    await Promise.all([sweep(db.pool, county, when), sweep(db.pool, county, when)])
    await sweep(db.pool, county, when + 60_000)
    expect((await rows('select type from case_events order by seq')).map((r) => r.type)).toEqual([
      'opened',
      'reminded',
    ])
    const posted = await rows(`select group_id, text from outbox where kind = 'ledger' order by id`)
    expect(posted).toHaveLength(2)
    expect(posted[0].text).toContain('桥头村村委会：新 1')
    expect(posted[0].text).not.toContain('安大姐')
  })

  it('counts in one ledger alone what happens while the first one is late', async () => {
    const late = said('三组停水两天了', { at: at('2026-03-02T17:31:00') })
    await triageBatch(db.pool, [said(LAMP), late], county, late.at)
    await sweep(db.pool, county, at('2026-03-02T17:32:00'))
    await sweep(db.pool, county, at('2026-03-03T17:30:00'))
    const posted = await rows(`select text from outbox where kind = 'ledger' order by id`)
    expect(posted.map((r) => /新 (\d)/.exec(r.text)![1])).toEqual(['1', '1'])
  })
})
