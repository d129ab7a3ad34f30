/** The pairs of neighbouring Chinese characters, letters and digits of a text; punctuation and blanks do not count. */
function pairs(text: string): Set<string> {
  const signs = [...text.normalize('NFKC').toLowerCase()].filter((c) => /[\p{L}\p{N}]/u.test(c))
  return new Set(signs.slice(1).map((c, i) => signs[i] + c))
}

/** How alike two texts are, 0 to 1 (Dice's coefficient over pairs of characters). */
export function similarity(a: string, b: string): number {
  const left = pairs(a)
  const right = pairs(b)
  if (left.size === 0 || right.size === 0) return 0
  let shared = 0
  for (const pair of left) if (right.has(pair)) shared++
  return (2 * shared) / (left.size + right.size)
}
