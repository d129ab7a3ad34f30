import { PictureOutlined } from '@ant-design/icons'
import { Fragment, type ReactNode } from 'react'
import { t } from '../language.ts'
import { shortTime } from '../time.ts'
import { Photo } from './photo.tsx'

interface Props {
  name: string | null
  text: string
  kind: string
  at: number
  side: 'left' | 'right'
  /** of an image: the path of the picture, where it is kept; not for what can be quoted */
  photo?: string | undefined
  onClick?: () => void
  /** what can be done with it */
  children?: ReactNode
}

// WeChat renders a quote into the text: 「name：what was said」, a dashed line, then the answer.
const QUOTE = /^「([^]*)」\n[-–—\s]{6,}\n([^]*)$/

/** One message as a chat shows it. */
export function Bubble({ name, text, kind, at, side, photo, onClick, children }: Props) {
  if (kind === 'system' || kind === 'recall')
    return (
      <p className="line">
        {kind === 'recall'
          ? `${name ?? t('有人', 'Somebody')} ${t('撤回了一条消息', 'took a message back')}`
          : text}
      </p>
    )
  const who = name ?? t('未知成员', 'Unknown member')
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
          <button type="button" className="bubble" onClick={onClick} title={t('点击引用', 'Click to quote')}>
            <Content kind={kind} text={answer} />
          </button>
        ) : (
          <div className="bubble">
            {photo ? (
              <Photo src={photo} name={text || t('图片', 'Picture')} />
            ) : (
              <Content kind={kind} text={answer} />
            )}
          </div>
        )}
        {quoted && <span className="quoted">{quoted}</span>}
        {children}
      </div>
    </div>
  )
}

const MEDIA: Record<string, string> = {
  voice: t('[语音]', '[Voice]'),
  file: t('[文件]', '[File]'),
  other: t('[消息]', '[Message]'),
}

function Content({ kind, text }: { kind: string; text: string }) {
  if (kind === 'image')
    return (
      <span className="picture">
        <PictureOutlined /> {text || t('图片', 'Picture')}
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
