import type { CasePage, Revealed } from '../../../server/schemas.ts'
import { useCategoryName } from '../me.ts'
import { fullTime } from '../time.ts'
import { CHANNEL, KIND, OUTCOME } from '../words.ts'
import { Marks, StatusTag } from './case-table.tsx'
import { Deadline } from './deadline.tsx'

export function CaseFacts({ page, revealed }: { page: CasePage; revealed: Revealed | null }) {
  const nameOf = useCategoryName()
  const reporters = page.reporters.map((r) => r.name + (r.private ? '（私聊）' : '')).join('、')
  const contact = revealed?.contact
  const facts = {
    状态: <StatusTag status={page.status} />,
    期限: (
      <>
        <Deadline row={page} /> <span className="muted">（{fullTime(page.dueAt)}）</span>
      </>
    ),
    ...(page.outcome && { 结果: OUTCOME[page.outcome] ?? page.outcome }),
    类别: `${nameOf(page.category)} · ${KIND[page.kind] ?? page.kind}`,
    地点: page.place.join(' › '),
    承办单位: page.office ?? '尚未派出',
    来自: [CHANNEL[page.channel] ?? page.channel, page.group].filter(Boolean).join(' · '),
    提出时间: fullTime(page.openedAt),
    提出人: reporters || '—',
    ...(page.contact && {
      联系方式: contact ? [contact.name, contact.phone].filter(Boolean).join(' ') : '已登记，不直接显示',
    }),
  }
  return (
    <>
      <div className="marks">
        <Marks row={page} />
      </div>
      <dl className="facts">
        {Object.entries(facts).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
