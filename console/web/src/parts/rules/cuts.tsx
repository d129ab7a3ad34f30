import { Tag } from 'antd'
import type { Effect } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'

const SHOWN = 8

/** Texts that are cut into words otherwise than before. */
export function Cuts({ cuts }: { cuts: Effect['cuts'] }) {
  if (cuts.count === 0) return null
  return (
    <section className="texts" aria-label={t('切分变化', 'Cut otherwise')}>
      <h3>
        {t('切分变化', 'Cut otherwise')} <Tag>{t(`${cuts.count} 处`, `${cuts.count}`)}</Tag>
      </h3>
      <table className="cuts">
        <thead>
          <tr>
            <th>{t('旧切分', 'Before')}</th>
            <th>{t('新切分', 'After')}</th>
          </tr>
        </thead>
        <tbody>
          {cuts.items.slice(0, SHOWN).map(({ before, after }) => (
            <tr key={`${before.join('/')} ${after.join('/')}`}>
              <td>{before.join(' / ')}</td>
              <td>
                <Marked words={after} before={before} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Marked = ({ words, before }: { words: string[]; before: string[] }) =>
  words.map((word, i) => (
    <span key={i}>
      {i > 0 && ' / '}
      {before.includes(word) ? word : <mark>{word}</mark>}
    </span>
  ))
