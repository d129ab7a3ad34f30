import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readWording, WordingError } from '../../cases/wording.ts'

const FILE = 'keywords/replies.yaml'
const shipped = readFileSync(FILE, 'utf8')
const read = (text: string) => readWording(text, FILE)

describe('the wording of replies', () => {
  it('fills in words', () => {
    expect(read(shipped)('transferred', { code: 'K7M2', office: '柳溪镇人民政府' })).toBe(
      'K7M2 已转柳溪镇人民政府办理。',
    )
  })

  it.each([
    [
      'a text that is too long',
      shipped.replace('"{code} 已转{office}办理。"', `"{code}${'长'.repeat(100)}"`),
      /:\d+: transferred has about 104 characters; shorten it to 100/,
    ],
    [
      'a word that the text may not use',
      shipped.replace('已转{office}', '已转{place}'),
      /:\d+: transferred may not use \{place\}, only: code, office/,
    ],
    [
      'a receipt without the code of the case',
      shipped.replace('，编号 {code}，交{office}', '，交{office}'),
      /:\d+: receipt-opened must use \{code\}; add it/,
    ],
    ['an unknown text', `${shipped}\nhello: 你好\n`, /:\d+: unknown text hello/],
    ['a missing text', shipped.replace(/^status-open:.*\n/m, ''), /:1: the text status-open is missing/],
    ['what is no YAML', 'a: [', /replies\.yaml:\d+: /],
  ])('refuses %s, with its line', (_, text, reason) => {
    expect(() => read(text)).toThrow(WordingError)
    expect(() => read(text)).toThrow(reason)
  })
})
