import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/helpers/global.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Nothing of ours lives in a module, so what one file has loaded the next need not load again.
    isolate: false,
    // A busy machine of CI may stall for seconds; what fails twice is broken.
    retry: process.env['CI'] ? 1 : 0,
  },
})
