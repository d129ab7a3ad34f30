import { Drawer, Timeline } from 'antd'
import type { CasePage } from '../../../server/schemas.ts'
import { pathOf } from '../api.ts'
import { useData } from '../data.ts'
import { useCategoryName } from '../me.ts'
import { fullTime, shortTime } from '../time.ts'
import { EVENT, KIND } from '../words.ts'
import { Bubble } from './bubble.tsx'
import { Marks, StatusTag } from './case-table.tsx'
import { Deadline } from './deadline.tsx'
import { Loading } from './state.tsx'
import { Why } from './why.tsx'

/** One case beside the list: the facts, what was said, what was done. */
export function CaseDrawer({ code, onClose }: { code: string | null; onClose: () => void }) {
  return (
    <Drawer
      open={code !== null}
      onClose={onClose}
      size="min(680px, 100vw)"
      title={code && <span className="code">{code.toUpperCase()}</span>}
      destroyOnHidden
    >
      {code && <Details code={code} />}
    </Drawer>
  )
}

function Details({ code }: { code: string }) {
  const loaded = useData<CasePage>(pathOf(['cases', code]), 'cases messages')
  return (
    <Loading loaded={loaded}>
      {(page) => (
        <div className="details">
          <Facts page={page} />
          <h2>原话</h2>
          <div className="chat-box">
            {page.messages.map((m) => (
              <Bubble
                key={m.id}
                name={m.from}
                text={m.text}
                kind={m.type}
                at={m.at}
                side={m.staff ? 'right' : 'left'}
              />
            ))}
          </div>
          <h2>经过</h2>
          <History page={page} />
        </div>
      )}
    </Loading>
  )
}

function Facts({ page }: { page: CasePage }) {
  const nameOf = useCategoryName()
  const reporters = page.reporters.map((r) => r.name + (r.private ? '（私聊）' : '')).join('、')
  const facts = {
    状态: <StatusTag status={page.status} />,
    期限: (
      <>
        <Deadline row={page} /> <span className="muted">（{fullTime(page.dueAt)}）</span>
      </>
    ),
    类别: `${nameOf(page.category)} · ${KIND[page.kind] ?? page.kind}`,
    地点: page.place.join(' › '),
    承办单位: page.office ?? '尚未派出',
    来自: page.group ?? '私聊',
    提出时间: fullTime(page.openedAt),
    提出人: reporters || '—',
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

const BAD = new Set(['escalated', 'dissatisfied', 'reopened', 'returned'])
const GOOD = new Set(['resolved', 'satisfied', 'closed'])
const colorOf = (type: string) => (BAD.has(type) ? 'red' : GOOD.has(type) ? 'green' : 'gray')

const History = ({ page }: { page: CasePage }) => (
  <Timeline
    items={page.events.map((event) => ({
      color: colorOf(event.type),
      content: (
        <>
          <b>{EVENT[event.type] ?? event.type}</b>
          <span className="muted">
            {' '}
            {event.by === 'system' ? '系统' : event.by}
            {event.post && `（${event.post}）`} · {shortTime(event.at)}
            {event.office && ` · ${event.office}`}
          </span>
          {event.text && <EventText type={event.type} text={event.text} />}
        </>
      ),
    }))}
  />
)

/** What was said with an event; with the opening of a case by itself the reasons for it. */
function EventText({ type, text }: { type: string; text: string }) {
  return type === 'opened' ? <Why lines={text.split('\n')} /> : <div className="event-text">{text}</div>
}
