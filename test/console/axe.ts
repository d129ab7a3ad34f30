import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Found {
  violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[]
}

/** What axe finds serious or critical on the page as it is now, a short line each; none: `[]`. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // Evaluated by the debugger, so the content policy of the page does not forbid it.
  await page.evaluate(SOURCE)
  const found = (await page.evaluate(`axe.run(document, { resultTypes: ['violations'] })`)) as Found
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => {
        const why = failureSummary.split('\n').slice(1, 2).join('').trim()
        return `${id}: ${html.slice(0, 160)} (${why.slice(0, 160)})`
      }),
    )
}
