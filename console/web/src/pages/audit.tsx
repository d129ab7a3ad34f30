import { Button, Input, Select, Table } from 'antd'
import type { AuditEntries, AuditEntry } from '../../../server/schemas.ts'
import { pathOf } from '../api.ts'
import { usePages } from '../data.ts'
import { t } from '../language.ts'
import { ACTION, detailOf, doerOf } from '../parts/audit/words.ts'
import { Loading } from '../parts/state.tsx'
import { hrefOf, hrefWith } from '../href.ts'
import { useQuery } from '../route.ts'
import { fromInput, fullTime } from '../time.ts'
import '../styles/account.css'

const DAY = 86_400_000
/** The beginning of a day of the county's, in epoch ms; undefined when none is chosen. */
const dayStart = (day = '') => (day ? fromInput(`${day}T00:00`) : undefined)
const dayEnd = (day = '') => (day ? dayStart(day)! + DAY - 1 : undefined)

/** Who did, saw or exported what. */
export default function Audit() {
  const { who, action, code, from, to } = useQuery()
  const path = pathOf(['audit'], { who, action, code, from: dayStart(from), to: dayEnd(to), limit: 50 })
  const loaded = usePages<AuditEntry, AuditEntries>(path, 'users')
  return (
    <div className="wide">
      <div className="title">
        <h1>{t('审计', 'Audit')}</h1>
        <span className="muted">
          {t(
            '谁在什么时候做了、看了、导出了什么；不能改，也不能删。',
            'Who did, saw or exported what, and when; it cannot be changed.',
          )}
        </span>
      </div>
      <Filter />
      <Loading loaded={loaded}>
        {({ items, next }) => (
          <>
            <Rows items={items} />
            {next && (
              <Button block onClick={loaded.more} className="more">
                {t('更早的', 'Earlier')}
              </Button>
            )}
          </>
        )}
      </Loading>
    </div>
  )
}

/** It stands in the address, so that it can be shared. */
function Filter() {
  const query = useQuery()
  const set = (changed: Record<string, string | undefined>) => {
    window.location.hash = hrefWith('audit', { ...query, ...changed })
  }
  const typed = (name: string) => ({
    key: `${name} ${query[name] ?? ''}`,
    defaultValue: query[name] ?? '',
    allowClear: true,
    onSearch: (value: string) => set({ [name]: value.trim() }),
  })
  const day = (name: string) => ({
    type: 'date',
    value: query[name] ?? '',
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  })
  return (
    <div className="audit-filter" role="search">
      <label>
        {t('人（用户名或姓名）', 'Person')}
        <Input.Search {...typed('who')} />
      </label>
      <label>
        {t('动作', 'Action')}
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={query['action'] ?? null}
          onChange={(value?: string | null) => set({ action: value ?? undefined })}
          placeholder={t('全部', 'All')}
          options={Object.entries(ACTION).map(([value, label]) => ({ value, label }))}
          aria-label={t('动作', 'Action')}
          style={{ width: 190 }}
        />
      </label>
      <label>
        {t('编号', 'Case')}
        <Input.Search {...typed('code')} style={{ width: 130 }} />
      </label>
      <label>
        {t('从', 'From')}
        <Input {...day('from')} />
      </label>
      <label>
        {t('到', 'To')}
        <Input {...day('to')} />
      </label>
    </div>
  )
}

function Rows({ items }: { items: AuditEntry[] }) {
  // Rows have no number of their own: it would tell how many others there are.
  const rows = items.map((item, index) => ({ ...item, key: index }))
  return (
    <Table
      size="middle"
      dataSource={rows}
      pagination={false}
      scroll={{ x: 720 }}
      locale={{ emptyText: t('没有这样的记录', 'Nothing of that kind') }}
      columns={[
        { title: t('时间', 'Time'), width: 160, render: (_, { at }) => fullTime(at) },
        { title: t('人', 'Person'), width: 200, render: (_, row) => doerOf(row) },
        { title: t('动作', 'Action'), width: 180, render: (_, { action }) => ACTION[action] ?? action },
        {
          title: t('编号', 'Case'),
          width: 100,
          render: (_, { code }) =>
            code && (
              <a className="code" href={hrefOf('cases', code)}>
                {code}
              </a>
            ),
        },
        { title: t('详情', 'Details'), render: (_, row) => detailOf(row) },
      ]}
    />
  )
}
