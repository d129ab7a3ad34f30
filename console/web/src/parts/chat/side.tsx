import { BulbOutlined } from '@ant-design/icons'
import { Collapse, Grid } from 'antd'
import { useState } from 'react'
import type { Person, StageChat } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { hintsFor, type Hint } from './hints.ts'

interface Props {
  chat: StageChat | null
  inGroup: boolean
  place: string | null
  speaker: Person | undefined
  onSpeaker: (id: string) => void
  onFill: (member: string, text: string) => void
}

/** Beside the chat: what to try next, and who is in the group. */
export function ChatSide({ chat, inGroup, place, speaker, onSpeaker, onFill }: Props) {
  const { lg } = Grid.useBreakpoint()
  const [open, setOpen] = useState(false)
  const hints = chat ? hintsFor(chat, inGroup, place) : []
  const fill = (member: string, text: string) => {
    setOpen(false)
    onFill(member, text)
  }
  const list = <Hints hints={hints} onFill={fill} />
  if (lg === false)
    return (
      <Collapse
        size="small"
        className="side-small"
        activeKey={open ? ['try'] : []}
        onChange={(keys) => setOpen(keys.length > 0)}
        items={[
          {
            key: 'try',
            label: t('试一试：走完一件诉求的全过程', 'Try it: a need from its beginning to its end'),
            children: list,
          },
        ]}
      />
    )
  return (
    <aside className="side">
      <h2>
        <BulbOutlined /> {t('试一试', 'Try it')}
      </h2>
      {list}
      {inGroup && (
        <>
          <h2>{t(`群成员（${chat?.members.length ?? 0}）`, `Members (${chat?.members.length ?? 0})`)}</h2>
          <div className="people">
            {chat?.members.map((m) => (
              <button
                type="button"
                key={m.id}
                aria-pressed={m.id === speaker?.id}
                onClick={() => onSpeaker(m.id)}
              >
                {m.name}
                {m.post && <span className="muted"> {m.post}</span>}
              </button>
            ))}
          </div>
        </>
      )}
    </aside>
  )
}

const Hints = ({ hints, onFill }: { hints: Hint[]; onFill: Props['onFill'] }) => (
  <ol className="hints">
    {hints.map((hint) => (
      <li key={hint.title}>
        <button
          type="button"
          disabled={!hint.member}
          onClick={() => hint.member && onFill(hint.member.id, hint.text)}
        >
          <span className="muted">
            {hint.title}
            {hint.member && ` · ${hint.member.name}`}
          </span>
          {hint.text}
        </button>
      </li>
    ))}
  </ol>
)
