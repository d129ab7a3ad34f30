import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { triage as command } from '../../commands/triage.ts'
import { run } from '../console/process.ts'
import { call, type Outcome } from '../helpers/command.ts'

/** The command on an input that comes in two parts. */
async function triage(input: string, ...args: string[]): Promise<Outcome> {
  let out = ''
  const middle = Math.ceil(input.length / 2)
  const parts = Readable.from([input.slice(0, middle), input.slice(middle)])
  const write = async (text: string) => void (out += text)
  return { ...(await call(async () => (await command(args, parts, write), ''), [])), out }
}
const parsed = (out: string): Record<string, unknown>[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

const CATEGORIES =
  'categories:\n  - {id: other, name: 其他, class: service, deadline: normal, office: village}\n'
const RULES = 'category: other\nrules:\n  - {name: a, words: 茶壶, points: 12}\n'

let dir: string
/** Rules that are read in no time, for all that is not about rules. */
let small: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'key words-'))
  small = join(dir, 'small')
  await mkdir(small)
  for (const folder of [dir, small]) await writeFile(join(folder, 'categories.yaml'), CATEGORIES)
  await writeFile(join(small, 'other.yaml'), RULES)
})
afterAll(() => rm(dir, { recursive: true }))

describe('triage', () => {
  it('answers every line in order with its id', async () => {
    const texts = Array.from({ length: 1000 }, (_, i) =>
      JSON.stringify({ id: `m${i}`, text: i % 7 ? '早' : '路灯坏了' }),
    )
    const { status, out } = await triage(texts.join('\n'))
    const rows = parsed(out)
    expect(status).toBe(0)
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
    const { status, out } = await triage(
      '\uFEFF{"text":"早"}\r\n{"text":"\\ud800\\u0000"}\r\n',
      '--keywords',
      small,
    )
    expect(status).toBe(0)
    expect(parsed(out)).toHaveLength(2)
    expect(parsed(out)[0]).not.toHaveProperty('id')
  })

  it('ends quietly when its reader goes away, even with more to come', async () => {
    const { child, ended } = run('commands/triage.ts', ['--keywords', small], {})
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (d: string) => (err += d))
    child.stdin.on('error', () => undefined)
    const more = () => child.stdin.write('{"text":"路灯坏了"}\n'.repeat(1000))
    child.stdin.on('drain', more)
    more()
    child.stdout.once('data', () => child.stdout.destroy())
    const [status] = await ended
    expect({ status, err }).toEqual({ status: 0, err: '' })
  })

  it('takes an empty input', async () =>
    expect(await triage('', '--keywords', small)).toEqual({ status: 0, out: '', err: '' }))

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
    const { status, out, err } = await triage(input, '--keywords', small)
    expect(status).toBe(2)
    expect(err).toContain(want)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(parsed(out)).toHaveLength(Number(/line (\d+)/u.exec(want)?.[1]) - 1)
  })

  it.each([[['--colour']], [['extra']], [['--keywords']]])('refuses the arguments %j', async (args) => {
    const { status, err } = await triage('', ...args)
    expect(status).toBe(2)
    expect(err).toContain('usage: triage')
  })

  it('reads another folder of rules, and names the line of a broken one', async () => {
    await writeFile(join(dir, 'other.yaml'), RULES)
    const { out } = await triage('{"text":"茶壶"}', '--keywords', dir)
    expect(parsed(out)[0]).toMatchObject({
      decision: 'review',
      category: 'other',
      hits: [{ start: 0, end: 2 }],
    })
    await writeFile(join(dir, 'other.yaml'), 'category: other\nrules:\n  - {name: a, words: 茶壶}\n')
    const broken = await triage('{"text":"茶壶"}', '--keywords', dir)
    expect(broken.status).toBe(2)
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
    const { status, err } = await triage('', '--keywords', join(dir, 'none'))
    expect(status).toBe(2)
    expect(err).toContain('none')
  })
})
