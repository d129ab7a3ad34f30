/** A set of small numbers that is emptied at no cost: each number remembers in which round it was put in last. */

/** The most rounds that an Int32Array can tell apart. */
const MOST_ROUNDS = 0x7fffffff

export class Marks {
  private readonly roundOf: Int32Array
  private readonly rounds: number
  private round = 1

  /** For numbers from 0 to `size` - 1; after `rounds` emptyings what the numbers remember is wiped. */
  constructor(size: number, rounds = MOST_ROUNDS) {
    this.roundOf = new Int32Array(size)
    this.rounds = rounds
  }

  clear(): void {
    if (this.round === this.rounds) {
      this.roundOf.fill(0)
      this.round = 0
    }
    this.round++
  }

  add(number: number): void {
    this.roundOf[number] = this.round
  }

  has(number: number): boolean {
    return this.roundOf[number] === this.round
  }
}
