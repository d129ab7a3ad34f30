import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium as playwright, type Browser, type Page } from 'playwright-core'
import { chromium } from '../helpers/chromium.ts'

const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync']
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...QUIET]

export const DESK = { width: 1366, height: 768 }
export const PHONE = { width: 390, height: 844 }

/** The page, built into a folder of its own. */
export async function buildPage(): Promise<{ dir: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'xunqun-page-'))
  const args = ['node_modules/vite/bin/vite.js', 'build', 'console/web', '--outDir', dir, '--emptyOutDir']
  // vitest sets NODE_ENV=test, with which React would be built for developers.
  const env = { ...process.env, NODE_ENV: 'production' }
  const [status] = await once(
    spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] }),
    'exit',
  )
  if (status !== 0) throw new Error(`vite build ended with status ${status}`)
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) }
}

/** A headless browser that asks nobody on the internet. */
export function openBrowser(): Promise<Browser> {
  if (!('path' in chromium)) throw new Error(chromium.missing)
  return playwright.launch({ executablePath: chromium.path, args: ARGS })
}

/** A page of a session of its own; `problems` gathers what the browser complains about. */
export async function openPage(browser: Browser, viewport = DESK) {
  // What moves while it is clicked would swallow a click on a busy machine.
  const settings = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' } as const
  const context = await browser.newContext({ viewport, ...settings })
  const page = await context.newPage()
  // A step that hangs is named, before the whole test is out of time.
  page.setDefaultTimeout(10_000)
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') problems.push(line.text())
  })
  return { page, problems }
}

export async function signIn(page: Page, base: string, login: string, password: string) {
  await page.goto(base)
  await page.getByLabel('用户名').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: /登\s*录/ }).click()
  await page.getByRole('navigation').waitFor()
}
