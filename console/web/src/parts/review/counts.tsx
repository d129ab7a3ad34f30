import { Tooltip } from 'antd'
import type { MissedWeek, ReviewCounts as Counts } from '../../../../server/schemas.ts'
import { COLON, t } from '../../language.ts'
import { hrefOf } from '../../href.ts'
import { ago } from '../../time.ts'
import { useNow } from '../../now.ts'

const AGES = [
  t('1 小时内', '< 1 h'),
  t('1–4 小时', '1–4 h'),
  t('4–24 小时', '4–24 h'),
  t('1–3 天', '1–3 days'),
  t('3 天以上', '> 3 days'),
]

/** How much waits, for how long and where; a place is a link to what waits there. */
export function ReviewCounts({ counts }: { counts: Counts }) {
  const { areas, ages, path } = counts
  const now = useNow()
  return (
    <div className="counts">
      <p className="ages">
        {ages.map((n, i) =>
          n > 0 ? <span key={i} className={i > 2 ? 'soon' : ''}>{`${AGES[i]} ${n}`}</span> : null,
        )}
      </p>
      <div role="group" className="by-area" aria-label={t('按地方看', 'By place')}>
        {path.length > 0 && <a href={hrefOf('review')}>{t('全部', 'All')}</a>}
        {path.map(({ code, name }, i) => (
          <a
            key={code}
            href={hrefOf('review', code)}
            aria-current={i === path.length - 1 ? 'location' : undefined}
          >
            › {name}
          </a>
        ))}
        {areas.map(({ code, name, count, oldest }) => (
          <Tooltip key={code} title={`${t('最早的', 'The oldest')}${COLON}${ago(oldest, now)}`}>
            <a href={hrefOf('review', code)}>
              {name} <b>{count}</b>
            </a>
          </Tooltip>
        ))}
      </div>
    </div>
  )
}

const round = (n: number) => Math.round(n).toLocaleString('zh-CN')
const percent = (n: number) => `${Math.round(n * 100)}%`

/** What the rules may have missed this week. */
export function ReviewMissed({ week }: { week: MissedWeek }) {
  const { looked, found, ignored, missed, recall } = week
  return (
    <Tooltip
      placement="bottomLeft"
      title={t(
        '随机抽出规则没有标出的群消息给人看，由此推算漏掉了多少；括号里是 95% 的把握区间。',
        'Messages that the rules passed over are drawn by lot; the brackets hold in 95 of 100 weeks.',
      )}
    >
      <p className="missed muted" tabIndex={0}>
        {missed === null
          ? t(
              `本周还没有抽查（未标出 ${round(ignored)} 条）`,
              `No sample yet this week (of ${round(ignored)})`,
            )
          : t(
              `本周抽查 ${looked} 条，漏 ${found} 条；估计漏 ${round(missed.value)} 件（${round(missed.low)}–${round(missed.high)}）`,
              `${looked} sampled this week, ${found} missed; about ${round(missed.value)} in all (${round(missed.low)}–${round(missed.high)})`,
            )}
        {recall &&
          t(
            `，找出率约 ${percent(recall.value)}（${percent(recall.low)}–${percent(recall.high)}）`,
            `, about ${percent(recall.value)} caught (${percent(recall.low)}–${percent(recall.high)})`,
          )}
      </p>
    </Tooltip>
  )
}
