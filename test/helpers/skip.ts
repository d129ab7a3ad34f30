import { describe, type TestOptions } from 'vitest'

/** A part that tests need from the machine: where it is, or why it is not to be had. */
export type Part = { path: string } | { missing: string }

/**
 * `describe` where the part is there. Where it is not, the block is reported as skipped under its name;
 * with CI=true it fails instead, since there everything must run.
 */
export function describeWith(part: Part, name: string, tests: () => void, options: TestOptions = {}): void {
  if ('path' in part) describe(name, options, tests)
  else if (process.env.CI === 'true') describe(name, () => failFor(part.missing))
  else describe.skip(`${name} (skipped: ${part.missing})`, tests)
}

function failFor(missing: string): never {
  throw new Error(`${missing}; under CI=true nothing may be skipped`)
}
