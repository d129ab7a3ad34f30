// Prints `N passed, N failed` from the report of vitest's JSON reporter; ends with 1 unless every test passed.
import { readFileSync } from 'node:fs'

const { passed, failed, skipped } = count(process.argv[2])
if (skipped > 0) process.stdout.write(`${skipped} skipped\n`)
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

/** A file that breaks before its first test, and a run that leaves no report, count as one failure. */
function count(path) {
  const report = read(path)
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numTotalTests, success, testResults } = report
  const broken = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const failed = numFailedTests + broken.length
  return {
    passed: numPassedTests,
    failed: failed === 0 && !success ? 1 : failed,
    skipped: numTotalTests - numPassedTests - numFailedTests,
  }
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    process.stderr.write(`the tests left no report: ${error.message}\n`)
    return null
  }
}
