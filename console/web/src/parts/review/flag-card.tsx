import { EyeInvisibleOutlined } from '@ant-design/icons'
import { Alert, Tag, Tooltip } from 'antd'
import type { Card } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { COLON, t } from '../../language.ts'
import { useCategoryName } from '../../me.ts'
import { ago, fullTime } from '../../time.ts'
import { KIND, URGENCY } from '../../words.ts'
import { Highlight } from '../highlight.tsx'
import { useNow } from '../../now.ts'
import { Photo } from '../photo.tsx'
import { Why } from '../why.tsx'
import { idOf } from './hand.ts'

/** What was said, and what speaks for its being a need. */
export function FlagCard({ card }: { card: Card }) {
  const now = useNow()
  const urgency = URGENCY[card.urgency]
  return (
    <>
      {card.sample && (
        <h2 className="drawn">
          {t(
            '抽查：规则没有标出这一条，有人需要帮忙吗？',
            'Sample: the rules passed this over. Does somebody need help?',
          )}
        </h2>
      )}
      <div className="meta">
        <b>{card.from ?? t('未知成员', 'Unknown member')}</b>
        <span>{card.group ?? t('私聊', 'Private')}</span>
        <Tooltip title={fullTime(card.at)}>
          <time>{ago(card.at, now)}</time>
        </Tooltip>
        <span className="grow" />
        {card.confidential && (
          <Tag color="volcano" icon={<EyeInvisibleOutlined />}>
            {t('保密', 'Confidential')}
          </Tag>
        )}
        {card.urgency !== 'normal' && urgency && <Tag color={urgency.color}>{urgency.name}</Tag>}
        {!card.sample && <Tag>{KIND[card.kind] ?? card.kind}</Tag>}
      </div>
      {card.putBack && <Alert type="warning" showIcon title={card.putBack} className="problem" />}
      <p className="said">
        <Highlight text={card.text} hits={card.hits} />
      </p>
      {card.pictures.length > 0 && (
        <div className="pictures">
          {card.pictures.map((message, i) => (
            <Photo
              key={message}
              src={pathOf(['pictures', card.account, message])}
              name={t(`随消息发的第 ${i + 1} 张`, `sent with it, number ${i + 1}`)}
            />
          ))}
        </div>
      )}
      {!card.sample && <Signs card={card} />}
      <Why key={idOf(card)} lines={card.why} />
    </>
  )
}

/** The words that were found, each once for what they are about; by which rules is there for whoever keeps these. */
function Signs({ card }: { card: Card }) {
  const nameOf = useCategoryName()
  const found = new Map<string, { rules: Set<string>; terms: Set<string> }>()
  for (const { rule, term } of card.hits) {
    const [category = rule] = rule.split('.')
    const { rules, terms } = found.get(category) ?? { rules: new Set(), terms: new Set() }
    found.set(category, { rules: rules.add(rule), terms: terms.add(term) })
  }
  return (
    <div className="signs">
      {[...found].map(([category, { rules, terms }]) => (
        <Tooltip key={category} title={`${t('规则', 'Rule')} ${[...rules].join(' ')}`}>
          <span>
            {nameOf(category)}
            {COLON}
            <b>{[...terms].join(' ')}</b>
          </span>
        </Tooltip>
      ))}
      <span>
        {t('把握', 'Confidence')} {Math.round(card.score * 100)}%
      </span>
    </div>
  )
}
