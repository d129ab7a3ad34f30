import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { learnWeights } from '../../commands/learn.ts'
import { isKept } from '../../rules/learned/examples.ts'
import type { Figures } from '../../rules/learned/measure.ts'
import { loadRules } from '../../store/keywords.ts'
import { outcome } from '../console/process.ts'
import { call, type Outcome } from '../helpers/command.ts'

const CATEGORIES = `categories:
  - {id: heating, name: 供暖, class: service, deadline: normal, office: village}
  - {id: other, name: 其他, class: service, deadline: normal, office: village}
`
const HEATING = 'category: heating\nrules:\n  - {name: smoke, words: 煤烟, points: 12}\n'

const learn = (...args: string[]) => call(learnWeights, args)

/** Two files of a hundred texts, in which 锅炉 is a need and 看戏 none; `said` may label them otherwise. */
async function putExamples(at: string, said = (label: string, _: string): string => label): Promise<string> {
  await mkdir(at)
  for (const [name, sides] of Object.entries({ north: '东西南北前', south: '后左右上下' })) {
    const places = [...sides].flatMap((side) => Array.from('一二三四五六七八九十', (n) => `${n}组${side}边`))
    const lines = places.flatMap((place) => {
      const [need, none] = [`${place}锅炉不热`, `${place}看戏去`]
      return [`${said('heating', need)}\t${need}\n`, `${said('-', none)}\t${none}\n`]
    })
    await writeFile(join(at, `${name}.tsv`), lines.join(''))
  }
  return at
}

let dir: string
let examples: string
/** A keywords folder in which weights were learned from `examples`, and what was said meanwhile. */
let trained: string
let first: Outcome

const weightsOf = (keywords: string) => readFile(join(keywords, 'weights.json.gz'))
let copies = 0
async function copyOfTrained(): Promise<string> {
  const copy = join(dir, `copy ${++copies}`)
  await cp(trained, copy, { recursive: true })
  return copy
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'learn from-'))
  examples = await putExamples(join(dir, 'examples'))
  trained = join(dir, 'key words')
  await mkdir(trained)
  await writeFile(join(trained, 'categories.yaml'), CATEGORIES)
  await writeFile(join(trained, 'heating.yaml'), HEATING)
  first = await outcome('commands/learn.ts', ['--keywords', trained, '--examples', examples], {})
})
afterAll(() => rm(dir, { recursive: true }))

describe('learn', () => {
  it('writes weights that judge, and says how well', async () => {
    const { status, out, err } = first
    expect({ status, err }).toEqual({ status: 0, err: '' })
    const result = JSON.parse(out) as { rulesAlone: Figures; before: Figures | null; now: Figures }
    expect(result).toMatchObject({
      examples: 200,
      before: null,
      rulesAlone: { recall: 0 },
      now: { recall: 1 },
    })
    expect(loadRules(trained).judge('我家锅炉不热')).toMatchObject({
      decision: 'review',
      category: 'heating',
    })
    expect(await readdir(trained)).toEqual(['categories.yaml', 'heating.yaml', 'weights.json.gz'])
  })

  it('gives the same file again from the same examples', async () => {
    const keywords = await copyOfTrained()
    const { status, out } = await learn('--keywords', keywords, '--examples', examples)
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ before: { recall: 1 }, now: { recall: 1 } })
    expect((await weightsOf(keywords)).equals(await weightsOf(trained))).toBe(true)
  })

  it('keeps the file that judges better, unless it is forced', async () => {
    const keywords = await copyOfTrained()
    // What is trained on is labelled the wrong way round; what is measured on is right.
    const worse = await putExamples(join(dir, 'worse'), (label, words) => {
      if (isKept({ text: words, categories: [], urgent: false, question: false })) return label
      return label === '-' ? 'heating' : '-'
    })
    const { status, out, err } = await learn('--keywords', keywords, '--examples', worse)
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toMatch(
      /weights\.json\.gz stays: on \d+ kept examples the new weights judge worse .+ --force\n$/u,
    )
    expect((await weightsOf(keywords)).equals(await weightsOf(trained))).toBe(true)

    expect((await learn('--keywords', keywords, '--examples', worse, '--force')).status).toBe(0)
    expect((await weightsOf(keywords)).equals(await weightsOf(trained))).toBe(false)
  })

  it('measures each named file by the others, and writes nothing', async () => {
    const keywords = join(dir, 'untrained')
    await mkdir(keywords)
    await writeFile(join(keywords, 'categories.yaml'), CATEGORIES)
    const { status, out, err } = await learn(
      '--keywords',
      keywords,
      '--examples',
      examples,
      '--across',
      'north,south',
    )
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({
      north: { cases: 50, recall: 1, falseAlarms: 0 },
      south: { cases: 50, recall: 1, falseAlarms: 0 },
    })
    expect(await readdir(keywords)).toEqual(['categories.yaml'])
  })

  it('refuses labels that it does not know, each with file and line', async () => {
    const bad = join(dir, 'bad')
    await mkdir(bad)
    await writeFile(join(bad, 'a.tsv'), '-\t早\nsea\t海\n')
    await writeFile(join(bad, 'b.tsv'), '路灯坏了\n')
    const { status, out, err } = await learn('--keywords', trained, '--examples', bad)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringContaining(`${join(bad, 'a.tsv')}:2: label sea is not known — `),
      expect.stringContaining(`${join(bad, 'b.tsv')}:1: no label and text — `),
    ])
  })

  it.each([
    [['--examples', 'docs'], 'docs: no examples — name a folder of .tsv files'],
    [['--fast'], 'usage: learn [--keywords DIR]'],
    [['north.tsv'], 'usage: learn [--keywords DIR]'],
  ])('refuses %j in one line', async (args, want) => {
    const { status, out, err } = await learn('--keywords', trained, ...args)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain(want)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it.each([
    ['west', 'west'],
    ['north,', '“”'],
    ['', '“”'],
  ])('names the files that there are when --across names none of them: %j', async (names, unknown) => {
    const { status, err } = await learn('--keywords', trained, '--examples', examples, `--across=${names}`)
    expect(status).toBe(2)
    expect(err).toBe(`no examples are named ${unknown} — use north, south\n`)
  })
})
