import { expect } from 'vitest'
import { DEFAULT_SETTINGS, type World } from '../../cases/world.ts'
import { saveWorld } from '../../store/world.ts'
import type { Bench } from './bench.ts'

const many = <T>(n: number, one: (i: number) => T) => Array.from({ length: n }, (_, i) => one(i))

/** 200 offices, 2,000 staff, 3,000 groups and 50,000 members. */
const large = (): World => ({
  areas: many(200, (i) => ({
    ...{
      code: `9${i}`,
      name: `大村${i}`,
      level: 'village',
      parent: '430281105',
      aliases: [],
      landmarks: [`桥${i}`],
    },
  })),
  offices: many(200, (i) => ({
    id: `o${i}`,
    name: `大村${i}村委会`,
    area: `9${i}`,
    kind: 'village',
    handles: null,
  })),
  staff: many(2000, (i) => ({
    ...{
      id: `s${i}`,
      name: `干部${i}`,
      office: `o${i % 200}`,
      post: '委员',
      aliases: [],
      wechat: null,
      role: 'handler',
    },
  })),
  groups: many(3000, (i) => ({ id: `g${i}`, topic: `大群${i}`, area: `9${i % 200}`, kind: 'residents' })),
  members: many(50_000, (i) => ({ id: `m${i}`, name: `人${i}`, groups: [`g${i % 3000}`] })),
  ...{ dispatch: [], deadlines: [], answers: [], settings: DEFAULT_SETTINGS },
})

/** Every page of a large county answers at once, and holds no members. */
export async function checkThatLargeIsQuick(bench: Bench) {
  await saveWorld(bench.db.pool, large())
  const urls = [
    'tree?under=430281105',
    'areas/97',
    'search?search=7',
    'offices',
    'dispatch?area=97',
    'settings',
  ]
  for (const url of urls) {
    await bench.as('admin', { url: `/api/county/${url}` })
    const begun = performance.now()
    const { status, body } = await bench.as('admin', { url: `/api/county/${url}` })
    expect([url, status, body.includes('人49999')]).toEqual([url, 200, false])
    expect(performance.now() - begun, url).toBeLessThan(600)
  }
}
