import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../language.ts'

const PAUSE = 250

interface Props {
  value: string
  onChange: (value: string | undefined) => void
}

/** Looks when the typing rests for a moment; shows what the address says when that changes otherwise. */
export function CaseSearch({ value, onChange }: Props) {
  const [typed, setTyped] = useState(value)
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
    if (words === sent.current) return
    const timer = window.setTimeout(() => {
      sent.current = words
      send.current(words || undefined)
    }, PAUSE)
    return () => window.clearTimeout(timer)
  }, [typed])
  return (
    <Input
      aria-label={t('搜索', 'Search')}
      allowClear
      prefix={<SearchOutlined />}
      placeholder={t('编号、内容或结果', 'Code, words or result')}
      value={typed}
      maxLength={100}
      onChange={(event) => setTyped(event.target.value)}
      className="search"
    />
  )
}
