import { Progress } from 'antd'
import type { CasePage } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { fullTime, span } from '../../time.ts'
import { useNow } from '../../now.ts'

const COLOUR = { calm: '#0f766e', soon: '#a36200', late: '#cf1322' }
/** From here on it is soon. */
const SOON = 75

/** How long a case has had and still has, in the time that its deadline counts. */
export function CaseClock({ page }: { page: CasePage }) {
  const { days, total, used, left } = page.clock
  const share = total > 0 ? Math.min(100, Math.round((100 * used) / total)) : 100
  const now = useNow()
  const late = left === null ? used > total : page.dueAt < now
  const state = late ? 'late' : share >= SOON && left !== null ? 'soon' : 'calm'
  const unit = days === 'working' ? t('（按工作日）', ' (working days)') : ''
  return (
    <div className="case-clock">
      <p className={state === 'calm' ? '' : state}>
        <b>{left === null ? taken(used, late) : headline(left, late)}</b>
        {unit}
      </p>
      <Progress
        percent={share}
        showInfo={false}
        strokeColor={COLOUR[state]}
        aria-label={t(`已用 ${share}% 的办理时间`, `${share}% of the time is used`)}
      />
      <p className="muted">
        {t(`已用 ${span(used)}，共 ${span(total)}`, `${span(used)} of ${span(total)} used`)} ·{' '}
        {t('期限', 'due')} {fullTime(page.dueAt)}
      </p>
    </div>
  )
}

const taken = (used: number, late: boolean) =>
  late
    ? t(`办理用了 ${span(used)}，曾超期`, `Took ${span(used)}, late`)
    : t(`办理用了 ${span(used)}`, `Took ${span(used)}`)

/** On a day that does not count a case can be late, or have time left, without any of it. */
function headline(left: number, late: boolean): string {
  if (left === 0) return late ? t('已超期', 'Late') : t('马上到期', 'Due now')
  const time = span(Math.abs(left))
  return late ? t(`已超期 ${time}`, `Late by ${time}`) : t(`还有 ${time}`, `${time} left`)
}
