import { Empty, Tag } from 'antd'
import type { RuleVersions, Shadowed } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { counted, t } from '../../language.ts'
import { useCategoryName } from '../../me.ts'
import { fullTime, shortTime } from '../../time.ts'
import { DECISION } from './texts.tsx'
import { Loading } from '../state.tsx'
import { SectionHead } from './head.tsx'

/** What a version that runs as a shadow has judged otherwise than what runs. */
export function ShadowView({ versions }: { versions: RuleVersions }) {
  const last = versions.activations.find((a) => a.scope === 'shadow' && a.version !== null)?.version
  const number = versions.shadow ?? last ?? null
  return (
    <div className="rules-view">
      <SectionHead
        title={t('影子结果', 'Shadow')}
        says={t(
          '影子运行的版本把每条新消息再判一遍，只记下和现在不同的，什么也不做。',
          'A shadow judges every new message beside what runs and does nothing.',
        )}
      />
      {number === null ? (
        <Empty
          className="empty"
          description={t(
            '还没有影子运行过。检查通过的版本可以先影子运行。',
            'No shadow has run yet. A checked version can run as one.',
          )}
        />
      ) : (
        <Results key={number} number={number} isRunning={versions.shadow === number} />
      )}
    </div>
  )
}

function Results({ number, isRunning }: { number: number; isRunning: boolean }) {
  const shadowed = useData<Shadowed>(pathOf(['rules', 'shadow', String(number)]), 'rule_activations flags')
  return (
    <Loading loaded={shadowed}>
      {({ since, judged, different, kinds, items }) => (
        <>
          <p className="shadow-sum">
            <b>v{number}</b>{' '}
            {isRunning ? (
              <Tag color="purple">{t('正在影子运行', 'Running')}</Tag>
            ) : (
              <Tag>{t('已结束', 'Ended')}</Tag>
            )}
            {since !== null && t(`${fullTime(since)} 起，`, `since ${fullTime(since)}: `)}
            {t(
              `${judged.toLocaleString()} 条消息判了两遍，${different.toLocaleString()} 条不一样。`,
              `${counted(judged, 'message')} judged twice, ${different.toLocaleString()} otherwise.`,
            )}
          </p>
          <div className="shadow-kinds">
            {kinds.map(({ now, then, count }) => (
              <div key={`${now} ${then}`} className="shadow-kind">
                <b>{count.toLocaleString()}</b>
                <span>
                  {DECISION[now]?.name} → {DECISION[then]?.name}
                </span>
              </div>
            ))}
          </div>
          {items.map((item) => (
            <Difference key={`${item.at} ${item.text}`} item={item} />
          ))}
        </>
      )}
    </Loading>
  )
}

function Difference({ item: { text, at, group, now, then } }: { item: Shadowed['items'][number] }) {
  const categoryName = useCategoryName()
  const side = ({ decision, category }: typeof now) => (
    <Tag color={DECISION[decision]?.color ?? 'default'}>
      {DECISION[decision]?.name}
      {category && decision !== 'ignore' && ` · ${categoryName(category)}`}
    </Tag>
  )
  return (
    <article className="effect-text">
      <div className="meta">
        <span>{shortTime(at)}</span>
        <span>{group}</span>
      </div>
      <p>
        {text ?? <i className="muted">{t('涉及干部作风，不显示原文', 'About officials: not shown here')}</i>}
      </p>
      <div className="effect-sides">
        {t('现在', 'Now')} {side(now)} → {t('影子', 'Shadow')} {side(then)}
      </div>
    </article>
  )
}
