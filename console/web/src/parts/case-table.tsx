import { EyeInvisibleOutlined } from '@ant-design/icons'
import { Grid, Table, Tag } from 'antd'
import type { CaseRow } from '../../../server/schemas.ts'
import { useCategoryName } from '../me.ts'
import { shortTime } from '../time.ts'
import { STATUS } from '../words.ts'
import { Deadline } from './deadline.tsx'

interface Props {
  cases: CaseRow[]
  onOpen: (row: CaseRow) => void
}

/** A table on a desk, cards on a phone. */
export function CaseTable({ cases, onOpen }: Props) {
  const { md } = Grid.useBreakpoint()
  return md === false ? <Cards cases={cases} onOpen={onOpen} /> : <Rows cases={cases} onOpen={onOpen} />
}

function Rows({ cases, onOpen }: Props) {
  const nameOf = useCategoryName()
  return (
    <Table<CaseRow>
      rowKey="code"
      size="middle"
      dataSource={cases}
      pagination={false}
      className="case-table"
      rowClassName={(row) => (row.overdue ? 'case-row overdue' : 'case-row')}
      onRow={(row) => ({
        onClick: () => onOpen(row),
        onKeyDown: (event) => event.key === 'Enter' && onOpen(row),
        tabIndex: 0,
      })}
      columns={[
        { title: '编号', width: 92, render: (_, row) => <b className="code">{row.code}</b> },
        { title: '状态', width: 96, render: (_, row) => <StatusTag status={row.status} /> },
        { title: '类别', width: 104, render: (_, row) => nameOf(row.category) },
        {
          title: '内容',
          ellipsis: true,
          render: (_, row) => (
            <>
              <Marks row={row} />
              {row.text}
            </>
          ),
        },
        { title: '地点', width: 110, ellipsis: true, render: (_, row) => row.area },
        { title: '承办单位', width: 150, ellipsis: true, render: (_, row) => row.office ?? '—' },
        { title: '提出', width: 110, render: (_, row) => shortTime(row.openedAt) },
        { title: '期限', width: 150, render: (_, row) => <Deadline row={row} /> },
      ]}
    />
  )
}

function Cards({ cases, onOpen }: Props) {
  const nameOf = useCategoryName()
  return cases.map((row) => (
    <button
      type="button"
      key={row.code}
      className={row.overdue ? 'card overdue' : 'card'}
      onClick={() => onOpen(row)}
    >
      <span className="meta">
        <b className="code">{row.code}</b>
        <span>{nameOf(row.category)}</span>
        <span className="grow" />
        <StatusTag status={row.status} />
      </span>
      <span className="said">
        <Marks row={row} />
        {row.text}
      </span>
      <span className="meta">
        <span>{row.office ?? row.area}</span>
        <span className="grow" />
        <Deadline row={row} />
      </span>
    </button>
  ))
}

export function StatusTag({ status }: { status: string }) {
  const { name, color } = STATUS[status] ?? { name: status, color: 'default' }
  return <Tag color={color}>{name}</Tag>
}

/** What sets a case apart. */
export function Marks({ row }: { row: Pick<CaseRow, 'urgency' | 'supervised' | 'confidential'> }) {
  return (
    <>
      {row.confidential && (
        <Tag color="volcano" icon={<EyeInvisibleOutlined />}>
          保密
        </Tag>
      )}
      {row.urgency === 'urgent' && <Tag color="red">紧急</Tag>}
      {row.supervised && <Tag color="magenta">督办</Tag>}
    </>
  )
}
