import { describe, expect, it } from 'vitest'
import { browserOf, vague } from '../../console/server/browser.ts'
import {
  codeAt,
  hashOfRecovery,
  makeRecovery,
  makeSecret,
  periodOf,
  seal,
  unseal,
  uriOf,
} from '../../console/server/one-time.ts'
import { passwordFault } from '../../console/server/password-rules.ts'
import { makePassword } from '../../console/server/passwords.ts'
import { VARIABLES } from '../../config/variables.ts'

describe('a password', () => {
  const of = { login: 'zhangjian', name: '张健' }
  it.each([
    ['short', /至少要 10 个字符/],
    ['九个字的密码还是短了', null],
    ['aaaaaaaaaaaa', /重复/],
    ['121212121212', /重复/],
    ['Password123', /常见/],
    ['１２３４５６７８９０', /常见/],
    ['zhangjian123', /用户名或姓名/],
    ['张健zhangjian', /用户名或姓名/],
    ['ZhangJianZhangJian', /用户名或姓名/],
    ['zhangjian likes green tea', null],
    ['correct horse battery', null],
    ['早上六点去河边走路', /至少/],
    ['早上六点半去河边走一走', null],
  ])('%s: %s', (password, fault) => {
    if (fault) expect(passwordFault(password, of)).toMatch(fault)
    else expect(passwordFault(password, of)).toBeNull()
  })

  it('that is made here is one', () => {
    expect(passwordFault(makePassword(), of)).toBeNull()
  })
})

describe('one-time codes', () => {
  const NOW = 1_234_567_890_000
  it('are those of RFC 6238', () => {
    // The secret of the RFC's appendix B; its codes have eight digits, of which the last six are those of six.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    expect(codeAt('a', secret, 59_000)).toBe('287082')
    expect(codeAt('a', secret, 1_111_111_109_000)).toBe('081804')
  })

  it('are right one period before and after, and tell which', () => {
    const secret = makeSecret()
    const period = NOW / 30_000
    for (const late of [-1, 0, 1])
      expect(periodOf('a', secret, codeAt('a', secret, NOW + late * 30_000), NOW)).toBe(period + late)
    expect(periodOf('a', secret, codeAt('a', secret, NOW + 90_000), NOW)).toBeNull()
  })

  it('are read by apps', () => {
    expect(uriOf('zhang', 'ABCDEFGH')).toMatch(/^otpauth:\/\/totp\/.*zhang\?.*secret=ABCDEFGH/)
  })

  it('have a secret that opens for its user and installation alone', () => {
    const sealed = seal('SECRET', 'installation', 'a')
    expect(sealed).not.toContain('SECRET')
    expect(unseal(sealed, 'installation', 'a')).toBe('SECRET')
    expect(() => unseal(sealed, 'installation', 'b')).toThrow()
    expect(() => unseal(sealed, 'other', 'a')).toThrow()
  })

  it('have ten codes on paper, each with a salt, however they are written', () => {
    const made = makeRecovery(makePassword)
    expect(new Set(made.flatMap(({ code, salt, hash }) => [code, salt, hash])).size).toBe(30)
    const [{ code, salt, hash }] = made as [(typeof made)[0]]
    expect(hashOfRecovery(` ${code.toUpperCase().replaceAll('-', '')} `, salt)).toBe(hash)
    expect(hashOfRecovery(code, 'other')).not.toBe(hash)
  })
})

describe('what is kept of a session', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0', 'Edge · Windows'],
    ['Mozilla/5.0 (Linux; Android 14; X) Chrome/120 Mobile Safari/537 MicroMessenger/8.0', '微信 · Android'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17 Safari/604.1', 'Safari · iOS'],
    ['curl/8.0', null],
  ])('the family of %s', (agent, family) => expect(browserOf(agent)).toBe(family))

  it.each([
    ['10.2.3.4', '10.2.3.*'],
    ['::ffff:10.2.3.4', '10.2.3.*'],
    ['2001:db8:1:2::5', '2001:db8:1:*'],
  ])('an address without its last part: %s', (address, told) => expect(vague(address)).toBe(told))
})

describe('TRUST_PROXY', () => {
  const { check } = VARIABLES.TRUST_PROXY
  it.each(['10.0.0.2', 'loopback, 10.0.0.0/8', 'fd00::/8', 'uniquelocal'])('may be %s', (raw) =>
    expect(check(raw)).toBeNull(),
  )
  it.each(['true', '*', '10.0.0.0/33', 'proxy.example', '10.0.0.2,'])('may not be %s', (raw) =>
    expect(check(raw)).toMatch(/must be addresses/),
  )
})
