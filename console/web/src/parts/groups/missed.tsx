import { Tag } from 'antd'
import type { System } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { reasonName } from '../../reasons.ts'
import { shortTime, span } from '../../time.ts'
import { STEP } from '../../words.ts'
import { useNow } from '../../now.ts'
import { PlainTable } from '../plain-table.tsx'
import { None } from '../state.tsx'

/** When nobody listened, and what was heard and could not be handled. */
export function GroupMissed({ state }: { state: System }) {
  return (
    <>
      <h2>{t('没听见的时段', 'Times when nobody listened')}</h2>
      <BlindWindows rows={state.blindWindows} />
      <h2>{t('没能处理的消息', 'Messages that could not be handled')}</h2>
      <DeadLetters rows={state.deadLetters} />
    </>
  )
}

function BlindWindows({ rows }: { rows: System['blindWindows'] }) {
  const now = useNow()
  if (!rows.length) return <None>{t('一直在听，没有漏掉的时段', 'There was always somebody listening')}</None>
  return (
    <PlainTable
      rows={rows}
      columns={[
        { title: t('账号', 'Account'), dataIndex: 'account' },
        { title: t('从', 'From'), render: (_, row) => shortTime(row.from) },
        {
          title: t('到', 'To'),
          render: (_, row) =>
            row.to ? shortTime(row.to) : <Tag color="red">{t('仍在持续', 'Still going on')}</Tag>,
        },
        { title: t('时长', 'For'), render: (_, row) => span((row.to ?? now) - row.from) },
        { title: t('原因', 'Reason'), render: (_, row) => reasonName(row.reason) },
      ]}
    />
  )
}

function DeadLetters({ rows }: { rows: System['deadLetters'] }) {
  if (!rows.length) return <None>{t('没有', 'None')}</None>
  return (
    <PlainTable
      rows={rows}
      columns={[
        { title: t('时间', 'Time'), render: (_, row) => shortTime(row.at) },
        { title: t('环节', 'Step'), render: (_, row) => STEP[row.stage] ?? row.stage },
        { title: t('原因', 'Reason'), render: (_, row) => reasonName(row.reason) },
        { title: t('消息编号', 'Message'), dataIndex: 'message' },
      ]}
    />
  )
}
