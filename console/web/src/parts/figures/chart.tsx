import { LineChart, TreemapChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use, type EChartsType } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

use([LineChart, TreemapChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

export interface ChartProps {
  option: object
  height: number
  /** what the picture shows, for those who do not see it */
  label: string
  onPick?: (picked: { name: string; seriesName?: string; dataIndex: number; data: unknown }) => void
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches

/** A picture by ECharts, as wide as there is room. */
export default function Chart({ option, height, label, onPick }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)
  const pick = useRef(onPick)
  useEffect(() => {
    pick.current = onPick
  })
  useEffect(() => {
    const element = place.current
    if (!element) return
    const made = (chart.current = init(element, null, { renderer: 'svg' }))
    made.on('click', (event) => pick.current?.(event as never))
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(element)
    return () => {
      watch.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    const aria = { enabled: true, label: { enabled: true, description: label } }
    chart.current?.setOption({ animation: !calm(), aria, ...option }, true)
  }, [option, label])
  return <div ref={place} className="chart" role="img" aria-label={label} style={{ height }} />
}
