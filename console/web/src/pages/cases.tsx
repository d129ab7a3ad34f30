import { Button, Empty, Spin } from 'antd'
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { CaseCount, CaseRow, Cases as CaseList } from '../../../server/schemas.ts'
import { pathOf } from '../api.ts'
import { useData, usePages } from '../data.ts'
import { t } from '../language.ts'
import { CaseBar } from '../parts/cases/bar.tsx'
import { CaseBulk } from '../parts/cases/bulk.tsx'
import { CaseFilters, type Change } from '../parts/cases/filters.tsx'
import { changed, effective, spelled, type CaseQuery } from '../parts/cases/query.ts'
import { CaseTable } from '../parts/cases/table.tsx'
import { CaseViews } from '../parts/cases/saved-views.tsx'
import { SearchInput } from '../parts/search-input.tsx'
import { Loading } from '../parts/state.tsx'
import { hrefOf, hrefWith } from '../href.ts'
import { replaceWith, useQuery, useRoute } from '../route.ts'

// The list needs none of it.
const CaseView = lazy(async () => ({ default: (await import('../parts/cases/view.tsx')).CaseView }))

/** 台账: the cases, filtered as the address says; a case has a page of its own. */
export default function Cases() {
  const [, code] = useRoute()
  const query = useQuery()
  // The list keeps what it has loaded behind the page of a case.
  const [last, setLast] = useState(code ? null : query)
  if (!code && (!last || spelled(last) !== spelled(query))) setLast(query)
  useKeptScroll(!code)
  useKeptFocus(code)
  return (
    <>
      {code && (
        <Suspense fallback={<Spin size="large" className="centered" />}>
          <CaseView key={code} code={code} back={hrefWith('cases', last ?? {})} />
        </Suspense>
      )}
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

/** Whoever comes back from a case goes on from its row. */
function useKeptFocus(code: string | undefined) {
  const was = useRef(code)
  useLayoutEffect(() => {
    if (was.current && !code)
      document
        .querySelector<HTMLElement>(`a[href="${hrefOf('cases', was.current)}"]`)
        ?.focus({ preventScroll: true })
    was.current = code
  }, [code])
}

function List({ query, shown }: { query: CaseQuery; shown: boolean }) {
  const asked = effective(query)
  const path = pathOf(['cases'], { ...asked, limit: 50 })
  const cases = usePages<CaseRow, CaseList>(path, shown ? 'cases' : '')
  const count = useData<CaseCount>(pathOf(['cases', 'count'], asked), 'world')
  useRecount(path, cases.data, count.reload)
  const [chosen, setChosen] = useState<string[]>([])
  const key = spelled(asked)
  useEffect(() => setChosen([]), [key])
  useShownAgain(cases.reload, shown)
  /** `typing`: goes on with what was changed just before */
  const onChange = (change: Change, typing = false) => {
    const next = changed(query, change)
    if (typing) replaceWith('cases', next)
    else window.location.hash = hrefWith('cases', next)
  }
  if (!shown) return null
  return (
    <div className="wide">
      <div className="title case-head">
        <h1>{t('台账', 'Cases')}</h1>
        <span className="grow" />
        <SearchInput
          label={t('搜索', 'Search')}
          placeholder={t('编号、内容或结果', 'Code, words or result')}
          value={query.search ?? ''}
          onChange={(search) => onChange({ search }, true)}
        />
        <CaseViews query={query} />
      </div>
      <CaseFilters query={query} onChange={onChange} />
      <CaseBar query={query} count={count} onChange={onChange} />
      <CaseBulk codes={chosen} onClear={() => setChosen([])} after={cases.reload} />
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

/** Counting costs more than the list, so it is done anew only when other cases stand in it, or stand otherwise. */
function useRecount(path: string, data: CaseList | null, recount: () => Promise<void>) {
  const counted = useRef({ path: '', what: '' })
  useEffect(() => {
    if (!data) return
    const what = data.items.map(({ code, status }) => `${code} ${status}`).join()
    const { path: oldPath, what: old } = counted.current
    counted.current = { path, what }
    if (path === oldPath && what !== old) void recount()
  }, [path, data, recount])
}

/** Behind the page of a case nothing is heard of, so what has changed meanwhile is asked for. */
function useShownAgain(reload: () => Promise<void>, shown: boolean) {
  const was = useRef(shown)
  useEffect(() => {
    if (shown && !was.current) void reload()
    was.current = shown
  }, [shown, reload])
}
