import type { ReactNode } from 'react'

/** A text with the ranges that hit marked; ranges may overlap and come in any order. */
export function Highlight({ text, hits }: { text: string; hits: { start: number; end: number }[] }) {
  const parts: ReactNode[] = []
  let at = 0
  for (const { start, end } of [...hits].sort((a, b) => a.start - b.start)) {
    if (end <= at) continue
    const from = Math.max(start, at)
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, end)}</mark>)
    at = end
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  )
}
