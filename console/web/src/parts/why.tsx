import { t } from '../language.ts'
import { useCategoryName } from '../me.ts'
import { plainReason } from '../reasons.ts'

/** So many lines are shown without being asked for, besides the first. */
const SHORT = 4

/** The reasons of a decision, in the lines that the rules give, what it comes to first; nothing where there are none. */
export function Why({ lines }: { lines: string[] }) {
  const nameOf = useCategoryName()
  const [first, ...others] = new Set(lines.map((line) => plainReason(line, nameOf)))
  if (first === undefined) return null
  const more = others.length - SHORT
  // One line more takes no more room than the offer to show it.
  const shown = more > 1 ? others.slice(0, SHORT) : others
  return (
    <section className="why" aria-label={t('为什么', 'Why')}>
      <p>{first}</p>
      <Lines lines={shown} />
      {more > 1 && (
        <details>
          {/* Opened with the mouse, it does not keep the keys by which a reviewer decides. */}
          <summary onMouseUp={(event) => event.currentTarget.blur()}>
            {t(`还有 ${more} 条`, `${more} more`)}
          </summary>
          <Lines lines={others.slice(SHORT)} />
        </details>
      )}
    </section>
  )
}

const Lines = ({ lines }: { lines: string[] }) =>
  lines.length === 0 ? null : (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
