/** The words that a scan finds in one text; kept and filled anew for each, since making one a text costs more than scanning. */
export class Found {
  count = 0
  /** for each found word its number in the list that was compiled, and where it ends in the text, exclusive */
  word = new Int32Array(64)
  end = new Int32Array(64)
  /** until `sortByEnd` so many words of one character come first, then longer ones, each by where they begin */
  singles = 0
  /** the places of a text's pairs of characters that may begin a word: room for the scan alone */
  pairs = new Int32Array(64)
  private spare = { word: new Int32Array(64), end: new Int32Array(64) }

  /** Makes room for a text of so many characters, each a word by itself; `add` makes more. */
  reserve(length: number): void {
    if (this.word.length < length) this.grow(length)
    if (this.pairs.length < length) this.pairs = new Int32Array(length * 2)
  }

  add(word: number, end: number): void {
    if (this.count === this.word.length) this.grow(this.count)
    this.word[this.count] = word
    this.end[this.count++] = end
  }

  private grow(least: number): void {
    const room = Math.max(least, this.word.length) * 2
    const [word, end] = [this.word, this.end]
    ;(this.word = new Int32Array(room)).set(word)
    ;(this.end = new Int32Array(room)).set(end)
    this.spare = { word: new Int32Array(room), end: new Int32Array(room) }
  }

  /** Puts the words in the order of their ends, the longest first where some end alike; once after each scan. */
  sortByEnd(): void {
    this.sortLonger()
    this.mergeSingles()
  }

  /** By insertion, since they are nearly in order: a word ends out of turn only if it begins inside one that goes on. */
  private sortLonger(): void {
    const { word, end, singles, count } = this
    for (let i = singles + 1; i < count; i++) {
      const [w, e] = [word[i] as number, end[i] as number]
      let to = i
      for (; to > singles && (end[to - 1] as number) > e; to--) {
        word[to] = word[to - 1] as number
        end[to] = end[to - 1] as number
      }
      word[to] = w
      end[to] = e
    }
  }

  private mergeSingles(): void {
    const { word, end, singles, count, spare } = this
    let [single, longer] = [0, singles]
    for (let i = 0; i < count; i++) {
      const isLonger =
        single === singles || (longer < count && (end[longer] as number) <= (end[single] as number))
      const from = isLonger ? longer++ : single++
      spare.word[i] = word[from] as number
      spare.end[i] = end[from] as number
    }
    this.spare = { word, end }
    this.word = spare.word
    this.end = spare.end
  }
}
