import { t } from '../language.ts'

/** So many lines are shown without being asked for. */
const SHORT = 6

/** The reasons of a decision, in the lines that the rules give; nothing where there are none. */
export function Why({ lines }: { lines: string[] }) {
  if (lines.length === 0) return null
  return (
    <details className="why" open={lines.length <= SHORT}>
      {/* Opened with the mouse, it does not keep the keys by which a reviewer decides. */}
      <summary onMouseUp={(event) => event.currentTarget.blur()}>{t('为什么', 'Why')}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  )
}
