import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findProgram } from '../helpers/programs.ts'

// `.ci/run` on a machine of stubs: it finds what is put on its PATH and nothing else.
const INSTALLED = ['redis-server', 'chromium', 'g++', 'make', 'python3']
const REPORT = {
  numPassedTests: 12,
  numFailedTests: 0,
  numTotalTests: 12,
  success: true,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
}
let root: string
let bin: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'xunqun ci '))
  bin = join(root, 'bin')
  cpSync('.ci', join(root, 'clone/.ci'), { recursive: true })
  mkdirSync(bin)
  for (const name of ['bash', 'dirname', 'env', 'mktemp', 'rm', 'cat'])
    symlinkSync(pathOf(name), join(bin, name))
  symlinkSync(process.execPath, join(bin, 'node'))
  for (const name of INSTALLED) stub(name, 'exit 0')
  stub('fc-list', 'echo "Noto Sans CJK SC"')
  stub('apt-get', 'echo "apt-get $*" >> "$CALLS"')
  stub('sudo', 'shift; exec "$@"')
  npm(REPORT)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('what is missing', () => {
  test('nothing: Debian is left alone', () => {
    const { status, lastLine, calls } = run()
    expect({ status, lastLine }).toEqual({ status: 0, lastLine: '12 passed, 0 failed' })
    expect(calls).toEqual(['npm test CI=true', 'npm run -s types', 'npm run -s lint'])
  })

  test.each([...INSTALLED.map((p) => [p, p]), ['fc-list', 'fontconfig fonts-noto-cjk']])(
    '%s is installed',
    (program, packages) => {
      rmSync(join(bin, program!))
      expect(run().calls.slice(0, 2)).toEqual([
        'apt-get update -qq',
        `apt-get install -y -qq --no-install-recommends ${packages}`,
      ])
    },
  )

  test('a font without Chinese does not count', () => {
    stub('fc-list', 'exit 0')
    expect(run().calls[1]).toContain('fonts-noto-cjk')
  })

  test('where nothing can be installed it says what is missing', () => {
    for (const program of ['redis-server', 'apt-get', 'sudo']) rmSync(join(bin, program))
    const { status, stderr, calls } = run()
    expect(status).toBe(1)
    expect(stderr).toContain('missing on this machine: redis-server')
    expect(calls).toEqual([])
  })
})

describe('the outcome', () => {
  test.each(['tests', 'types', 'lint'])('failing %s fail the run, after everything was tried', (what) => {
    npm(REPORT, what)
    const { status, stdout, lastLine, calls } = run()
    expect(status).toBe(1)
    expect(stdout).toContain(`failed: ${what}\n`)
    expect(lastLine).toBe('12 passed, 0 failed')
    expect(calls).toHaveLength(3)
  })

  test.each([
    [
      'a failed test',
      { ...REPORT, numPassedTests: 11, numFailedTests: 1, success: false },
      '11 passed, 1 failed',
    ],
    [
      'a file that breaks before its first test',
      { ...REPORT, success: false, testResults: [{ status: 'failed', assertionResults: [] }] },
      '12 passed, 1 failed',
    ],
    ['an error outside of any test', { ...REPORT, success: false }, '12 passed, 1 failed'],
    ['no report', null, '0 passed, 1 failed'],
    ['no test', { ...REPORT, numPassedTests: 0, numTotalTests: 0, testResults: [] }, '0 passed, 0 failed'],
  ])('%s is counted', (_, report, line) => {
    npm(report)
    expect(run()).toMatchObject({ status: 1, lastLine: line })
  })

  test('what was skipped is told', () => {
    npm({ ...REPORT, numPassedTests: 10 })
    expect(run()).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('2 skipped\n10 passed, 0 failed\n'),
    })
  })
})

function run() {
  const file = join(root, 'calls')
  writeFileSync(file, '')
  const env = { PATH: bin, TMPDIR: root, CALLS: file }
  const { status, stdout, stderr } = spawnSync(join(root, 'clone/.ci/run'), {
    env,
    cwd: '/',
    encoding: 'utf8',
  })
  const calls = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return { status, stdout, stderr, lastLine: stdout.trimEnd().split('\n').at(-1), calls }
}

/** An npm whose tests leave `report` (null: none) and in which one step may fail. */
function npm(report: unknown, failing = 'none') {
  const json = join(root, 'report.json')
  if (report === null) rmSync(json, { force: true })
  else writeFileSync(json, JSON.stringify(report))
  stub(
    'npm',
    `if [ "$1" = test ]; then
       echo "npm test CI=$CI" >> "$CALLS"
       for arg in "$@"; do case "$arg" in --outputFile.json=*) out=\${arg#*=} ;; esac; done
       [ ! -f '${json}' ] || cat '${json}' > "$out"
       [ ${failing} != tests ]
     else
       echo "npm $*" >> "$CALLS"
       [ ${failing} != "$3" ]
     fi`,
  )
}

function stub(name: string, script: string) {
  const path = join(bin, name)
  rmSync(path, { force: true })
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
}

function pathOf(name: string): string {
  const program = findProgram([name])
  if (!('path' in program)) throw new Error(program.missing)
  return program.path
}
