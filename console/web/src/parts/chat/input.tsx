import { CloseOutlined, PictureOutlined } from '@ant-design/icons'
import { Button, Input, Popover, Select, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Person, StageChat } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'

export interface Draft {
  text: string
  quote: StageChat['lines'][number] | null
  mentionsBot: boolean
}

interface Props {
  draft: Draft
  onDraft: (draft: Draft) => void
  members: Person[]
  speaker: Person | undefined
  onSpeaker: (id: string) => void
  inGroup: boolean
  botName: string
  onSay: (speech: { text: string } | { image: string }) => Promise<void>
}

/** Where one writes: as whom, with a quote, to the bot, or a picture. */
export function ChatInput(props: Props) {
  const { draft, onDraft, members, speaker, onSpeaker, inGroup, botName, onSay } = props
  const input = useRef<InputRef>(null)
  const text = draft.text.trim()
  const send = () => void (text && onSay({ text }))
  useEffect(() => {
    if (draft.quote || draft.mentionsBot) input.current?.focus()
  }, [draft.quote, draft.mentionsBot])
  return (
    <div className="composer">
      <div className="tools">
        {inGroup && (
          <Select
            aria-label={t('以谁的身份说', 'Speak as')}
            value={speaker?.id ?? null}
            onChange={onSpeaker}
            showSearch={{ optionFilterProp: 'label' }}
            options={members.map((m) => ({ value: m.id, label: m.post ? `${m.name} · ${m.post}` : m.name }))}
            prefix={<span className="muted">{t('身份', 'As')}</span>}
            className="speaker"
          />
        )}
        {inGroup && (
          <Button
            type={draft.mentionsBot ? 'primary' : 'default'}
            aria-pressed={draft.mentionsBot}
            onClick={() => onDraft({ ...draft, mentionsBot: !draft.mentionsBot })}
          >
            @{botName}
          </Button>
        )}
        <PictureButton onSend={(image) => void onSay({ image })} />
      </div>
      {draft.quote && (
        <div className="quoting">
          <span>
            {t('引用', 'Quote')} {draft.quote.name}：{draft.quote.text}
          </span>
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={t('取消引用', 'Do not quote')}
            onClick={() => onDraft({ ...draft, quote: null })}
          />
        </div>
      )}
      <div className="write">
        <Input
          ref={input}
          aria-label={t('消息', 'Message')}
          placeholder={t(
            `以${speaker?.name ?? '……'}的身份说点什么，回车发送`,
            `Say something as ${speaker?.name ?? '…'}; Enter sends it`,
          )}
          value={draft.text}
          maxLength={5000}
          onChange={(e) => onDraft({ ...draft, text: e.target.value })}
          onPressEnter={(e) => !e.nativeEvent.isComposing && send()}
        />
        <Button type="primary" disabled={!text} onClick={send}>
          {t('发送', 'Send')}
        </Button>
      </div>
    </div>
  )
}

function PictureButton({ onSend }: { onSend: (name: string) => void }) {
  const [name, setName] = useState(t('现场照片.jpg', 'photo.jpg'))
  const [open, setOpen] = useState(false)
  const send = () => {
    if (!name.trim()) return
    onSend(name.trim())
    setOpen(false)
  }
  const content = (
    <div className="write">
      <Input
        aria-label={t('图片名', 'Name of the picture')}
        value={name}
        maxLength={200}
        onChange={(e) => setName(e.target.value)}
        onPressEnter={send}
      />
      <Button type="primary" onClick={send}>
        {t('发送图片', 'Send the picture')}
      </Button>
    </div>
  )
  return (
    <Popover
      content={content}
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      title={t('发一张图片', 'Send a picture')}
    >
      <Button icon={<PictureOutlined />} aria-label={t('图片', 'Picture')} />
    </Popover>
  )
}
