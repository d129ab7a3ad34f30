import { Badge, Card, QRCode, Table, Tag } from 'antd'
import type { ReactNode } from 'react'
import type { System as State } from '../../../server/schemas.ts'
import { pathOf } from '../api.ts'
import { useData } from '../data.ts'
import { Loading, None } from '../parts/state.tsx'
import { Unsettled } from '../parts/unsettled.tsx'
import { fullTime, shortTime, span } from '../time.ts'
import { reasonName } from '../reasons.ts'
import { ACCOUNT, STEP } from '../words.ts'

/** 运行状态: accounts, what was missed, what waits. */
export default function System() {
  const state = useData<State>(pathOf(['system']), 'accounts blind_windows dead_letters outbox')
  return (
    <div className="wide">
      <div className="title">
        <h1>运行状态</h1>
      </div>
      <Loading loaded={state}>
        {(data) => (
          <div className="blocks">
            <Block title="微信账号">
              <Accounts accounts={data.accounts} />
            </Block>
            <Block title="待发送" extra={<span className="muted">{data.outbox.waiting} 条排队中</span>}>
              <Unsettled {...data.outbox} onSettled={state.reload} />
            </Block>
            <Block title="没听见的时段">
              <BlindWindows rows={data.blindWindows} />
            </Block>
            <Block title="没能处理的消息">
              <DeadLetters rows={data.deadLetters} />
            </Block>
          </div>
        )}
      </Loading>
    </div>
  )
}

const Block = ({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) => (
  <Card title={title} extra={extra} size="small">
    {children}
  </Card>
)

function Accounts({ accounts }: { accounts: State['accounts'] }) {
  if (!accounts.length) return <None>还没有账号登录过</None>
  return accounts.map(({ id, name, state, qrcode, error, lastEventAt }) => {
    const word = ACCOUNT[state] ?? { name: '状态不明', status: 'warning' as const }
    return (
      <div key={id} className="wechat-account">
        <div>
          <b>{name ?? id}</b> <Badge status={word.status} text={word.name} />
          <div className="muted">
            {lastEventAt ? `最近一次在线 ${fullTime(lastEventAt)}` : '还没有上线过'}
          </div>
          {error && <div className="late">{reasonName(error)}</div>}
        </div>
        {state === 'scan' && qrcode && (
          <figure>
            <QRCode value={qrcode} size={168} />
            <figcaption>用手机微信扫码登录</figcaption>
          </figure>
        )}
      </div>
    )
  })
}

function BlindWindows({ rows }: { rows: State['blindWindows'] }) {
  if (!rows.length) return <None>一直在听，没有漏掉的时段</None>
  return (
    <Table
      rowKey="id"
      size="small"
      pagination={false}
      dataSource={rows}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: '账号', dataIndex: 'account' },
        { title: '从', render: (_, row) => shortTime(row.from) },
        { title: '到', render: (_, row) => (row.to ? shortTime(row.to) : <Tag color="red">仍在持续</Tag>) },
        { title: '时长', render: (_, row) => (row.to ? span(row.to - row.from) : '—') },
        { title: '原因', render: (_, row) => reasonName(row.reason) },
      ]}
    />
  )
}

function DeadLetters({ rows }: { rows: State['deadLetters'] }) {
  if (!rows.length) return <None>没有</None>
  return (
    <Table
      rowKey="id"
      size="small"
      pagination={false}
      dataSource={rows}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: '时间', render: (_, row) => shortTime(row.at) },
        { title: '环节', render: (_, row) => STEP[row.stage] ?? row.stage },
        { title: '原因', render: (_, row) => reasonName(row.reason) },
        { title: '消息编号', dataIndex: 'message' },
      ]}
    />
  )
}
