import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { VARIABLES } from '../../config/variables.ts'

const READMES = ['README.md', 'README.zh-CN.md']
const DECISIONS = readdirSync('docs/adr').map((name) => `docs/adr/${name}`)
const DOCUMENTS = [...READMES, 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...DECISIONS]
const read = (file: string) => readFileSync(file, 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
const variables = Object.entries(VARIABLES).map(([name, { fallback, about }]) => ({
  name,
  fallback: fallback === null ? '—' : `\`${fallback}\``,
  about,
}))

describe('the table of variables', () => {
  test('README.md has each with its default and meaning', () => {
    expect(tableOf('README.md')).toEqual(variables)
  })

  test('README.zh-CN.md has the same names and defaults', () => {
    const rows = tableOf('README.zh-CN.md')
    expect(rows.map(({ name, fallback }) => ({ name, fallback }))).toEqual(
      variables.map(({ name, fallback }) => ({ name, fallback })),
    )
    for (const { name, about } of rows) expect(about, name).toMatch(/\p{Script=Han}/u)
  })
})

describe.each(DOCUMENTS)('%s', (file) => {
  const text = read(file)

  test('its links lead somewhere', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, target]) => target!)
    for (const link of links.filter((target) => !/^https?:/.test(target)))
      expect(existsSync(join(dirname(file), link)), link).toBe(true)
  })

  test('the commands that it names exist', () => {
    const named = [...text.matchAll(/\bnpm run (?:-s )?([\w-]+)/g)].map(([, name]) => name!)
    for (const name of named) expect(Object.keys(scripts)).toContain(name)
    const files = [...text.matchAll(/--import tsx (\S+\.ts)/g)].map(([, path]) => path!)
    for (const path of files) expect(existsSync(path), path).toBe(true)
  })

  test('the variables that it names exist', () => {
    const elsewhere = ['POSTGRES_PASSWORD', 'CONSOLE_PORT', 'NODE_ENV', 'CI', 'CODE']
    const named = [...text.matchAll(/`([A-Z][A-Z0-9]*_[A-Z0-9_]+)`/g)].map(([, name]) => name!)
    for (const name of named) expect([...Object.keys(VARIABLES), ...elsewhere]).toContain(name)
  })
})

test('both READMEs tell of every command that package.json has for people', () => {
  const internal = ['lint', 'types']
  const names = Object.keys(scripts).filter((name) => !internal.includes(name) && !(name.slice(3) in scripts))
  for (const file of READMES)
    for (const name of names)
      expect(read(file)).toMatch(new RegExp(`\\| \`npm (run (-s )?)?${name}(\`| -- )`))
})

test('the READMEs are of one build', () => {
  const shape = (file: string) => [...read(file).matchAll(/^(#+ |```|\| (?=`))/gm)].map(([, mark]) => mark)
  expect(shape('README.zh-CN.md')).toEqual(shape('README.md'))
})

test('ARCHITECTURE.md tells of every folder', () => {
  const folders = readdirSync('.', { withFileTypes: true }).filter(
    (e) => e.isDirectory() && !e.name.startsWith('.'),
  )
  const made = ['node_modules', 'data', 'coverage']
  for (const { name } of folders.filter((e) => !made.includes(e.name)))
    expect(read('ARCHITECTURE.md')).toMatch(new RegExp(`^${name}/ `, 'm'))
})

test('ARCHITECTURE.md lists every decision', () => {
  for (const path of DECISIONS) expect(read('ARCHITECTURE.md')).toContain(`](${path})`)
})

function tableOf(file: string) {
  const rows = [...read(file).matchAll(/^\| `([A-Z_]+)` \| (\S+) \| (.+) \|$/gm)]
  return rows.map(([, name, fallback, about]) => ({ name, fallback, about }))
}
