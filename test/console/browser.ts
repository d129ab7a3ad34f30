import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium as playwright, type Browser, type Page } from 'playwright-core'
import { chromium } from '../helpers/chromium.ts'

const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync']
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...QUIET]

export const DESK = { width: 1366, height: 768 }
export const PHONE = { width: 390, height: 844 }

let built: Promise<void> | undefined
/** The page as the console serves it, built where it is older than its source; one builds, the others wait. */
export const buildPage = () => (built ??= build())

async function build(): Promise<void> {
  const [status] = await once(
    spawn(process.execPath, ['scripts/prepare.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] }),
    'exit',
  )
  if (status !== 0) throw new Error(`the page was not built: status ${status}`)
}

let launched: Browser | undefined
/** A headless browser that asks nobody on the internet: one for all files of a worker, which ends with it. */
export async function openBrowser(): Promise<Browser> {
  if (!('path' in chromium)) throw new Error(chromium.missing)
  if (!launched?.isConnected())
    launched = await playwright.launch({ executablePath: chromium.path, args: ARGS })
  return launched
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

/** A picture. */
export const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** The contrast of every tag's words with its ground, as WCAG reckons it. */
export const CONTRASTS = `[...document.querySelectorAll('.ant-tag')].map((tag) => {
  const brightness = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => {
      const share = part / 255
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const { color, backgroundColor } = getComputedStyle(tag)
  const [dark, light] = [brightness(color), brightness(backgroundColor)].sort((a, b) => a - b)
  return [tag.textContent, (light + 0.05) / (dark + 0.05)]
})`
