import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RuleFileModel } from '../../console/server/schemas.ts'
import { inTransaction } from '../../store/db.ts'
import { lockActivations } from '../../store/rules-active.ts'
import { keepExample } from '../../store/rules-examples.ts'
import { hashOf, loadContent, readContent, type Content } from '../../store/rules-files.ts'
import { addDraft, dropDraft } from '../../store/rules-versions.ts'
import { unpackContent } from '../../store/rules-zip.ts'
import { until } from '../helpers/until.ts'
import { openBench, type Bench } from './bench.ts'
import { addCase, addFlag, addMessage, NOW } from './county.ts'

/** Beside the rules of the tests: every check compiles all of the folder, so it is small. */
const MORE = {
  'pollution.yaml': `category: pollution
except: [臭水果]
rules:
  - {name: foul, words: [臭水], points: 20}
`,
  'conduct.yaml': 'category: conduct\nrules:\n  - {name: bribe, words: [红包], points: 20}\n',
}

let bench: Bench
let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'xunqun-rules-'))
  await cp('test/fixtures/keywords', dir, { recursive: true })
  for (const name of ['categories.yaml', 'replies.yaml']) await cp(join('keywords', name), join(dir, name))
  for (const [name, text] of Object.entries(MORE)) await writeFile(join(dir, name), text)
  bench = await openBench({ keywordsDir: dir })
  const { pool } = bench.db
  await addMessage(pool, { id: 'm1', text: '隔壁的嘎嘣机来了，13812345678', state: 'ignored' })
  await addMessage(pool, { id: 'm2', text: '吃了没', state: 'ignored' })
  await addFlag(pool, {
    id: 'secret',
    text: '嘎嘣机是书记家的，收了红包',
    category: 'conduct',
    confidential: true,
  })
  await addCase(pool, { code: 'K7M2', text: '八组的路灯坏了半个月了，请派人来修', message: 'open' })
})
afterAll(async () => {
  await bench.close()
  await rm(dir, { recursive: true })
})

const post = (url: string, payload: object, user = 'admin') =>
  bench.as(user, { method: 'POST', url: `/api/rules${url}`, payload })
const get = (url: string) => bench.as('admin', { url: `/api/rules${url}` })
const state = async () => (await get('')).json
const why = '路灯漏报'

/** A draft with one word more in a list of it. */
async function draft(from: number | 'folder' = 'folder', word = '嘎嘣机'): Promise<number> {
  const file = 'pollution.yaml'
  const { number } = (await post('/drafts', { from, why })).json
  const book = (await get(`/versions/${number}`)).json
  const rule = book.files.find((f: RuleFileModel) => f.file === file).rules[0]
  const words = [...rule.words, word]
  const edits = [{ op: 'new-rule', file, name: 'new-one', words: [word], points: 30 }]
  const path = [...rule.path, 'words']
  const edited = await post(`/drafts/${number}/edit`, {
    revision: 0,
    edits: [...edits, { op: 'words', file, path, words }],
  })
  expect(edited.json).toEqual({ revision: 1, mistakes: [] })
  return number
}
const checkedDraft = async () => {
  const number = await draft()
  const { json } = await post(`/drafts/${number}/check`, { revision: 1 })
  expect(json).toMatchObject({ checked: true, mistakes: [] })
  return number
}

describe('a draft', () => {
  const zipOf = async (number: number) => {
    const headers = { cookie: await bench.cookieOf('admin') }
    return (await bench.app.inject({ url: `/api/rules/versions/${number}/export`, headers })).rawPayload
  }

  it('keeps comments and all else of the real folder, to the last byte', async () => {
    const folder = readContent('keywords')
    const content = unpackContent(
      await zipOf(await draft(await addDraft(bench.db.pool, folder, null, { by: 'x', at: NOW, why }))),
    )
    expect([...content.keys()]).toEqual([...folder.keys()])
    const differing = [...content].filter(([name, bytes]) => !bytes.equals(folder.get(name)!))
    expect(differing.map(([name]) => name)).toEqual(['pollution.yaml'])
    const [lines, old] = [content, folder].map((c) => c.get('pollution.yaml')!.toString().split('\n'))
    expect(old!.filter((line) => !lines!.includes(line))).toHaveLength(1)
  })

  it('leaves as a zip and comes back the same', async () => {
    const number = await draft()
    const again = await bench.app.inject({
      method: 'POST',
      url: `/api/rules/import?why=${encodeURIComponent(why)}`,
      headers: {
        'x-requested-with': 'xunqun',
        'content-type': 'application/zip',
        cookie: await bench.cookieOf('admin'),
      },
      payload: await zipOf(number),
    })
    const { number: copy, mistakes } = again.json()
    expect(mistakes).toEqual([])
    expect((await get(`/diff?from=${number}&to=${copy}`)).json).toEqual({ files: [] })
    const { files } = (await get(`/diff?from=folder&to=${copy}`)).json
    expect(files).toMatchObject([{ file: 'pollution.yaml', change: 'changed', other: false }])
    expect(files[0].lists.flatMap((l: { added: string[] }) => l.added)).toEqual(['嘎嘣机', '嘎嘣机'])
  })

  it('is not changed by what cannot be used, nor by somebody who saw another revision', async () => {
    const number = await draft()
    const edit = (revision: number, edits: object[]) => post(`/drafts/${number}/edit`, { revision, edits })
    const number30 = { op: 'number', file: 'rules.yaml', path: ['thresholds', 'review'], number: 3000 }
    const words = { op: 'words', file: 'pollution.yaml', path: ['except'], words: ['$没有这个'] }
    expect((await edit(1, [number30])).json.mistakes[0]).toMatchObject({ file: 'rules.yaml' })
    expect((await edit(1, [words])).json.mistakes[0]).toMatchObject({ file: 'pollution.yaml', line: 2 })
    expect((await edit(1, [{ ...words, words: ['，'] }])).json.mistakes[0].reason).toContain('标点')
    expect((await edit(0, [{ ...words, words: ['臭水沟'] }])).status).toBe(409)
    expect((await get(`/versions/${number}`)).json.revision).toBe(1)
  })
})

