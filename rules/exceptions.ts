/** Places of a text inside which no shorter word counts: 水 in 薪水. */
export class Exceptions {
  private readonly starts: number[] = []
  private readonly ends: number[] = []
  private readonly longest: number
  /** the exceptions before this one end before anything that is still asked for */
  private low = 0

  /** `longest`: no exception has more characters. */
  constructor(longest: number) {
    this.longest = longest
  }

  /** Takes exceptions by the order of their ends. */
  add(start: number, end: number): void {
    this.starts.push(start)
    this.ends.push(end)
  }

  /** Whether a word lies inside a longer exception; asked by the order of the words' ends, so that each place is passed once. */
  hide(start: number, end: number): boolean {
    const { starts, ends } = this
    while (this.low < ends.length && (ends[this.low] as number) < end) this.low++
    for (let i = this.low; i < ends.length; i++) {
      const [s, e] = [starts[i] as number, ends[i] as number]
      if (e - this.longest > start) return false
      if (s <= start && e - s > end - start) return true
    }
    return false
  }
}
