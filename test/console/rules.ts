import { readFileSync } from 'node:fs'
import type { County } from '../../cases/county.ts'
import { createDirectory } from '../../cases/directory.ts'
import { createPlaceFinder } from '../../cases/place.ts'
import { readWording } from '../../cases/wording.ts'
import type { Category, Rules, Verdict } from '../../rules/verdict.ts'
import type { Pool } from '../../store/db.ts'
import { loadWorld } from '../../store/world.ts'

export const CATEGORIES = new Map<string, Category>(
  [
    ['roads', '道路桥梁', 'village'],
    ['street-lighting', '路灯照明', 'village'],
    ['conduct', '干部作风', 'discipline'],
    ['rumour', '传言核实', 'township'],
    ['other', '其他诉求', 'village'],
  ].map(([id = '', name = '', office = '']) => [
    id,
    {
      ...{ id, name, office },
      class: 'service',
      deadline: 'normal',
      confidential: id === 'conduct',
      place: false,
    },
  ]),
)

const WORDS: [RegExp, string][] = [
  [/香烟|红包/, 'conduct'],
  [/路灯/, 'street-lighting'],
  [/路面|坑/, 'roads'],
]

/** One word gives the category. */
const judgeForced = (text: string): Verdict => {
  const category = WORDS.find(([word]) => word.test(text))?.[1] ?? 'other'
  return {
    ...{ decision: 'open', category, kind: 'problem', urgency: 'normal', score: 0.9, hits: [] },
    confidential: category === 'conduct',
  }
}
const rules: Rules = {
  categories: CATEGORIES,
  judge: judgeForced,
  explain: (text) => ({ ...judgeForced(text), why: [] }),
  judgeForced,
}

/** The county that `fillCounty` has written, with the simplest of rules. */
export async function sampleCounty(pool: Pool): Promise<County> {
  const { world } = (await loadWorld(pool))!
  const directory = createDirectory(world)
  const file = 'keywords/replies.yaml'
  return {
    ...{ directory, rules, categories: CATEGORIES, secret: 'test' },
    findPlace: createPlaceFinder(directory),
    wording: readWording(readFileSync(file, 'utf8'), file),
  }
}
