import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { report, UserError } from '../../config/fail.ts'

test.each<[string, unknown, string, number]>([
  ['a mistake of the user', new UserError('world.yaml:3: no such area', 2), 'world.yaml:3: no such area', 2],
  [
    'an error of any class with an exit code',
    Object.assign(new Error('The folder is in use'), { exitCode: 1 }),
    'The folder is in use',
    1,
  ],
  [
    'a fault of ours',
    new TypeError('x is undefined'),
    'Xunqun failed: x is undefined (LOG_LEVEL=debug shows where)',
    1,
  ],
  [
    'one of several lines',
    new Error('first\nsecond'),
    'Xunqun failed: first (LOG_LEVEL=debug shows where)',
    1,
  ],
  ['no error at all', 'a string', 'Xunqun failed: a string (LOG_LEVEL=debug shows where)', 1],
  [
    'several without a message',
    new AggregateError([new Error('one'), new Error('two')]),
    'Xunqun failed: one; two (LOG_LEVEL=debug shows where)',
    1,
  ],
])('%s is told in one line', (_, error, line, status) => {
  expect(report(error, undefined)).toEqual({ line, status })
})

test('LOG_LEVEL=debug adds the stack', () => {
  const { line } = report(new TypeError('x is undefined'), 'debug')
  expect(line).toMatch(/^Xunqun failed: x is undefined\nTypeError: x is undefined\n {4}at /)
})

test.each([
  ['async () => 3', 3, ''],
  ['async () => {}', 0, ''],
  ["async () => { setInterval(() => {}, 1000); throw new UserError('wrong file', 2) }", 2, 'wrong file\n'],
])('runCommand(%s) ends the process with %i', (main, status, stderr) => {
  const module = resolve('config/fail.ts')
  const script = `import { runCommand, UserError } from ${JSON.stringify(module)}; await runCommand(${main})`
  const args = ['--import', 'tsx', '--input-type=module', '-e', script]
  const run = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect(run).toMatchObject({ status, stderr, stdout: '' })
})
