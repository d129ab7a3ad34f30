import { PictureOutlined } from '@ant-design/icons'
import { Fragment, type ReactNode } from 'react'
import { shortTime } from '../time.ts'

interface Props {
  name: string | null
  text: string
  kind: string
  at: number
  side: 'left' | 'right'
  onClick?: () => void
  /** what can be done with it */
  children?: ReactNode
}

// WeChat renders a quote into the text: 「name：what was said」, a dashed line, then the answer.
const QUOTE = /^「([^]*)」\n[-–—\s]{6,}\n([^]*)$/

/** One message as a chat shows it. */
export function Bubble({ name, text, kind, at, side, onClick, children }: Props) {
  if (kind === 'system' || kind === 'recall')
    return <p className="line">{kind === 'recall' ? `${name ?? '有人'} 撤回了一条消息` : text}</p>
  const who = name ?? '未知成员'
  const [, quoted, answer = text] = QUOTE.exec(text) ?? []
  return (
    <div className={`bubble-row ${side}`}>
      <span className="face" style={{ background: colorOf(who) }} aria-hidden>
        {who.slice(0, 1)}
      </span>
      <div className="bubble-side">
        <span className="bubble-name">
          {who} <time>{shortTime(at)}</time>
        </span>
        {onClick ? (
          <button type="button" className="bubble" onClick={onClick} title="点击引用">
            <Content kind={kind} text={answer} />
          </button>
        ) : (
          <div className="bubble">
            <Content kind={kind} text={answer} />
          </div>
        )}
        {quoted && <span className="quoted">{quoted}</span>}
        {children}
      </div>
    </div>
  )
}

const MEDIA: Record<string, string> = { voice: '[语音]', file: '[文件]', other: '[消息]' }

function Content({ kind, text }: { kind: string; text: string }) {
  if (kind === 'image')
    return (
      <span className="picture">
        <PictureOutlined /> {text || '图片'}
      </span>
    )
  const media = MEDIA[kind]
  if (media) return `${media} ${text}`
  // A mention ends with U+2005.
  return text.split(/(@[^\s\u2005@]+\u2005)/).map((part, i) =>
    i % 2 ? (
      <b key={i} className="mention">
        {part}
      </b>
    ) : (
      <Fragment key={i}>{part}</Fragment>
    ),
  )
}

function colorOf(name: string): string {
  const hue = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0) * 37, 0) % 360
  return `hsl(${hue} 38% 46%)`
}
