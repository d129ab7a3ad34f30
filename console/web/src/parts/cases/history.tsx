import { Timeline } from 'antd'
import type { CasePage } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { hrefOf } from '../../href.ts'
import { shortTime } from '../../time.ts'
import { actorName, EVENT } from '../../words.ts'
import { Why } from '../why.tsx'

const BAD = new Set(['escalated', 'dissatisfied', 'reopened', 'returned'])
const GOOD = new Set(['resolved', 'verified', 'satisfied', 'closed'])
const colorOf = (type: string) => (BAD.has(type) ? 'red' : GOOD.has(type) ? 'green' : 'gray')

export const CaseHistory = ({ page }: { page: CasePage }) => (
  <Timeline
    items={page.events.map((event) => ({
      color: colorOf(event.type),
      content: (
        <>
          <b>{EVENT[event.type] ?? event.type}</b>
          <span className="muted">
            {' '}
            {actorName(event.by)}
            {event.post && t(`（${event.post}）`, ` (${event.post})`)} · {shortTime(event.at)}
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
  if (type === 'opened') return <Why lines={text.split('\n')} />
  if (type === 'extended') return <div className="event-text">{extension(text)}</div>
  return (
    <div className="event-text">{type === 'split' ? <a href={hrefOf('cases', text)}>{text}</a> : text}</div>
  )
}

/** `3 等灯泡` as it was written, with the unit that it may lack. */
function extension(text: string): string {
  const [, days, reason] = /^(\d{1,3})\s*(?:天|日)?[\s,，:：]*(.*)$/s.exec(text) ?? []
  return days ? `${t(`${days} 天`, `${days} d`)} · ${reason}` : text
}
