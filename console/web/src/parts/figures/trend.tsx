import { useMemo } from 'react'
import type { Figures } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { Loading } from '../state.tsx'
import { LazyChart } from './lazy-chart.tsx'
import { figuresPath, listOf, useFigures, weekDays, type FigureScope } from './scope.ts'
import { dayName, FIGURE } from './words.ts'

/** Told apart by their form as well as by their colour. */
const LINES = [
  { figure: 'new', color: '#0f766e', symbol: 'circle', type: 'solid' },
  { figure: 'closed', color: '#1d4ed8', symbol: 'rect', type: 'dashed' },
  { figure: 'reopened', color: '#b45309', symbol: 'triangle', type: 'dotted' },
] as const

/** How the weeks went; of a short period the last twelve. */
export function FigureTrend({ scope }: { scope: FigureScope }) {
  const short = scope.period === 'week' || scope.period === 'weeks4'
  const wide = short ? { ...scope, period: 'weeks12' } : scope
  const weeks = useFigures<Figures>(figuresPath(wide, 'week'))
  return <Loading loaded={weeks}>{(data) => <Trend data={data} scope={wide} />}</Loading>
}

function Trend({ data, scope }: { data: Figures; scope: FigureScope }) {
  const option = useMemo(() => lines(data), [data])
  if (data.rows.length < 2) return null
  const label = t(
    `每周新增、销号和重新办理的件数，从 ${data.span.from} 到 ${data.span.to}。下面的表按周列出同样的数。`,
    `New, closed and reopened cases a week, from ${data.span.from} to ${data.span.to}; the table by week has the same numbers.`,
  )
  return (
    <section>
      <h2>{t('每周走势', 'Week by week')}</h2>
      <p className="muted figure-caption">
        {t(
          '最后一周还没过完。点一个点，看那一周的件。',
          'The last week is not over yet. A point opens the cases of its week.',
        )}
      </p>
      <LazyChart
        option={option}
        height={HEIGHT}
        label={label}
        onPick={({ seriesName, dataIndex }) => {
          const line = LINES.find(({ figure }) => FIGURE[figure] === seriesName)
          const row = data.rows[dataIndex]
          if (!line || !row) return
          window.location.hash = listOf(line.figure, scope, weekDays(row.key, data.rows, data.span))
        }}
      />
    </section>
  )
}

const HEIGHT = 260

const lines = ({ rows }: Figures) => ({
  color: LINES.map(({ color }) => color),
  tooltip: { trigger: 'axis' },
  legend: { top: 0, left: 0, itemGap: 20, textStyle: { fontSize: 13, color: '#1c2a2c' } },
  grid: { left: 8, right: 16, top: 36, bottom: 4, containLabel: true },
  xAxis: {
    type: 'category',
    data: rows.map(({ key }) => dayName(key)),
    axisLabel: { color: '#4c5b5d', fontSize: 12, hideOverlap: true },
  },
  yAxis: { type: 'value', minInterval: 1, axisLabel: { color: '#4c5b5d', fontSize: 12 } },
  series: LINES.map(({ figure, symbol, type }) => ({
    ...{ type: 'line', name: FIGURE[figure], symbol, symbolSize: 9, triggerLineEvent: false },
    lineStyle: { type, width: 2 },
    data: rows.map((row) => row[figure]),
  })),
})
