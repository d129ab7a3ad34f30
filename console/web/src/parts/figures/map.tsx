import { Button, Grid, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { TOO_FEW } from '../../../../../cases/figures.ts'
import type { Spots } from '../../../../server/schemas.ts'
import { counted, t } from '../../language.ts'
import { LazyChart } from './lazy-chart.tsx'
import { listOf, type FigureScope } from './scope.ts'
import { percent } from './words.ts'

type Spot = Spots['items'][number]
interface Props {
  spots: Spots
  scope: FigureScope
  onArea: (code: string) => void
}
type Colour = 'overdue' | 'open'

/** From light to dark, with the words on them; each until its share. */
const STEPS = [
  { until: 0.05, ground: '#d5ebe7', ink: '#1c2a2c' },
  { until: 0.1, ground: '#fdf0c4', ink: '#1c2a2c' },
  { until: 0.2, ground: '#f9d48b', ink: '#1c2a2c' },
  { until: 0.4, ground: '#f0a46a', ink: '#1c2a2c' },
  { until: Infinity, ground: '#b93a12', ink: '#ffffff' },
]
const PALE = { ground: '#e6ebea', ink: '#3d4b4d' }
/** A box that is a smaller part of the picture has no room for its name, or for its number besides. */
const ROOM = { desk: { name: 0.008, number: 0.02 }, phone: { name: 0.03, number: 0.06 } }

/** The tree of areas as one picture: as large as cases, as dark as what is late; a click goes down. */
export function FigureMap({ spots, scope, onArea }: Props) {
  const [colour, setColour] = useState<Colour>('overdue')
  const [asTable, setAsTable] = useState(false)
  const { md } = Grid.useBreakpoint()
  const room = md === false ? ROOM.phone : ROOM.desk
  const option = useMemo(() => treemap(spots.items, colour, room), [spots, colour, room])
  const [root] = spots.items.filter((spot) => spot.parent === null)
  if (!root) return <p className="muted">{t('这段时间没有件', 'There is nothing in this period')}</p>
  // One box says nothing that its numbers do not.
  if (spots.items.length === 1) return <SpotTable {...{ spots, scope, onArea }} root={root} />
  const label = t(
    `${root.name}各处的件：共 ${root.all} 件，在办 ${root.open} 件，超期 ${root.overdue} 件。同样的数可以用表格看。`,
    `The cases of ${root.name}: ${root.all}, ${root.open} in hand, ${root.overdue} overdue. The table shows the same numbers.`,
  )
  return (
    <>
      <div className="figure-tools">
        <Segmented
          value={colour}
          onChange={(value) => setColour(value as Colour)}
          options={[
            { value: 'overdue', label: t('颜色：超期占在办', 'Colour: overdue of in hand') },
            { value: 'open', label: t('颜色：在办占全部', 'Colour: in hand of all') },
          ]}
        />
        <Button aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? t('看图', 'As a picture') : t('看表格', 'As a table')}
        </Button>
        <Legend />
      </div>
      <p className="muted figure-caption">
        {t(
          '方块大小是件数（这段时间新增的，加上更早提出、现在还在办的），点一下看下一级。不到 5 件的不上色。',
          'A box is as large as its cases: new in the period, or older and still in hand. A click goes down. Below 5 there is no colour.',
        )}
      </p>
      {asTable ? (
        <SpotTable {...{ spots, scope, onArea }} root={root} />
      ) : (
        <LazyChart
          option={option}
          height={HEIGHT}
          label={label}
          onPick={({ data }) => {
            const { code } = data as { code?: string }
            if (code && code !== root.code) onArea(code)
          }}
        />
      )}
    </>
  )
}

const HEIGHT = 420

const shareOf = (spot: Spot, colour: Colour): number | null => {
  const [part, whole] = colour === 'overdue' ? [spot.overdue, spot.open] : [spot.open, spot.all]
  return whole < TOO_FEW ? null : part / whole
}
const stepOf = (share: number | null) =>
  share === null ? PALE : (STEPS.find(({ until }) => share < until) ?? PALE)

/** The places below one are shown only where most of them have enough to be coloured. */
const told = (spots: Spot[], colour: Colour) =>
  spots.filter((spot) => shareOf(spot, colour) !== null).length * 2 > spots.length ? spots : []

