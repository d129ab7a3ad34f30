/** All that is wrong with a rule set, each as `file:line: reason — what to do`. */
export class RuleError extends Error {
  readonly problems: readonly string[]
  /** wrong input: the exit status of a command that meets it */
  readonly exitCode = 2

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'RuleError'
    this.problems = problems
  }
}
