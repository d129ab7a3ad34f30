import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseIdFor, codeFor } from '../../cases/codes.ts'
import { similarity } from '../../cases/similar.ts'
import { parseCommand } from '../../cases/commands.ts'

describe('codes', () => {
  it('are read aloud and typed without doubt, and always taken for a code', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(20), (source, attempt) => {
        const code = codeFor('secret', source, attempt)
        expect(code).toMatch(/^[A-HJKMNP-TV-Z][2-9A-HJKMNP-TV-Z]{2,3}[2-9]$/)
        expect(parseCommand(`查 ${code.toLowerCase()}`, false)).toEqual({ verb: 'look', code })
      }),
    )
  })
  it('are the same for the same message, others for the next try and for another secret', () => {
    expect(codeFor('s', 'm1', 0)).toBe(codeFor('s', 'm1', 0))
    expect(new Set([codeFor('s', 'm1', 0), codeFor('s', 'm1', 1), codeFor('t', 'm1', 0)]).size).toBe(3)
  })
  it('give a case one id for one message', () => {
    expect(caseIdFor('a', 'm1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(caseIdFor('a', 'm1')).not.toBe(caseIdFor('b', 'm1'))
  })
})

describe('similarity', () => {
  it('is high for one need in other words, low for another', () => {
    const lamp = '二组老祠堂门口的路灯坏了十来天了，晚上看不见路'
    expect(similarity(lamp, '是的，二组老祠堂门口路灯坏了十来天了，看不见')).toBeGreaterThan(0.6)
    expect(similarity(lamp, '三组停水两天了，请派人来看看')).toBeLessThan(0.15)
    expect(similarity('', lamp)).toBe(0)
  })
})
