import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Alert, Button, Space } from 'antd'
import type { YearView } from '../../../../server/schemas.ts'
import { useAct } from '../../act.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { counted, t } from '../../language.ts'
import { dayOf } from '../../time.ts'
import { go, useRoute } from '../../route.ts'
import { NO_WISHES, toggled, withWishes, type Own } from './calendar-days.ts'
import { useDraftDays } from './calendar-draft.ts'
import { saveItem } from './save.ts'
import { Loading } from '../state.tsx'

/** Which days count for deadlines, with the county's own days off and days worked. */
export default function PeopleCalendar() {
  const [, , wanted] = useRoute()
  const year = /^20\d\d$/.test(wanted ?? '') ? Number(wanted) : Number(dayOf(Date.now()).slice(0, 4))
  const loaded = useData<YearView>(pathOf(['county', 'year'], { year }), 'world')
  const open = (next: number) => go('people', 'calendar', String(next))
  return (
    <>
      <div className="people-head">
        <Button
          icon={<LeftOutlined />}
          aria-label={t('上一年', 'Year before')}
          onClick={() => open(year - 1)}
        />
        <h2>{t(`${year} 年`, String(year))}</h2>
        <Button
          icon={<RightOutlined />}
          aria-label={t('下一年', 'Next year')}
          onClick={() => open(year + 1)}
        />
        <span className="muted">
          {t(
            '点一天，改成休息或上班，改完要保存。以后立的案按这里算工作日；已经立案的，说好的期限不变。',
            'Click a day to make it a day off or a working day, then save. Cases opened from then on go by it; the deadline that was promised for a case that is open stays.',
          )}
        </span>
      </div>
      <Loading loaded={loaded}>{(view) => <Year key={year} view={view} after={loaded.reload} />}</Loading>
    </>
  )
}

function Year({ view, after }: { view: YearView; after: () => Promise<void> }) {
  const [wishes, setWishes] = useDraftDays()
  const { act, busy, refusal } = useAct(after)
  const now = withWishes(view.calendar, wishes)
  const save = async () => {
    const request = () => saveItem(view.version, 'settings', { calendar: now })
    if (await act(request, () => t('已保存', 'Saved'))) setWishes(NO_WISHES)
  }
  return (
    <>
      {!view.counted && (
        <Alert
          type="info"
          showIcon
          className="problem"
          title={t(
            '现在按日历天算期限，工作日不起作用（在“设置”里改）',
            'Deadlines are counted in calendar days now; see the settings',
          )}
        />
      )}
      {!view.known && (
        <Alert
          type="warning"
          showIcon
          className="problem"
          title={t(
            `${view.year} 年的放假安排还没有公布或没有收录：暂按周一到周五上班算，公布后升级程序即可；已知的假期可以先在这里点上`,
            `The holidays of ${view.year} are not known: Monday to Friday count as working days until the program is updated; days that you know can be marked here`,
          )}
        />
      )}
      <div className="people-legend">
        <span className="people-day works">1</span> {t('上班', 'Working')}
        <span className="people-day rests">1</span> {t('休息', 'Off')}
        <span className="people-day own rests">1</span> {t('本县加放', 'Own day off')}
        <span className="people-day own works">1</span> {t('本县加班', 'Own working day')}
        <span className="grow" />
        {wishes.size > 0 && (
          <Space wrap>
            <b>
              {t(
                `改了 ${wishes.size} 天，还没有保存`,
                `${counted(wishes.size, 'day')} changed, not saved yet`,
              )}
            </b>
            <Button type="primary" loading={busy} onClick={save}>
              {t('保存', 'Save')}
            </Button>
            <Button disabled={busy} onClick={() => setWishes(NO_WISHES)}>
              {t('不改了', 'Cancel')}
            </Button>
          </Space>
        )}
        {refusal && <Alert type="error" showIcon title={refusal} role="alert" className="people-told" />}
      </div>
      <div className="people-year">
        {monthsOf(view.days).map((days) => (
          <Month
            key={days[0]!.day}
            days={days}
            own={now}
            today={view.today}
            onToggle={(day) => setWishes(toggled(view.calendar, wishes, day))}
          />
        ))}
      </div>
    </>
  )
}

type Day = YearView['days'][number]

const monthsOf = (days: Day[]): Day[][] =>
  Array.from({ length: 12 }, (_, i) => days.filter(({ day }) => Number(day.slice(5, 7)) === i + 1))

const WEEK = t(['一', '二', '三', '四', '五', '六', '日'], ['M', 'T', 'W', 'T', 'F', 'S', 'S'])
const monthName = (day: string) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString(t('zh-CN', 'en'), { month: 'long', timeZone: 'UTC' })

interface MonthProps {
  days: Day[]
  own: Own
  today: string
  onToggle: (day: Day) => void
}

function Month({ days, own, today, onToggle }: MonthProps) {
  // Monday is the first column.
  const before = (new Date(`${days[0]!.day}T00:00:00Z`).getUTCDay() + 6) % 7
  return (
    <section className="people-month">
      <h3>{monthName(days[0]!.day)}</h3>
      <div className="people-days">
        {WEEK.map((name, i) => (
          <span key={i} className="muted" aria-hidden="true">
            {name}
          </span>
        ))}
        {days.map((day, i) => (
          <DayButton
            key={day.day}
            day={day}
            own={own}
            isToday={day.day === today}
            {...(i === 0 && { column: before + 1 })}
            onToggle={() => onToggle(day)}
          />
        ))}
      </div>
    </section>
  )
}

interface DayProps {
  day: Day
  own: Own
  isToday: boolean
  column?: number
  onToggle: () => void
}

function DayButton({ day: { day, works, holiday }, own, isToday, column, onToggle }: DayProps) {
  const isOwn = own.off.includes(day) || own.work.includes(day)
  const working = isOwn ? own.work.includes(day) : works
  const state = working ? t('上班', 'working') : t('休息', 'off')
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8))]
  const name = t(`${month}月${date}日`, `${month}/${date}`)
  const label = [name, holiday, state, isOwn && t('本县改的', 'own day')].filter(Boolean).join(' ')
  return (
    <button
      type="button"
      className={`people-day ${working ? 'works' : 'rests'} ${isOwn ? 'own' : ''} ${isToday ? 'today' : ''}`}
      {...(column !== undefined && { style: { gridColumnStart: column } })}
      aria-label={label}
      aria-pressed={isOwn}
      title={label}
      onClick={onToggle}
    >
      {date}
    </button>
  )
}
