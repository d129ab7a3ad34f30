import { Tag } from 'antd'
import type { ReactNode } from 'react'
import type { FigureLine, Figures } from '../../../../server/schemas.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { figuresPath, listOf, type FigureScope } from './scope.ts'
import { daysName, duration, FIGURE, percent, type FigureName } from './words.ts'

interface Props {
  scope: FigureScope
  figures: Figures
}

/** The figures of the whole, each a way to the list behind it; what may be compared stands with the period before. */
export function FigureCards({ scope, figures }: Props) {
  const { before, span } = figures
  const earlier = useData<Figures>(figuresPath({ ...scope, period: 'custom', ...before }), '').data?.total
  const line = figures.total
  if (!line) return null
  const { shares } = line
  const link = (figure: FigureName, text: string | number = line[figure]) => (
    <a href={listOf(figure, scope, span)} aria-label={`${FIGURE[figure]} ${text}`}>
      {text === FEW ? <span className="figure-none">{text}</span> : text}
    </a>
  )
  const was = (value: (of: FigureLine) => ReactNode) =>
    earlier && (
      <span title={daysName(before)}>
        {t('上期', 'Before')} {value(earlier)}
      </span>
    )
  return (
    <>
      {line.few && <Few />}
      <section className="figure-cards" aria-label={t('总的情况', 'Overview')}>
        <Card name={FIGURE.new} value={link('new')}>
          {was((of) => of.new)}
        </Card>
        <Card name={FIGURE.closed} value={link('closed')}>
          {was((of) => of.closed)}
        </Card>
        <Card name={t('现在在办', 'In hand now')} value={link('open')}>
          {t('不管哪天提出', 'Whenever it was said')}
        </Card>
        <Card name={t('现在超期', 'Overdue now')} value={link('overdue')} late={line.overdue > 0}>
          {shares.overdue !== null && `${t('占在办', 'Of what is in hand')} ${percent(shares.overdue)}`}
        </Card>
        <Card
          name={t('办结率', 'Rate of closing')}
          value={
            shares.held === null && line.new === 0 ? (
              <None />
            ) : (
              link('held', shares.held === null ? FEW : percent(shares.held))
            )
          }
        >
          <span>
            {t(`新增 ${line.new} 件中办好`, `Of ${line.new} new ones`)} {link('held')}
            {t(' 件：写明了结果、7 天内没有重新办理', ' closed with a text, not reopened within 7 days')}
          </span>
          <span>
            {t('无法解决', 'Cannot be solved')} {link('unsolvable')}
          </span>
        </Card>
        <Card
          name={t('首次回应', 'First answer')}
          value={took(line.answer.median, line.answered, (text) => link('answered', text))}
        >
          <Most minutes={line.answer.p90} />
          <span>
            {FIGURE.waiting} {link('waiting')}
          </span>
          {earlier?.answer.median != null && was((of) => duration(of.answer.median))}
        </Card>
        <Card name={FIGURE.ended} value={took(line.end.median, line.ended, (text) => link('ended', text))}>
          <Most minutes={line.end.p90} />
          {earlier?.end.median != null && was((of) => duration(of.end.median))}
        </Card>
        <Card name={t('群众评价', 'Satisfaction')} value={null}>
          <Words line={line} link={link} />
        </Card>
        <Card name={FIGURE.reopened} value={link('reopened')}>
          {was((of) => of.reopened)}
        </Card>
      </section>
    </>
  )
}

const NONE = t('暂无', 'None yet')
const FEW = t('样本太少', 'Too few')

/** A time, or why there is none: nothing is there to count, or too little. */
const took = (minutes: number | null, of: number, link: (text: string) => ReactNode) =>
  minutes === null && of === 0 ? <None /> : link(minutes === null ? FEW : duration(minutes))

const None = () => <span className="figure-none">{NONE}</span>

const Most = ({ minutes }: { minutes: number | null }) =>
  minutes !== null && (
    <span>
      {t('九成不超过', 'Nine of ten within')} {duration(minutes)}
    </span>
  )

export const Few = () => (
  <p className="figure-few">
    <Tag>{t('样本少', 'Few')}</Tag>
    {t(
      '新增不到 10 件，一两件就会让比例大起大落。',
      'Fewer than 10 new ones: one more changes every share a lot.',
    )}
  </p>
)

interface CardProps {
  name: string
  value: ReactNode
  late?: boolean
  children?: ReactNode
}

const Card = ({ name, value, late, children }: CardProps) => (
  <div className={late ? 'figure-card late-figure' : 'figure-card'}>
    <h2>{name}</h2>
    {value !== null && <div className="figure-value">{value}</div>}
    <div className="figure-note">{children}</div>
  </div>
)

/** What reporters said, as a bar that is said in words beside it. */
function Words({ line, link }: { line: FigureLine; link: (figure: FigureName) => ReactNode }) {
  const parts = ['satisfied', 'dissatisfied', 'unrated'] as const
  if (parts.every((part) => line[part] === 0)) return <None />
  return (
    <>
      <div className="figure-bar" aria-hidden="true">
        {parts.map((part) => (
          <span key={part} className={part} style={{ flexGrow: line[part] }} />
        ))}
      </div>
      {parts.map((part) => (
        <span key={part} className="figure-word">
          <i className={part} aria-hidden="true" />
          {FIGURE[part]} {link(part)}{' '}
          {line.shares[part] !== null && <small>{percent(line.shares[part])}</small>}
        </span>
      ))}
    </>
  )
}
