import type { Case, Change } from './model.ts'

/** The cases that a batch may touch, with the changes made so far: what one message does, the next one sees. */
export class Docket {
  readonly #cases = new Map<string, Case>()
  readonly #changes = new Map<string, Change>()

  constructor(cases: Iterable<Case>) {
    for (const c of cases) this.#cases.set(c.id, c)
  }

  byId(id: string): Case | null {
    return this.#cases.get(id) ?? null
  }

  byCode(code: string): Case | null {
    return this.#find((c) => c.code === code)[0] ?? null
  }

  /** newest first */
  inGroup(group: string): Case[] {
    return this.#find((c) => c.group === group)
  }

  /** newest first */
  ofReporter(member: string): Case[] {
    return this.#find((c) => c.reporters.some((r) => r.member === member))
  }

  /** newest first */
  where(test: (c: Case) => boolean): Case[] {
    return this.#find(test)
  }

  /** Several changes of one case become one, so that it is written once. */
  apply(change: Change): void {
    const before = this.#changes.get(change.case.id)
    this.#cases.set(change.case.id, change.case)
    this.#changes.set(change.case.id, {
      case: change.case,
      from: before ? before.from : change.from,
      events: [...(before?.events ?? []), ...change.events],
      replies: [...(before?.replies ?? []), ...change.replies],
      leaves: [...(before?.leaves ?? []), ...(change.leaves ?? [])],
    })
  }

  changes(): Change[] {
    return [...this.#changes.values()]
  }

  #find(test: (c: Case) => boolean): Case[] {
    return [...this.#cases.values()]
      .filter(test)
      .sort((a, b) => b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1))
  }
}
