import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { ChartProps } from './chart.tsx'

const Chart = lazy(() => import('./chart.tsx'))

/** A chart; what draws it weighs more than the rest of the page, and is fetched when its place comes into sight. */
export function LazyChart(props: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (!place.current) return
    const watch = new IntersectionObserver((entries) => setSeen(entries.some((e) => e.isIntersecting)))
    if (!seen) watch.observe(place.current)
    return () => watch.disconnect()
  }, [seen])
  const room = <div ref={place} style={{ height: props.height }} />
  return seen ? (
    <Suspense fallback={room}>
      <Chart {...props} />
    </Suspense>
  ) : (
    room
  )
}
