import { EyeInvisibleOutlined } from '@ant-design/icons'
import { Grid, Table, Tag } from 'antd'
import type { CaseRow } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { useCategoryName } from '../../me.ts'
import { hrefOf } from '../../href.ts'
import { go } from '../../route.ts'
import { shortTime } from '../../time.ts'
import { STATUS, WITHHELD } from '../../words.ts'
import { Deadline } from './deadline.tsx'

interface Props {
  cases: CaseRow[]
  /** codes */
  chosen: string[]
  onChoose: (codes: string[]) => void
}

/** A table on a desk, cards on a phone. */
export function CaseTable(props: Props) {
  const { md } = Grid.useBreakpoint()
  return md === false ? <Cards cases={props.cases} /> : <Rows {...props} />
}

function Rows({ cases, chosen, onChoose }: Props) {
  const nameOf = useCategoryName()
  return (
    <Table<CaseRow>
      rowKey="code"
      size="middle"
      dataSource={cases}
      pagination={false}
      className="case-table"
      rowClassName={(row) => (row.overdue ? 'case-row overdue' : 'case-row')}
      onRow={(row) => ({ onClick: () => go('cases', row.code) })}
      rowSelection={{
        columnWidth: 40,
        selectedRowKeys: chosen,
        onChange: (keys) => onChoose(keys.map(String)),
        getTitleCheckboxProps: () => ({ 'aria-label': t('选择这一页', 'Choose all that are shown') }),
        getCheckboxProps: (row) => ({ 'aria-label': `${t('选择', 'Choose')} ${row.code}` }),
      }}
      columns={[
        { title: t('编号', 'Code'), width: 92, render: (_, row) => <CodeLink code={row.code} /> },
        { title: t('状态', 'State'), width: 100, render: (_, row) => <StatusTag status={row.status} /> },
        { title: t('类别', 'Category'), width: 104, render: (_, row) => nameOf(row.category) },
        {
          title: t('内容', 'What was said'),
          ellipsis: true,
          render: (_, row) => (
            <>
              <Marks row={row} />
              <Text row={row} />
            </>
          ),
        },
        { title: t('地点', 'Place'), width: 130, ellipsis: true, render: (_, row) => row.area },
        { title: t('承办单位', 'Office'), width: 150, ellipsis: true, render: (_, row) => row.office ?? '—' },
        { title: t('提出', 'Opened'), width: 110, render: (_, row) => shortTime(row.openedAt) },
        { title: t('期限', 'Due'), width: 150, render: (_, row) => <Deadline row={row} /> },
      ]}
    />
  )
}

const Text = ({ row }: { row: CaseRow }) => row.text ?? <span className="muted">{WITHHELD}</span>

const CodeLink = ({ code }: { code: string }) => (
  <a href={hrefOf('cases', code)} className="code" onClick={(event) => event.stopPropagation()}>
    <b>{code}</b>
  </a>
)

function Cards({ cases }: { cases: CaseRow[] }) {
  const nameOf = useCategoryName()
  return cases.map((row) => (
    <a key={row.code} className={row.overdue ? 'card overdue' : 'card'} href={hrefOf('cases', row.code)}>
      <span className="meta">
        <b className="code">{row.code}</b>
        <span>{nameOf(row.category)}</span>
        <span className="grow" />
        <StatusTag status={row.status} />
      </span>
      <span className="said">
        <Marks row={row} />
        <Text row={row} />
      </span>
      <span className="meta">
        <span>{row.office ?? row.area}</span>
        <span className="grow" />
        <Deadline row={row} />
      </span>
    </a>
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
          {t('保密', 'Confidential')}
        </Tag>
      )}
      {row.urgency === 'urgent' && <Tag color="red">{t('紧急', 'Urgent')}</Tag>}
      {row.supervised && <Tag color="magenta">{t('督办', 'Supervised')}</Tag>}
    </>
  )
}
