import { MenuOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Person, StageChat, StageSpeech } from '../../../../server/schemas.ts'
import { pathOf, post } from '../../api.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { Bubble } from '../bubble.tsx'
import { ChatInput, type Draft } from './input.tsx'
import { ChatSide } from './side.tsx'
import { Loading } from '../state.tsx'

interface Props {
  /** null: privately, as `member` */
  group: { id: string; topic: string } | null
  member: Person | null
  account: { id: string; name: string }
  /** one of the group's village */
  place: string | null
  /** opens the list of conversations where it is not beside the chat */
  onRooms: (() => void) | null
}

const EMPTY: Draft = { text: '', quote: null, mentionsBot: false }

/** One conversation: what was said, who is there, and writing as one of them. */
export function ChatPane({ group, member, account, place, onRooms }: Props) {
  const { message } = App.useApp()
  const path = group ? ['stage', 'groups', group.id] : ['stage', 'members', member?.id ?? '']
  const chat = useData<StageChat>(pathOf(path), 'stage world')
  const [as, setAs] = useState<string | null>(member?.id ?? null)
  const [draft, setDraft] = useState<Draft>(EMPTY)
  const members = chat.data?.members ?? []
  const speaker = members.find((m) => m.id === as) ?? members.find((m) => !m.role) ?? members[0]

  const say = async (speech: Pick<StageSpeech, 'text' | 'image'>) => {
    if (!speaker) return
    const { quote, mentionsBot } = draft
    const sent = draft
    setDraft(EMPTY)
    try {
      await post('/api/stage/say', {
        group: group?.id ?? null,
        from: speaker.id,
        ...speech,
        ...(quote && { quote: { id: quote.id } }),
        ...(mentionsBot && group && { mentions: ['bot'] }),
      })
      chat.reload()
    } catch (error) {
      setDraft(sent)
      message.error((error as Error).message)
    }
  }

  return (
    <>
      <section className="talk">
        <header className="talk-title">
          {onRooms && (
            <Button
              type="text"
              icon={<MenuOutlined />}
              aria-label={t('会话列表', 'Conversations')}
              onClick={onRooms}
            />
          )}
          <b>
            {group?.topic ?? `${member?.name} ${t('与', 'and')} ${account.name} ${t('私聊', 'in private')}`}
          </b>
          {group && <span className="muted">（{members.length}）</span>}
        </header>
        <Loading loaded={chat}>
          {({ lines }) => (
            <Lines
              lines={lines}
              me={speaker?.id}
              onQuote={(line) => setDraft((old) => ({ ...old, quote: line }))}
            />
          )}
        </Loading>
        <ChatInput
          draft={draft}
          onDraft={setDraft}
          members={members}
          speaker={speaker}
          onSpeaker={setAs}
          inGroup={group !== null}
          botName={account.name}
          onSay={say}
        />
      </section>
      <ChatSide
        chat={chat.data}
        inGroup={group !== null}
        place={place}
        speaker={speaker}
        onSpeaker={setAs}
        onFill={(id, text) => {
          setAs(id)
          setDraft({ ...EMPTY, text })
        }}
      />
    </>
  )
}

type Line = StageChat['lines'][number]

function Lines({
  lines,
  me,
  onQuote,
}: {
  lines: Line[]
  me: string | undefined
  onQuote: (line: Line) => void
}) {
  const box = useRef<HTMLDivElement>(null)
  const last = lines.at(-1)?.id
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [last])
  return (
    <div className="lines" ref={box} role="log" aria-label={t('聊天记录', 'Chat')}>
      {!lines.length && (
        <p className="line">
          {t('还没有人说话。在下面写一句试试。', 'Nobody has spoken yet. Write something below.')}
        </p>
      )}
      {lines.map((line) => (
        <Bubble
          key={line.id}
          name={line.name}
          text={line.text}
          kind={line.kind}
          at={line.at}
          side={!line.own && line.who === me ? 'right' : 'left'}
          onClick={() => onQuote(line)}
        />
      ))}
    </div>
  )
}