describe('activation', () => {
  it('goes only with what is checked in, and back in one step', async () => {
    const raw = await draft()
    expect((await post(`/versions/${raw}/activate`, { scope: 'everywhere', why })).status).toBe(409)
    const [first, second] = [await checkedDraft(), await checkedDraft()]
    expect((await post('/back', { why })).status).toBe(409)
    for (const number of [first, second])
      expect((await post(`/versions/${number}/activate`, { scope: 'everywhere', why })).status).toBe(200)
    expect(await state()).toMatchObject({ everywhere: second, back: first })
    await post('/back', { why })
    expect(await state()).toMatchObject({ everywhere: first, back: 'folder' })
    await post('/back', { why })
    expect(await state()).toMatchObject({ everywhere: null, back: null })
    expect((await post(`/drafts/${first}/edit`, { revision: 1, edits: [] })).status).toBe(409)
    const village = await post(`/versions/${first}/activate`, { scope: '430281105203', why })
    expect(village).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringContaining('乡镇') } },
    })
    await post(`/versions/${first}/activate`, { scope: '430281105', why })
    expect(await state()).toMatchObject({
      trials: [{ area: '430281105', areaName: '茶山镇', version: first }],
    })
    await post('/end', { scope: '430281105', why })
    expect(await state()).toMatchObject({ trials: [] })
    expect((await post('/end', { scope: '430281105', why })).status).toBe(404)
    for (const scope of ['shadow', '430281105']) await post(`/versions/${first}/activate`, { scope, why })
    await post(`/versions/${second}/activate`, { scope: 'everywhere', why })
    expect(await state()).toMatchObject({ shadow: first, trials: [{ version: first }] })
    await post(`/versions/${first}/activate`, { scope: 'everywhere', why })
    expect(await state()).toMatchObject({ everywhere: first, shadow: null, trials: [] })
    await post(`/versions/${first}/activate`, { scope: '430281106', why })
    expect(await state()).toMatchObject({ trials: [{ area: '430281106', version: first }] })
    await post('/back', { why })
    expect(await state()).toMatchObject({ everywhere: second, trials: [] })
    await post('/back', { why })
    expect(await state()).toMatchObject({ everywhere: null })
  })

  it('needs a written reason where a kept example is broken, but for the shadow', async () => {
    const kept = await post('/examples', { text: '嘎嘣机真好看，找 13812345678', expected: 'none', why })
    expect((await get('/examples')).json.items[0]).toMatchObject({ text: '嘎嘣机真好看，找 138****5678' })
    const number = await checkedDraft()
    const activate = (more: object) => post(`/versions/${number}/activate`, { why, ...more })
    const refused = await activate({ scope: 'everywhere' })
    expect(refused).toMatchObject({ status: 409, json: { error: { code: 'broken-examples' } } })
    expect((await activate({ scope: 'shadow' })).status).toBe(200)
    await bench.as('admin', { method: 'DELETE', url: `/api/rules/examples/${kept.json.id}` })
    const other = await bench.db.pool.connect()
    await other.query('begin')
    await lockActivations(other)
    const activating = activate({ scope: 'everywhere' })
    await until(async () => (await bench.db.pool.query('select from pg_locks where not granted')).rowCount)
    const example = { text: '嘎嘣机真好看', expected: 'none', category: null, source: 'typed' } as const
    const later = await keepExample(other, { ...example, by: 'x', at: Date.now(), why })
    await other.query('commit')
    other.release()
    expect((await activating).status, 'an example that was kept while it waited').toBe(409)
    expect((await activate({ scope: 'everywhere', despite: '宁可多看' })).status).toBe(200)
    expect((await state()).activations[0]).toMatchObject({ scope: 'everywhere', despite: '宁可多看' })
    await post('/back', { why })
    await bench.as('admin', { method: 'DELETE', url: `/api/rules/examples/${later}` })
    const { rows } = await bench.db.pool.query(`select action, detail from audit where action like 'rules-%'`)
    expect(rows).toContainEqual({ action: 'rules-activate', detail: `everywhere ${number}` })
    expect(rows).toContainEqual({ action: 'rules-example', detail: `${kept.json.id} kept` })
  })

  it('keeps no example of a complaint', async () => {
    const of = (message: string) =>
      post('/examples', { message: { account: 'bot', message }, expected: 'none', why })
    expect((await of('secret')).status).toBe(404)
    expect((await of('nothing')).status).toBe(404)
    expect((await of('m1')).status).toBe(200)
  })
})

