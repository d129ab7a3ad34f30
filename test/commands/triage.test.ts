import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

interface Ended {
  code: number | null
  out: string
  err: string
}
function triage(input: string, ...args: string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'commands/triage.ts', ...args])
    const ended: Ended = { code: null, out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (d: string) => (ended.out += d))
    child.stderr.setEncoding('utf8').on('data', (d: string) => (ended.err += d))
    child.on('error', reject)
    child.on('close', (code) => resolve({ ...ended, code }))
    // A command that refuses its arguments reads nothing.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}
const parsed = (out: string): Record<string, unknown>[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'key words-'))
  await writeFile(
    join(dir, 'categories.yaml'),
    'categories:\n  - {id: other, name: 其他, class: service, deadline: normal, office: village}\n',
  )
})
afterAll(() => rm(dir, { recursive: true }))

describe('triage', () => {
  it('answers every line in order with its id', async () => {
    const texts = Array.from({ length: 3000 }, (_, i) =>
      JSON.stringify({ id: `m${i}`, text: i % 7 ? '早' : '路灯坏了' }),
    )
    const { code, out } = await triage(texts.join('\n'))
    const rows = parsed(out)
    expect(code).toBe(0)
    expect(rows.map((r) => r.id)).toEqual(texts.map((_, i) => `m${i}`))
    expect(rows[7]).toMatchObject({ category: 'street-lighting', kind: 'problem', urgency: 'normal' })
    expect(Object.keys(rows[1] ?? {})).toEqual([
      'id',
      'decision',
      'category',
      'kind',
      'urgency',
      'confidential',
      'score',
      'hits',
    ])
  })

  it('needs only a text, and takes a BOM, CRLF and any characters', async () => {
    const { code, out } = await triage('\uFEFF{"text":"早"}\r\n{"text":"\\ud800\\u0000"}\r\n')
    expect(code).toBe(0)
    expect(parsed(out)).toHaveLength(2)
    expect(parsed(out)[0]).not.toHaveProperty('id')
  })

  it('ends quietly when its reader goes away, even with more to come', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'commands/triage.ts'])
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (d: string) => (err += d))
    child.stdin.on('error', () => undefined)
    const more = () => child.stdin.write('{"text":"路灯坏了"}\n'.repeat(1000))
    child.stdin.on('drain', more)
    more()
    child.stdout.once('data', () => child.stdout.destroy())
    const [code] = (await once(child, 'close')) as [number | null]
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })

  it('takes an empty input', async () => expect(await triage('')).toEqual({ code: 0, out: '', err: '' }))

  it.each([
    ['{"text":"早"}\nnonsense\n', 'line 2: no valid JSON'],
    ['{"text":"早"}\n{"text":"好"}\n{"x":1}', 'line 3: `text` is missing or no string'],
    ['{"text":5}', 'line 1: `text` is missing or no string'],
    ['[1]', 'line 1: no JSON object'],
    ['{"text":"早"}\n\n{"text":"早"}', 'line 2: no valid JSON'],
    [
      '{"text":"早"}\n{"text":"早","speaker":"leader"}',
      'line 2: `speaker` is not known — use one of resident, staff',
    ],
    ['{"text":"早","speaker":null}', 'line 1: `speaker` is not known'],
    ['{"text":"早","media":["text"]}', 'line 1: `media` is not known — use one of text, image, voice, file'],
  ])('refuses %j', async (input, want) => {
    const { code, out, err } = await triage(input)
    expect(code).toBe(2)
    expect(err).toContain(want)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(parsed(out)).toHaveLength(Number(/line (\d+)/u.exec(want)?.[1]) - 1)
  })

  it.each([[['--colour']], [['extra']], [['--keywords']]])('refuses the arguments %j', async (args) => {
    const { code, err } = await triage('', ...args)
    expect(code).toBe(2)
    expect(err).toContain('usage: triage')
  })

  it('reads another folder of rules, and names the line of a broken one', async () => {
    await writeFile(
      join(dir, 'other.yaml'),
      'category: other\nrules:\n  - {name: a, words: 茶壶, points: 12}\n',
    )
    const { out } = await triage('{"text":"茶壶"}', '--keywords', dir)
    expect(parsed(out)[0]).toMatchObject({
      decision: 'review',
      category: 'other',
      hits: [{ start: 0, end: 2 }],
    })
    await writeFile(join(dir, 'other.yaml'), 'category: other\nrules:\n  - {name: a, words: 茶壶}\n')
    const broken = await triage('{"text":"茶壶"}', '--keywords', dir)
    expect(broken.code).toBe(2)
    expect(broken.err).toMatch(/other\.yaml:3: points is missing .* — /u)
  })

  it('gives the reasons with --explain, beside the same fields', async () => {
    const input = ['早', '八组的路灯坏了半个月了，请派人来修', '停水']
      .map((text) => JSON.stringify({ id: text, text }))
      .join('\n')
    const [plain, explained] = [await triage(input), await triage(input, '--explain')]
    const rows = parsed(explained.out)
    expect(rows.map(({ why: _, ...fields }) => fields)).toEqual(parsed(plain.out))
    for (const { why } of rows) expect(why).toEqual(expect.arrayContaining([expect.any(String)]))
    expect((rows[1]?.why as string[])[0]).toMatch(/^合计 .* 分/u)
    expect((rows[1]?.why as string[]).join('\n')).toContain('「路灯」')
  })

  it('tells the rules who speaks and by what', async () => {
    const file =
      'category: other\nrules:\n  - {name: a, words: 茶壶, points: 12, speaker: staff, media: voice}\n'
    await writeFile(join(dir, 'other.yaml'), file)
    const line = (said: object) => JSON.stringify({ text: '茶壶', ...said })
    const input = [
      {},
      { speaker: 'staff' },
      { speaker: 'staff', media: 'voice' },
      { speaker: 'resident', media: 'voice' },
    ]
    const { out } = await triage(input.map(line).join('\n'), '--keywords', dir)
    expect(parsed(out).map((row) => row.decision)).toEqual(['ignore', 'ignore', 'review', 'ignore'])
    expect(parsed(out)[2]).not.toHaveProperty('speaker')
  })

  it('refuses a folder without rules', async () => {
    const { code, err } = await triage('', '--keywords', join(dir, 'none'))
    expect(code).toBe(2)
    expect(err).toContain('none')
  })
})
