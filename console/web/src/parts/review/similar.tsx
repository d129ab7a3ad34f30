import { Tag } from 'antd'
import type { Card } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { hrefOf } from '../../href.ts'
import { shortTime } from '../../time.ts'
import { STATUS, WITHHELD } from '../../words.ts'
import { once } from './once.ts'

interface Props {
  similar: Card['similar']
  /** whether a digit joins one of them now */
  joining: boolean
  onJoin: (code: string) => void
}

/** Open cases that may be the same need. */
export function ReviewSimilar({ similar, joining, onJoin }: Props) {
  if (similar.length === 0)
    return joining ? (
      <p className="similar" role="status">
        {t('没有相似的在办件。再按 M 写编号，Esc 取消', 'No case is alike. M asks for a code, Esc leaves')}
      </p>
    ) : null
  return (
    <section className={joining ? 'similar joining' : 'similar'}>
      <h2>{t('相似的在办件', 'Similar open cases')}</h2>
      <ol>
        {similar.map(({ code, text, status, area, openedAt }, i) => (
          <li key={code}>
            <button type="button" {...once(() => onJoin(code))} aria-label={`${t('并入', 'Join')} ${code}`}>
              {t('并入', 'Join')} <kbd>M</kbd> <kbd>{i + 1}</kbd>
            </button>
            <div>
              <p>{text ?? WITHHELD}</p>
              <span className="muted">
                <a className="code" href={hrefOf('cases', code)} target="_blank" rel="noreferrer">
                  {code}
                </a>{' '}
                · {area} · {shortTime(openedAt)} <Tag>{STATUS[status]?.name ?? status}</Tag>
              </span>
            </div>
          </li>
        ))}
      </ol>
      {joining && (
        <p className="muted" role="status">
          {t('按数字并入那一件，再按 M 写编号，Esc 取消', 'A digit joins, M asks for a code, Esc leaves')}
        </p>
      )}
    </section>
  )
}
