import { Button, Empty } from 'antd'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { CaseCount, CaseRow, Cases as CaseList } from '../../../server/schemas.ts'
import { pathOf } from '../api.ts'
import { useData, usePages } from '../data.ts'
import { t } from '../language.ts'
import { CaseBar } from '../parts/cases/bar.tsx'
import { CaseBulk } from '../parts/cases/bulk.tsx'
import { CaseFilters, type Change } from '../parts/cases/filters.tsx'
import { changed, effective, spelled, type CaseQuery } from '../parts/cases/query.ts'
import { CaseSearch } from '../parts/cases/search.tsx'
import { CaseTable } from '../parts/cases/table.tsx'
import { CaseView } from '../parts/cases/view.tsx'
import { CaseViews } from '../parts/cases/saved-views.tsx'
import { Loading } from '../parts/state.tsx'
import { hrefWith } from '../href.ts'
import { replaceWith, useQuery, useRoute } from '../route.ts'

const MINUTE = 60_000

/** 台账: the cases, filtered as the address says; a case has a page of its own. */
export default function Cases() {
  const [, code] = useRoute()
  const query = useQuery()
  // The list keeps what it has loaded behind the page of a case.
  const [last, setLast] = useState(code ? null : query)
  if (!code && (!last || spelled(last) !== spelled(query))) setLast(query)
  useKeptScroll(!code)
  return (
    <>
      {code && <CaseView key={code} code={code} back={hrefWith('cases', last ?? {})} />}
      {last && <List query={last} shown={!code} />}
    </>
  )
}

/** Where the list was looked at is where one comes back to; a case begins at its top. */
function useKeptScroll(isList: boolean) {
  const at = useRef(0)
  useLayoutEffect(() => {
    window.scrollTo(0, isList ? at.current : 0)
    if (!isList) return
    const note = () => {
      at.current = window.scrollY
    }
    window.addEventListener('scroll', note, { passive: true })
    return () => window.removeEventListener('scroll', note)
  }, [isList])
}

function List({ query, shown }: { query: CaseQuery; shown: boolean }) {
  const asked = effective(query)
  const path = pathOf(['cases'], { ...asked, limit: 50 })
  const cases = usePages<CaseRow, CaseList>(path, shown ? 'cases' : '')
  const count = useData<CaseCount>(pathOf(['cases', 'count'], asked), 'world')
  const [chosen, setChosen] = useState<string[]>([])
  const key = spelled(asked)
  useEffect(() => setChosen([]), [key])
  useLatest(cases.reload, shown)
  const { reload: recount } = count
  // Counting costs more than the list, so it is done anew only when the list has changed.
  useEffect(() => {
    if (cases.data) void recount()
  }, [cases.data, recount])
  /** `typing`: goes on with what was changed just before */
  const onChange = (change: Change, typing = false) => {
    const next = changed(query, change)
    if (typing) replaceWith('cases', next)
    else window.location.hash = hrefWith('cases', next)
  }
  const reload = async () => {
    await Promise.all([cases.reload(), recount()])
  }
  if (!shown) return null
  return (
    <div className="wide">
      <div className="title case-head">
        <h1>{t('台账', 'Cases')}</h1>
        <span className="grow" />
        <CaseSearch value={query.search ?? ''} onChange={(search) => onChange({ search }, true)} />
        <CaseViews query={query} />
      </div>
      <CaseFilters query={query} onChange={onChange} />
      <CaseBar query={query} count={count} onChange={onChange} />
      <CaseBulk codes={chosen} onClear={() => setChosen([])} after={reload} />
      <Loading loaded={cases}>
        {({ items, next }) => (
          <>
            {items.length ? (
              <CaseTable cases={items} chosen={chosen} onChoose={setChosen} />
            ) : (
              <Empty className="empty" description={t('没有符合条件的件', 'No case fits')} />
            )}
            {next && (
              <Button block onClick={() => void cases.more()}>
                {t('加载更多', 'Load more')}
              </Button>
            )}
          </>
        )}
      </Loading>
    </div>
  )
}

/** Loads anew when it is shown again, and while it is shown every minute: time is left, or is not. */
function useLatest(reload: () => Promise<void>, shown: boolean) {
  const was = useRef(shown)
  useEffect(() => {
    if (shown && !was.current) void reload()
    was.current = shown
    if (!shown) return
    const timer = window.setInterval(() => void reload(), MINUTE)
    return () => window.clearInterval(timer)
  }, [shown, reload])
}
