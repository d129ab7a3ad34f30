import { expect, test } from 'vitest'
import { personsNamed } from '../../cases/accused.ts'
import { createDirectory } from '../../cases/directory.ts'
import { valley } from '../fixtures/valley.ts'

const dir = createDirectory(valley())

/** µs of the fastest of three readings, which the clock of the processor counts in steps of up to a thousand */
function fastest(text: string): number {
  const times = [1, 2, 3].map(() => {
    // Of the processor: a busy machine lets one wait.
    const begun = process.cpuUsage()
    personsNamed(dir, text, 'N1')
    return process.cpuUsage(begun).user
  })
  return Math.max(1_000, Math.min(...times))
}

test.each(['书记', '请书记', '向村长反映', '书记他', '谭主任，'])(
  '%s said without end takes linear time',
  (said) => {
    const long = said.repeat(100_000 / said.length)
    fastest(long.slice(0, 10_000))
    const [some, tenfold] = [fastest(long.slice(0, 10_000)), fastest(long)]
    expect(tenfold / some).toBeLessThan(30)
  },
)

test('a 他 far behind leaves an appeal in doubt, and one before does not', () => {
  const far = '，路灯坏了。'.repeat(20)
  expect(personsNamed(dir, `请村主任来查${far}`, 'N1').staff).toEqual([])
  expect(personsNamed(dir, `他家停水，请村主任来查${far}`, 'N1').staff).toEqual([])
  expect(personsNamed(dir, `请村主任来查${far}他收了钱`, 'N1').staff).not.toEqual([])
})

test('a greeting is one only at the very beginning', () => {
  expect(personsNamed(dir, '村主任您好，路灯坏了', 'N1').staff).toEqual([])
  expect(personsNamed(dir, `${'路灯坏了。'.repeat(5)}村主任您好`, 'N1').staff).not.toEqual([])
})
