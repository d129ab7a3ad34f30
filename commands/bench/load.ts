import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { UserError } from '../../config/fail.ts'
import { percentile } from './measure.ts'
import { startAlone } from './started.ts'

/** How many times slower the browser's processor is made: a slow office PC. */
const SLOWER = 4
/** Loads of each page, each with an empty cache. */
const TIMES = 5
const SCREEN: BrowserContextOptions = { viewport: { width: 1366, height: 768 }, locale: 'zh-CN' }
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Pages and what is seen once each can be used. */
const PAGES: [name: string, hash: string, seen: (page: Page) => { waitFor(): Promise<void> }][] = [
  ['review', '#/review', (page) => page.getByRole('heading', { name: '待审' })],
  ['cases', '#/cases', (page) => page.getByRole('heading', { name: '台账' })],
]

/** First loads in Chromium on a slowed processor: the median ms until each page can be used. */
export async function measureLoad() {
  const browser = await openBrowser()
  try {
    const started = await startAlone()
    try {
      const login = await medianOf(browser, SCREEN, async (page) => {
        await page.goto(started.url)
        await page.getByLabel('用户名').waitFor()
      })
      const signedIn = { ...SCREEN, storageState: await signIn(browser, started) }
      const result: Record<string, number> = { login }
      for (const [name, hash, seen] of PAGES)
        result[name] = await medianOf(browser, signedIn, async (page) => {
          await page.goto(`${started.url}/${hash}`)
          await seen(page).waitFor()
        })
      return { slower: SLOWER, ms: result }
    } finally {
      await started.stop()
    }
  } finally {
    await browser.close()
  }
}

async function openBrowser(): Promise<Browser> {
  const playwright = await import('playwright-core').catch((cause: unknown) => {
    throw new UserError('bench load needs playwright-core: install the development packages', 1, { cause })
  })
  const executablePath = onPath(BROWSERS)
  if (!executablePath) throw new UserError(`bench load needs a browser: install ${BROWSERS[0]}`)
  return playwright.chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
}

function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(canRun)
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function signIn(browser: Browser, { url, password }: { url: string; password: string }) {
  const context = await browser.newContext(SCREEN)
  const headers = { 'x-requested-with': 'xunqun' }
  await context.request.post(`${url}/api/login`, { headers, data: { login: 'admin', password } })
  const state = await context.storageState()
  await context.close()
  return state
}

async function medianOf(
  browser: Browser,
  options: BrowserContextOptions,
  load: (page: Page) => Promise<void>,
) {
  const taken: number[] = []
  // The first is the server's own: what it has just started is not what people wait for.
  for (let i = 0; i <= TIMES; i++) {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    const began = performance.now()
    await load(page)
    if (i > 0) taken.push(performance.now() - began)
    await context.close()
  }
  return percentile(
    taken.sort((a, b) => a - b),
    0.5,
  )
}
