import { EyeInvisibleOutlined } from '@ant-design/icons'
import { Alert, Tag, Tooltip } from 'antd'
import type { Card } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { t } from '../../language.ts'
import { useCategoryName } from '../../me.ts'
import { ago, fullTime } from '../../time.ts'
import { KIND, URGENCY } from '../../words.ts'
import { Highlight } from '../highlight.tsx'
import { useNow } from '../../now.ts'
import { Photo } from '../photo.tsx'
import { Why } from '../why.tsx'

/** What was said, and what speaks for its being a need. */
export function FlagCard({ card }: { card: Card }) {
  const now = useNow()
  const urgency = URGENCY[card.urgency]
  return (
    <>
      <div className="meta">
        <b>{card.from ?? t('未知成员', 'Unknown member')}</b>
        <span>{card.group ?? t('私聊', 'Private')}</span>
        <Tooltip title={fullTime(card.at)}>
          <time>{ago(card.at, now)}</time>
        </Tooltip>
        <span className="grow" />
        {card.sample && (
          <Tooltip
            title={t(
              '规则没有标出这一条，随机抽出来看看有没有漏掉',
              'The rules passed this over; it was drawn by lot to see what they miss',
            )}
          >
            <Tag color="purple">{t('抽查', 'Sample')}</Tag>
          </Tooltip>
        )}
        {card.confidential && (
          <Tag color="volcano" icon={<EyeInvisibleOutlined />}>
            {t('保密', 'Confidential')}
          </Tag>
        )}
        {card.urgency !== 'normal' && urgency && <Tag color={urgency.color}>{urgency.name}</Tag>}
        <Tag>{KIND[card.kind] ?? card.kind}</Tag>
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
      <Why lines={card.why} />
    </>
  )
}

function Signs({ card }: { card: Card }) {
  const nameOf = useCategoryName()
  const rules = new Map<string, Set<string>>()
  for (const { rule, term } of card.hits) rules.set(rule, (rules.get(rule) ?? new Set()).add(term))
  return (
    <div className="signs">
      {[...rules].map(([rule, terms]) => (
        <Tooltip key={rule} title={`${t('规则', 'Rule')} ${rule}`}>
          <span>
            {nameOf(rule.split('.')[0] ?? rule)}：<b>{[...terms].join(' + ')}</b>
          </span>
        </Tooltip>
      ))}
      <span>
        {t('把握', 'Confidence')} {Math.round(card.score * 100)}%
      </span>
    </div>
  )
}
