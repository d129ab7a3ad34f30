import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'

const LARGE = 10 * 1024 * 1024

/** PostgreSQL's own log; a large one is put aside, and one such is kept. */
export class LogFile {
  readonly path: string
  private start = 0

  constructor(path: string) {
    this.path = path
    if (this.size() > LARGE) renameSync(path, `${path}.1`)
  }

  /** Runs `use` with a descriptor that appends; what comes after is the log of this attempt. */
  append<T>(use: (descriptor: number) => T): T {
    this.start = this.size()
    const descriptor = openSync(this.path, 'a', 0o600)
    try {
      return use(descriptor)
    } finally {
      closeSync(descriptor)
    }
  }

  /** The line that says best why the last attempt ended. */
  lastLine(): string {
    const lines = this.attempt().split('\n').filter(Boolean)
    const line =
      lines.findLast((text) => /\b(FATAL|PANIC):/.test(text)) ?? lines.at(-1) ?? 'it logged nothing'
    return line.replace(/^[\d-]+ [\d:.]+ \w+ \[\d+\] /, '')
  }

  says(pattern: RegExp): boolean {
    return pattern.test(this.attempt())
  }

  private attempt(): string {
    return this.size() ? readFileSync(this.path).subarray(this.start).toString() : ''
  }

  private size(): number {
    return statSync(this.path, { throwIfNoEntry: false })?.size ?? 0
  }
}
