import { SearchOutlined } from '@ant-design/icons'
import { Button, Checkbox, Empty, Input, Segmented, Select } from 'antd'
import { useEffect, useState } from 'react'
import type { CaseRow, Cases as CaseList } from '../../../server/schemas.ts'
import { pathOf } from '../api.ts'
import { usePages } from '../data.ts'
import { useMe } from '../me.ts'
import { CaseDrawer } from '../parts/case-drawer.tsx'
import { CaseTable } from '../parts/case-table.tsx'
import { Loading } from '../parts/state.tsx'
import { go, useRoute } from '../route.ts'
import { STATUS } from '../words.ts'

const PAUSE = 250

interface Filter {
  status: string
  category?: string | undefined
  office?: string | undefined
  overdue?: boolean | undefined
  supervised?: boolean | undefined
  search?: string
}

/** 台账: the cases, filtered; a click opens one. */
export default function Cases() {
  const [, code] = useRoute()
  const [filter, setFilter] = useState<Filter>({ status: 'unfinished' })
  const search = useLate(filter.search?.trim() ?? '')
  const { status, ...rest } = filter
  const query = { ...rest, search, status: status === 'all' ? undefined : status }
  const cases = usePages<CaseRow, CaseList>(pathOf(['cases'], { ...clean(query), limit: 50 }), 'cases')
  return (
    <div className="wide">
      <div className="title">
        <h1>台账</h1>
      </div>
      <Filters filter={filter} onChange={(change) => setFilter((old) => ({ ...old, ...change }))} />
      <Loading loaded={cases}>
        {({ items, next }) => (
          <>
            {items.length ? (
              <CaseTable cases={items} onOpen={(row) => go('cases', row.code)} />
            ) : (
              <Empty className="empty" description="没有符合条件的件" />
            )}
            {next && (
              <Button block onClick={() => void cases.more()}>
                加载更多
              </Button>
            )}
          </>
        )}
      </Loading>
      <CaseDrawer code={code ?? null} onClose={() => go('cases')} />
    </div>
  )
}

function Filters({ filter, onChange }: { filter: Filter; onChange: (change: Partial<Filter>) => void }) {
  const { categories, offices, role } = useMe()
  const choose = (list: { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }))
  const statuses = [
    { value: 'unfinished', label: '未销号' },
    ...Object.entries(STATUS).map(([value, { name }]) => ({ value, label: name })),
    { value: 'all', label: '全部' },
  ]
  return (
    <div className="filters">
      <div className="scroll-x">
        <Segmented options={statuses} value={filter.status} onChange={(status) => onChange({ status })} />
      </div>
      <Select
        aria-label="类别"
        placeholder="全部类别"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={filter.category}
        onChange={(category) => onChange({ category })}
        options={choose(categories)}
        className="filter"
      />
      {role !== 'handler' && (
        <Select
          aria-label="单位"
          placeholder="全部单位"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={filter.office}
          onChange={(office) => onChange({ office })}
          options={choose(offices)}
          className="filter"
        />
      )}
      <Checkbox
        checked={!!filter.overdue}
        onChange={(e) => onChange({ overdue: e.target.checked || undefined })}
      >
        超期
      </Checkbox>
      <Checkbox
        checked={!!filter.supervised}
        onChange={(e) => onChange({ supervised: e.target.checked || undefined })}
      >
        督办
      </Checkbox>
      <Input
        aria-label="搜索"
        allowClear
        prefix={<SearchOutlined />}
        placeholder="编号或内容"
        value={filter.search ?? ''}
        onChange={(e) => onChange({ search: e.target.value })}
        className="search"
      />
    </div>
  )
}

/** The value once it has not changed for a moment. */
function useLate(value: string): string {
  const [late, setLate] = useState(value)
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(value), PAUSE)
    return () => window.clearTimeout(timer)
  }, [value])
  return late
}

const clean = (query: object) => query as Record<string, string | boolean | undefined>
