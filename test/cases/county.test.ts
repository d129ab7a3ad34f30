import { expect, it } from 'vitest'
import type { County, LocalRules } from '../../cases/county.ts'
import { categoryName } from '../../cases/phrases.ts'

const of = (names: Record<string, string>) =>
  new Map(Object.entries(names).map(([id, name]) => [id, { id, name }])) as unknown as County['categories']
const tried = (names: Record<string, string>) => ({ categories: of(names) }) as LocalRules
const county = {
  categories: of({ water: '供水排水' }),
  trials: new Map([
    ['1', tried({ water: '水', wells: '水井' })],
    ['2', tried({ wells: '机井', boats: '渡船' })],
  ]),
} as unknown as County

it.each([
  ['water', '供水排水'],
  ['boats', '渡船'],
  ['gone', 'gone'],
])('calls the category %s %s, also where only rules on trial know it', (category, name) =>
  expect(categoryName({ category }, county)).toBe(name),
)
