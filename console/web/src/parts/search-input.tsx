import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'

const PAUSE = 250

interface Props {
  value: string
  /** what is typed, without the spaces around it; undefined when that is nothing */
  onChange: (value: string | undefined) => void
  label: string
  /** default: the label */
  placeholder?: string
  className?: string
}

/**
 * Looks when the typing rests for a moment, and never for a syllable that is still to become a character; shows what the
 * address says when that changes otherwise.
 */
export function SearchInput({ value, onChange, label, placeholder = label, className = 'search' }: Props) {
  const [typed, setTyped] = useState(value)
  const [composing, setComposing] = useState(false)
  const sent = useRef(value)
  const send = useRef(onChange)
  useEffect(() => {
    send.current = onChange
  })
  useEffect(() => {
    if (value !== sent.current) setTyped(value)
    sent.current = value
  }, [value])
  useEffect(() => {
    const words = typed.trim()
    if (composing || words === sent.current) return
    const timer = window.setTimeout(() => {
      sent.current = words
      send.current(words || undefined)
    }, PAUSE)
    return () => window.clearTimeout(timer)
  }, [typed, composing])
  return (
    <Input
      aria-label={label}
      allowClear
      prefix={<SearchOutlined />}
      placeholder={placeholder}
      value={typed}
      maxLength={100}
      onChange={(event) => setTyped(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      className={className}
    />
  )
}