describe('the effect', () => {
  it('is seen before anything is saved, without a complaint among it', async () => {
    const folder = (await get('/versions/folder')).json
    expect(folder).toMatchObject({ number: 'folder', parent: null, revision: 0, mistakes: [] })
    const { number } = (await post('/drafts', { from: 'folder', why })).json
    expect((await get(`/versions/${number}`)).json.files).toHaveLength(folder.files.length)
    const edits = [
      { op: 'new-rule', file: 'pollution.yaml', name: 'new-one', words: ['嘎嘣机'], points: 30 },
      { op: 'number', file: 'street-lighting.yaml', path: ['thresholds', 'open'], number: 1 },
    ]
    const ask = async (some: object[], version: number | 'folder' = number) =>
      (await post('/effect', { version, edits: some })).json
    await until(async () => (await ask([], 'folder')).ready, { within: 60_000 })
    const none = await ask([])
    expect(none).toMatchObject({
      messages: 3,
      caught: { count: 0 },
      lost: { count: 0 },
      changed: { count: 0 },
    })
    expect(none.decided).toMatchObject({ needs: 1, others: 0, before: { recall: 1, precision: 1 } })
    const made = await ask(edits.slice(0, 1))
    expect(made.caught).toMatchObject({
      count: 1,
      items: [{ text: '隔壁的嘎嘣机来了，138****5678', after: { category: 'pollution' } }],
    })
    expect(made.flagsADay.after).toBeGreaterThanOrEqual(made.flagsADay.before)
    const known = {
      op: 'new-rule',
      file: 'street-lighting.yaml',
      name: 'new-two',
      words: ['八组'],
      points: 1,
    }
    expect(await ask([known])).toMatchObject({ judged: 1, already: 1, changed: { count: 0 } })
    expect((await ask(edits)).mistakes).toHaveLength(1)
    await addMessage(bench.db.pool, { id: 'm3', text: '嘎嘣机走了', state: 'ignored' })
    await until(async () => (await ask(edits.slice(0, 1))).caught.count === 2)
    expect((await get('/suggestions')).json).toMatchObject({ ready: true, items: [] })

    const text = '嘎嘣机一直响，打 13812345678 没人接'
    await addCase(bench.db.pool, { code: 'P3Q9', text, category: 'roads' })
    await until(async () => (await ask(edits.slice(0, 1))).messages === 5)
    const shown = text.replace('1234', '****')
    for (const kept of [shown, '嘎嘣机是书记家的，收了红包'])
      await post('/examples', { text: kept, expected: 'review', why })
    const kept = async () => (await get('/examples')).json.items.map((item: { text: string }) => item.text)
    expect(await kept()).toContain(shown)
    bench.pass(60_000)
    await bench.as('township', {
      method: 'POST',
      url: '/api/cases/P3Q9/confidential',
      payload: { about: [] },
    })
    expect(await ask(edits.slice(0, 1))).toMatchObject({ messages: 4, caught: { count: 2 } })
    expect(await kept()).not.toContain(shown)
    expect(await kept()).toContain('嘎嘣机是书记家的，收了红包')
  })
})

it('keeps the files of a draft that is copied while the one it comes from is thrown away', async () => {
  const { pool } = bench.db
  const number = await draft('folder', '嘎嘣机二号')
  const content = (await loadContent(pool, number))!
  const copying = await pool.connect()
  await copying.query('begin')
  const copy = await addDraft(copying, content, number, { by: 'x', at: Date.now(), why })
  const dropping = inTransaction(pool, (tx) => dropDraft(tx, number))
  const waits = async () => (await pool.query('select from pg_locks where not granted')).rowCount
  await Promise.race([dropping, until(waits)])
  await copying.query('commit')
  copying.release()
  await dropping
  // By their digests: to compare megabytes with `toEqual` takes a minute.
  const digests = (files: Content) => [...files].map(([name, bytes]) => [name, hashOf(bytes)])
  expect(digests((await loadContent(pool, copy))!)).toEqual(digests(content))
})