function treemap(items: Spot[], colour: Colour, room: typeof ROOM.desk) {
  const root = items.find((spot) => spot.parent === null)
  const below = (code: string | undefined) => items.filter((spot) => spot.parent === (code ?? ''))
  const total = root?.all ?? 0
  const box = (spot: Spot, depth: number): object => {
    const { ground, ink } = stepOf(shareOf(spot, colour))
    const inner = depth > 1 ? [] : told(below(spot.code), colour)
    const rest = inner.length && spot.here ? [{ ...spot, parent: spot.code, all: spot.here, code: '' }] : []
    const children = [...inner.map((child) => box(child, depth + 1)), ...rest.map((own) => itself(own))]
    return {
      ...{ name: spot.name, value: spot.all, code: spot.code, spot },
      ...(children.length ? { children } : {}),
      itemStyle: {
        color: ground,
        borderColor: depth === 1 ? '#cfdad8' : '#fff',
        borderWidth: 1,
        gapWidth: 1,
      },
      label: {
        color: ink,
        show: spot.all >= total * room.name,
        formatter: spot.all >= total * room.number ? '{b} {c}' : '{b}',
      },
      upperLabel: {
        show: depth === 1 && children.length > 0,
        height: 24,
        color: '#1c2a2c',
        formatter: '{b} {c}',
      },
    }
  }
  const data = below(root?.code).map((spot) => box(spot, 1))
  const own = root && root.here && data.length ? [itself({ ...root, all: root.here, code: '' })] : []
  return {
    tooltip: { formatter: ({ data: { spot } }: { data: { spot?: Spot } }) => (spot ? tip(spot) : '') },
    series: [
      {
        type: 'treemap',
        ...{ left: 0, right: 0, top: 0, bottom: 0 },
        ...{ roam: false, nodeClick: false, breadcrumb: { show: false } },
        label: { fontSize: 13, overflow: 'truncate' },
        upperLabel: { fontSize: 13, fontWeight: 600 },
        data: data.length ? [...data, ...own] : root ? [box(root, 2)] : [],
      },
    ],
  }
}

/** What is about an area and no place below it. */
const itself = (spot: Spot) => ({
  ...{ name: t('本级', 'itself'), value: spot.all, code: spot.code },
  itemStyle: { color: PALE.ground, borderColor: '#fff', borderWidth: 1 },
  label: { color: PALE.ink },
})

const tip = ({ name, all, open, overdue }: Spot) =>
  `<b>${name.replace(/[<>&"]/g, '')}</b><br>${t(
    `${all} 件，在办 ${open}，超期 ${overdue}`,
    `${counted(all, 'case')}, ${open} in hand, ${overdue} overdue`,
  )}`

const Legend = () => (
  <span className="figure-legend" aria-label={t('颜色的意思', 'What the colours mean')} role="list">
    {STEPS.map(({ until, ground, ink }, i) => (
      <span key={ground} role="listitem" style={{ background: ground, color: ink }}>
        {until === Infinity ? '≥40%' : `${percent(STEPS[i - 1]?.until ?? 0)}–${percent(until)}`}
      </span>
    ))}
    <span role="listitem" style={{ background: PALE.ground, color: PALE.ink }}>
      {t('样本少', 'few')}
    </span>
  </span>
)

/** The same as the picture, for keys and for those who do not see it. */
function SpotTable({ spots, scope, onArea, root }: Props & { root: Spot }) {
  const inside = spots.items.filter((spot) => spot.parent === root.code)
  const rows = inside.length ? inside : [root]
  const link = (spot: Spot, figure: 'all' | 'open' | 'overdue') => (
    <a href={listOf(figure, scope, spots.span, { area: spot.code })}>{spot[figure]}</a>
  )
  return (
    <div className="scroll-x">
      <table className="plain-table">
        <caption className="unseen">{t('各处的件', 'Cases by area')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('区域', 'Area')}</th>
            <th scope="col">{t('件数', 'Cases')}</th>
            <th scope="col">{t('在办', 'In hand')}</th>
            <th scope="col">{t('超期', 'Overdue')}</th>
            <th scope="col">{t('超期占在办', 'Overdue of in hand')}</th>
            <th scope="col">{t('在办占全部', 'In hand of all')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((spot) => (
            <tr key={spot.code}>
              <th scope="row">
                <button type="button" className="figure-down" onClick={() => onArea(spot.code)}>
                  {spot.name}
                </button>
              </th>
              <td>{link(spot, 'all')}</td>
              <td>{link(spot, 'open')}</td>
              <td>{link(spot, 'overdue')}</td>
              <td>{percent(shareOf(spot, 'overdue'))}</td>
              <td>{percent(shareOf(spot, 'open'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
