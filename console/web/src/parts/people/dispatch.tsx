import { EditOutlined } from '@ant-design/icons'
import { Button, Select, Table, Tag } from 'antd'
import { useState } from 'react'
import type { ArrangedView, DispatchView } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { useCategoryName } from '../../me.ts'
import { hrefOf } from '../../href.ts'
import { go, useRoute } from '../../route.ts'
import { AreaSelect } from '../area-select.tsx'
import { EditDispatch } from './dispatch-edit.tsx'
import { useAreas } from './fields.tsx'
import { spanText } from './words.ts'
import { Loading } from '../state.tsx'

type Row = DispatchView['rows'][number]

/** Who handles which category at a place, and how long for it. */
export default function PeopleDispatch() {
  const [, , code] = useRoute()
  const areas = useAreas()
  return (
    <>
      <div className="filters">
        <label htmlFor="people-dispatch-area">{t('看哪里', 'Where')}</label>
        <div className="people-where">
          <AreaSelect
            id="people-dispatch-area"
            areas={areas}
            {...(code !== undefined && { value: code })}
            onChange={(next) => go('people', 'dispatch', next)}
          />
        </div>
        {code !== undefined && <a href={hrefOf('people', 'dispatch')}>{t('看全部区域', 'Everywhere')}</a>}
      </div>
      {code === undefined && <All />}
      <At key={code ?? ''} code={code} />
    </>
  )
}

function At({ code }: { code: string | undefined }) {
  const loaded = useData<DispatchView>(pathOf(['county', 'dispatch'], { area: code }), 'world')
  const categoryName = useCategoryName()
  const [editing, setEditing] = useState<string | null | undefined>(undefined)
  return (
    <Loading loaded={loaded}>
      {(view) => (
        <>
          <div className="people-head">
            <h2>{view.area?.name ?? t('全部区域', 'Everywhere')}</h2>
            <span className="muted">
              {view.area
                ? t('没有写明的，按规则归单位', 'Where nothing is entered, the rule decides')
                : t(
                    '选一个区域，可以指定谁来办；这里只改时限',
                    'Choose an area to say who handles; here are only times',
                  )}
            </span>
            <span className="grow" />
            {view.area && (
              <Button size="small" icon={<EditOutlined />} onClick={() => setEditing(null)}>
                {t('全部类别的时限', 'Times of all categories')}
                {view.all && ` · ${timesText(view.all)}`}
              </Button>
            )}
          </div>
          <Table<Row>
            rowKey="category"
            size="small"
            pagination={false}
            dataSource={view.rows}
            scroll={{ x: 'max-content' }}
            columns={[
              { title: t('类别', 'Category'), render: (_, row) => <b>{categoryName(row.category)}</b> },
              ...(view.area
                ? [
                    {
                      title: t('现在归谁办', 'Handled by'),
                      render: (_: unknown, row: Row) => <Who row={row} />,
                    },
                  ]
                : []),
              ...(view.area
                ? [
                    {
                      title: t('不写明的话', 'Without the entry'),
                      render: (_: unknown, row: Row) =>
                        row.own ? (
                          (row.otherwise?.name ?? t('没有单位', 'No office'))
                        ) : (
                          <span className="muted">—</span>
                        ),
                    },
                  ]
                : []),
              {
                title: t('接单', 'Accept'),
                render: (_, row) => <Time is={row.times.accept} own={row.ownTimes?.accept} />,
              },
              {
                title: t('办结', 'Finish'),
                render: (_, row) => <Time is={row.times.done} own={row.ownTimes?.done} />,
              },
              {
                title: t('操作', 'Actions'),
                render: (_, row) => (
                  <Button
                    size="small"
                    type="text"
                    icon={<EditOutlined />}
                    aria-label={t(`修改 ${categoryName(row.category)}`, `Edit ${categoryName(row.category)}`)}
                    onClick={() => setEditing(row.category)}
                  />
                ),
              },
            ]}
          />
          {editing !== undefined && (
            <EditDispatch
              view={view}
              category={editing}
              after={loaded.reload}
              onClosed={() => setEditing(undefined)}
            />
          )}
        </>
      )}
    </Loading>
  )
}

function Who({ row }: { row: Row }) {
  if (row.confidential)
    return <span className="muted">{t('保密件，按涉及的人定', 'Confidential: by whom it is about')}</span>
  const office = row.own ?? row.otherwise
  return (
    <>
      {office?.name ?? <Tag color="red">{t('没有单位', 'No office')}</Tag>}{' '}
      {row.own ? (
        <Tag color="blue">{t('这里写明', 'Entered here')}</Tag>
      ) : row.above ? (
        <Tag>{t(`随${row.above.name}`, `As ${row.above.name}`)}</Tag>
      ) : (
        <span className="muted">{t('按规则', 'By the rule')}</span>
      )}
    </>
  )
}

const Time = ({ is, own }: { is: string; own: string | null | undefined }) => (
  <>
    {spanText(is)} {own && <Tag color="blue">{t('这里写明', 'Entered here')}</Tag>}
  </>
)

const timesText = ({ done, accept }: { done: string | null; accept: string | null }) =>
  [accept && `${t('接单', 'accept')} ${spanText(accept)}`, done && `${t('办结', 'finish')} ${spanText(done)}`]
    .filter(Boolean)
    .join(t('，', ', '))

/** Everything that is entered anywhere. */
function All() {
  const loaded = useData<ArrangedView>(pathOf(['county', 'arranged']), 'world')
  const categoryName = useCategoryName()
  const [category, setCategory] = useState<string | undefined>(undefined)
  return (
    <Loading loaded={loaded}>
      {({ dispatch, deadlines }) => {
        const named = (id: string | null) =>
          id === null ? t('全部类别', 'All categories') : categoryName(id)
        const rows = [
          ...dispatch.map((d) => ({ ...d, key: `d ${d.category} ${d.area.id}`, what: d.office.name })),
          ...deadlines.map((d) => ({ ...d, key: `t ${d.category} ${d.area?.id}`, what: timesText(d) })),
        ]
        const options = [...new Set(rows.map((row) => row.category))].map((id) => ({
          value: id ?? '',
          label: named(id),
        }))
        return (
          <>
            <div className="people-head">
              <h2>{t('所有写明的分派和时限', 'All that is entered')}</h2>
              <Select
                allowClear
                {...(category !== undefined && { value: category })}
                onChange={setCategory}
                options={options}
                placeholder={t('全部类别', 'All categories')}
                aria-label={t('类别', 'Category')}
                className="people-filter"
              />
            </div>
            <Table
              rowKey="key"
              size="small"
              pagination={rows.length > 50 && { pageSize: 50, showSizeChanger: false }}
              dataSource={rows.filter((row) => category === undefined || (row.category ?? '') === category)}
              locale={{ emptyText: t('没有，全部按规则', 'Nothing: the rule decides everywhere') }}
              columns={[
                { title: t('类别', 'Category'), render: (_, row) => named(row.category) },
                {
                  title: t('区域', 'Area'),
                  render: (_, { area }) =>
                    area ? (
                      <a href={hrefOf('people', 'dispatch', area.id)}>{area.name}</a>
                    ) : (
                      t('全部区域', 'Everywhere')
                    ),
                },
                { title: t('归谁办、多长时间', 'Who, how long'), dataIndex: 'what' },
              ]}
            />
          </>
        )
      }}
    </Loading>
  )
}
