import { Progress } from 'antd'
import type { CasePage } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { fullTime, span } from '../../time.ts'
import { useNow } from '../../now.ts'
import { leftWords, WORKING } from './left.ts'

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
  return (
    <div className="case-clock">
      <p className={state === 'calm' ? '' : state}>
        <b>{left === null ? taken(used, late) : leftWords(left, late)}</b>
        {days === 'working' && WORKING}
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
