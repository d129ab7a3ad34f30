import { Button, Empty } from 'antd'
import { useEffect, useState } from 'react'
import type { CaseCount, CaseRow, Cases as CaseList } from '../../../server/schemas.ts'
import { pathOf } from '../api.ts'
import { useData, usePages } from '../data.ts'
import { t } from '../language.ts'
import { CaseBar } from '../parts/cases/bar.tsx'
import { CaseBulk } from '../parts/cases/bulk.tsx'
import { CaseFilters, type Change } from '../parts/cases/filters.tsx'
import { changed, effective, spelled, type CaseQuery } from '../parts/cases/query.ts'
import { CaseTable } from '../parts/cases/table.tsx'
import { CaseView } from '../parts/cases/view.tsx'
import { CaseViews } from '../parts/cases/saved-views.tsx'
import { Loading } from '../parts/state.tsx'
import { hrefWith } from '../href.ts'
import { replaceWith, useQuery, useRoute } from '../route.ts'

/** 台账: the cases, filtered as the address says; a case has a page of its own. */
export default function Cases() {
  const [, code] = useRoute()
  const query = useQuery()
  // The list stays as it was behind the page of a case.
  const [last, setLast] = useState(query)
  if (!code && spelled(last) !== spelled(query)) setLast(query)
  return (
    <>
      {code && <CaseView key={code} code={code} back={hrefWith('cases', last)} />}
      {!code && <List query={query} />}
    </>
  )
}

function List({ query }: { query: CaseQuery }) {
  const asked = effective(query)
  const cases = usePages<CaseRow, CaseList>(pathOf(['cases'], { ...asked, limit: 50 }), 'cases')
  const count = useData<CaseCount>(pathOf(['cases', 'count'], asked), 'world')
  const [chosen, setChosen] = useState<string[]>([])
  const key = spelled(asked)
  useEffect(() => setChosen([]), [key])
  const { reload: recount } = count
  // Counting costs more than the list, so it is done anew only when the list has changed.
  useEffect(() => {
    if (cases.data) void recount()
  }, [cases.data, recount])
  const onChange = (change: Change, typing = false) => {
    const next = changed(query, change)
    if (typing) replaceWith('cases', next)
    else window.location.hash = hrefWith('cases', next)
  }
  const reload = async () => {
    await Promise.all([cases.reload(), recount()])
  }
  return (
    <div className="wide">
      <div className="title case-head">
        <h1>{t('台账', 'Cases')}</h1>
        <span className="grow" />
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
