import type { MissedWeek } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { Loading } from '../state.tsx'
import { percent } from './words.ts'

/** What the rules missed last week, as the sample that reviewers look at tells: with its interval, never without. */
export function FigureMissed() {
  const week = useData<MissedWeek>(pathOf(['review', 'missed'], { back: 1 }), '')
  return <Loading loaded={week}>{(data) => <Missed week={data} />}</Loading>
}

function Missed({ week: { missed, recall, looked, found } }: { week: MissedWeek }) {
  const whole = (n: number) => Math.round(n)
  return (
    <section>
      <h2>{t('规则漏掉的（上周，估计）', 'What the rules missed (last week, estimated)')}</h2>
      {missed === null ? (
        <p className="muted">
          {t(
            '上周没有人看过抽查的消息，估计不出来。',
            'Nobody has looked at the sample of last week, so nothing can be said.',
          )}
        </p>
      ) : (
        <p>
          {t(
            `大约 ${whole(missed.value)} 件（95% 的把握在 ${whole(missed.low)} 到 ${whole(missed.high)} 件之间）。`,
            `About ${whole(missed.value)} (with 95 % confidence between ${whole(missed.low)} and ${whole(missed.high)}).`,
          )}
          {recall !== null &&
            t(
              `规则抓到了该抓的 ${percent(recall.low)} 到 ${percent(recall.high)}。`,
              ` The rules caught ${percent(recall.low)} to ${percent(recall.high)} of the needs.`,
            )}
          <span className="muted">
            {t(
              `从没抓到的消息里随机看了 ${looked} 条，其中 ${found} 条是诉求。`,
              ` Of the messages that were not caught ${looked} were looked at, and ${found} were needs.`,
            )}
          </span>
        </p>
      )}
    </section>
  )
}
