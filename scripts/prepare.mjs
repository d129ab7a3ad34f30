// Runs before `npm start`, `npm test` and the other commands: installs the packages and builds the console's page
// where they are missing or old. Speaks on standard error only, since what the commands print is data.
import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { utimesSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const at = (...parts) => join(root, ...parts)
const event = process.env.npm_lifecycle_event
const needsNoPage = ['pretriage', 'prekeywords', 'prelearn', 'prereplay', 'prebench', 'preimport-world']
const wantsPage = !needsNoPage.includes(event)
const steps = [
  { isDone: isInstalled, run: install, says: 'installing what is missing (npm ci)' },
  { isDone: isCompiled, run: compile, says: 'compiling nodejieba' },
  { isDone: () => !wantsPage || isPageBuilt(), run: buildPage, says: "building the console's page" },
]

try {
  checkNode()
  if (!steps.every((step) => step.isDone())) alone(runSteps)
} catch (error) {
  say(error.message)
  process.exitCode = 1
}

function runSteps() {
  for (const step of steps) {
    if (step.isDone()) continue
    say(step.says)
    step.run()
  }
}

function checkNode() {
  const needed = readJson('package.json').engines?.node?.match(/(\d+)\.(\d+)/)
  if (!needed) return
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major * 1000 + minor < needed[1] * 1000 + Number(needed[2]))
    throw new Error(
      `Node.js ${needed[0]} or later is needed, this is ${process.versions.node}: install a newer one`,
    )
}

/** npm writes its hidden lock file last, so an installation that was cut off has none. */
function isInstalled() {
  if (!existsSync(at('node_modules/.package-lock.json'))) return false
  const wanted = readJson('package-lock.json').packages
  const found = readJson('node_modules/.package-lock.json').packages
  return Object.entries(wanted).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === '') return true
    return found[path] ? found[path].version === version : Boolean(optional || devOptional || peer)
  })
}

function install() {
  if (!existsSync(at('package-lock.json')))
    throw new Error(`${at('package-lock.json')} is missing: get it back from the repository`)
  // Building and testing need the development packages, also where NODE_ENV is production.
  npm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'])
}

/** Where Node.js brought its own headers along, nodejieba is compiled against those: their site is often out of reach. */
function nodeHeaders() {
  const prefix = dirname(dirname(process.execPath))
  const isThere = existsSync(join(prefix, 'include', 'node', 'node.h'))
  return isThere && !process.env.npm_config_nodedir ? { npm_config_nodedir: prefix } : {}
}

/** The one package that cannot work without its install script, which a careful npm may have left out. */
function isCompiled() {
  return (
    !existsSync(at('node_modules/nodejieba')) ||
    existsSync(at('node_modules/nodejieba/build/Release/nodejieba.node'))
  )
}

function compile() {
  npm(['rebuild', 'nodejieba', '--ignore-scripts=false'])
  if (!isCompiled())
    throw new Error('nodejieba was not compiled: install a C++ toolchain (g++, make, python3) and try again')
}

function isPageBuilt() {
  if (!existsSync(at('console/web/index.html'))) return true
  const built = modified(at('console/web/dist/index.html'))
  return newestSource() < built
}

/** Folders count as well: theirs changes when a file is removed. */
function newestSource() {
  const web = at('console/web')
  let newest = modified(at('package-lock.json'))
  for (const entry of readdirSync(web, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (path.startsWith(join(web, 'dist'))) continue
    newest = Math.max(newest, modified(path))
  }
  return newest
}

/** Built aside and moved into place, so that a running console never serves half a page. */
function buildPage() {
  const start = new Date()
  const aside = at('node_modules/.xunqun-page')
  const vite = at('node_modules/vite/bin/vite.js')
  // Under another NODE_ENV React would be built for developers.
  run(
    'vite build',
    process.execPath,
    [vite, 'build', at('console/web'), '--outDir', aside, '--emptyOutDir', '--logLevel', 'warn'],
    { ...process.env, NODE_ENV: 'production' },
  )
  utimesSync(join(aside, 'index.html'), start, start)
  rmSync(at('console/web/dist'), { recursive: true, force: true })
  renameSync(aside, at('console/web/dist'))
}

function npm(args) {
  // Nobody is there to be asked. A quiet `npm run -s` must not hide why an installation fails.
  const env = { ...process.env, npm_config_yes: 'true', npm_config_loglevel: 'warn', ...nodeHeaders() }
  const cli = process.env.npm_execpath
  const own = cli && basename(cli).startsWith('npm-cli')
  const [program, first] = own ? [process.execPath, [cli]] : ['npm', []]
  run(`npm ${args[0]}`, program, [...first, ...args], env)
}

function run(name, program, args, env = process.env) {
  const { status, signal, error } = spawnSync(program, args, { cwd: root, env, stdio: ['ignore', 2, 2] })
  if (error) throw new Error(`${name} cannot be run: ${error.message}`)
  if (status !== 0)
    throw new Error(`${name} failed with ${signal ?? `status ${status}`}: its messages are above`)
}

/** Several commands may be started at once: one works, the others wait for it. */
function alone(work) {
  const lock = at('.prepare.lock')
  const end = Date.now() + 15 * 60_000
  for (let waits = 0; !take(lock); waits++) {
    if (waits === 0) say(`waiting for process ${holderOf(lock) ?? '?'}, which prepares already`)
    if (Date.now() > end) throw new Error(`another command still prepares: end it, or remove ${lock}`)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
  }
  try {
    work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function take(lock) {
  const holder = holderOf(lock)
  if (holder && !isAlive(holder)) setAside(lock, holder)
  try {
    const file = openSync(lock, 'wx')
    writeSync(file, `${process.pid}`)
    closeSync(file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw new Error(`${root} cannot be written to: ${error.message}`)
  }
}

/** Moved before it is removed: in between, another one may have done the same and taken the lock. */
function setAside(lock, dead) {
  const aside = `${lock}.${process.pid}`
  try {
    renameSync(lock, aside)
    if (holderOf(aside) === dead) rmSync(aside)
    else renameSync(aside, lock)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}

function holderOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8')) || null
  } catch {
    return null // released just now
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    // On Linux a dead process whose parent has not collected it yet still has a pid.
    return !/^State:\s+Z/m.test(
      existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '',
    )
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function readJson(path) {
  return JSON.parse(readFileSync(at(path), 'utf8'))
}

function say(line) {
  process.stderr.write(`xunqun: ${line}\n`)
}
