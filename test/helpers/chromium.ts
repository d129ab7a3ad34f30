import { findProgram } from './programs.ts'

/** The browser for tests of the page; CHROMIUM names another one than those on the PATH. */
export const chromium = findProgram(
  ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  process.env.CHROMIUM,
)
