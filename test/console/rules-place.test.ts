import { describe, expect, it } from 'vitest'
import type { RuleVersions } from '../../console/server/schemas.ts'
import {
  anchorOf,
  nextStep,
  placeOf,
  reached,
  workedOn,
  type VersionRow,
} from '../../console/web/src/parts/rules/place.ts'

const ME = { login: 'admin', name: '管理员' }

const row = (number: number, state: VersionRow['state'], by = 'admin'): VersionRow => ({
  number,
  parent: null,
  state,
  revision: 0,
  by,
  at: 0,
  why: '',
  checkedBy: null,
  checkedAt: null,
})
const everywhere = (version: number) => ({
  scope: 'everywhere',
  areaName: null,
  version,
  by: 'admin',
  at: 0,
  why: '',
  despite: null,
})
const versions = (of: Partial<RuleVersions>): RuleVersions => ({
  everywhere: null,
  shadow: null,
  trials: [],
  versions: [],
  activations: [],
  back: null,
  areas: [],
  ...of,
})

describe('the version that one works on', () => {
  it.each<[string, Partial<RuleVersions>, number | null]>([
    ['nothing but the folder', {}, null],
    ['what runs', { everywhere: 1, versions: [row(1, 'checked')], activations: [everywhere(1)] }, 1],
    ['one’s own draft before a newer one', { versions: [row(3, 'draft', 'li'), row(2, 'draft')] }, 2],
    ['the draft of another', { everywhere: 1, versions: [row(2, 'draft', 'li'), row(1, 'checked')] }, 2],
    ['what is on its way', { everywhere: 1, versions: [row(2, 'checked'), row(1, 'checked')] }, 2],
    [
      'what runs again after a step back',
      {
        everywhere: 1,
        versions: [row(2, 'checked'), row(1, 'checked')],
        activations: [everywhere(1), everywhere(2), everywhere(1)],
      },
      1,
    ],
  ])('%s', (_, of, number) => {
    expect(workedOn(versions(of), ME)).toBe(number)
  })
})

it.each<[Partial<RuleVersions>, VersionRow, string, string | null]>([
  [{}, row(2, 'draft'), 'draft', 'check'],
  [{}, row(2, 'checked'), 'check', 'shadow'],
  [{ shadow: 2 }, row(2, 'checked'), 'shadow', 'trial'],
  [{ trials: [{ area: '1', areaName: '柳塘镇', version: 2 }] }, row(2, 'checked'), 'trial', 'everywhere'],
  [{ everywhere: 2, shadow: 2 }, row(2, 'checked'), 'everywhere', null],
])('goes step by step: %j', (of, version, step, next) => {
  const here = reached(versions(of), version)
  expect(here).toBe(step)
  expect(nextStep(here)).toBe(next)
})

it.each([
  [['water', 'no-water', '停水'], { number: null, section: 'water', rest: ['no-water', '停水'] }],
  [['13', 'water'], { number: 13, section: 'water', rest: [] }],
  [['versions', '12', '13'], { number: null, section: 'versions', rest: ['12', '13'] }],
  [[], { number: null, section: '', rest: [] }],
])('reads the address %j', (parts, place) => {
  expect(placeOf(parts)).toEqual(place)
})

it('names lists in addresses', () => {
  expect(anchorOf(['sets', '没水'])).toBe('$没水')
  expect(anchorOf(['rules', 'no-water', 'near'])).toBe('no-water')
  expect(anchorOf(['except'])).toBe('except')
})
