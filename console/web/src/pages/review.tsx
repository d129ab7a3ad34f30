import { CheckCircleTwoTone } from '@ant-design/icons'
import { App, Button, Empty } from 'antd'
import { useEffect, useState } from 'react'
import type { Flag, Flags } from '../../../server/schemas.ts'
import { pathOf, post } from '../api.ts'
import { usePages } from '../data.ts'
import { AskMerge } from '../parts/ask-merge.tsx'
import { FlagCard, type Choice } from '../parts/flag-card.tsx'
import { Loading } from '../parts/state.tsx'
import { useReviewKeys } from '../parts/review-keys.ts'

const keyOf = (flag: Flag) => `${flag.account} ${flag.message}`
const pathFor = (flag: Flag, verdict: string) => pathOf(['flags', flag.account, flag.message, verdict])

/** 待审: what was flagged, to be opened as a case or dismissed. */
export default function Review() {
  const { message } = App.useApp()
  const flags = usePages<Flag, Flags>(pathOf(['flags'], { limit: 30 }), 'flags')
  // Decided here and perhaps still in the list as it was loaded last.
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set())
  const [choices, setChoices] = useState<Record<string, Choice>>({})
  const [merging, setMerging] = useState<Flag | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const loaded = flags.data?.items ?? []
  const items = loaded.filter((flag) => !decided.has(keyOf(flag)))
  const total = Math.max(0, (flags.data?.total ?? 0) - (loaded.length - items.length))
  const current = items.find((flag) => keyOf(flag) === chosen) ?? items[0]

  const decide = async (flag: Flag, verdict: 'open' | 'dismiss') => {
    const key = keyOf(flag)
    const index = items.indexOf(flag)
    const next = items[index + 1] ?? items[index - 1]
    setChosen(next ? keyOf(next) : null)
    setDecided((old) => new Set(old).add(key))
    try {
      await post(pathFor(flag, verdict), verdict === 'open' ? choices[key] : {})
      message.success(verdict === 'open' ? '已立案' : '已忽略')
    } catch (error) {
      setDecided((old) => new Set([...old].filter((k) => k !== key)))
      message.error((error as Error).message)
      flags.reload()
    }
  }
  const step = (by: number) => {
    const index = current ? items.indexOf(current) : -1
    const next = items[Math.min(Math.max(index + by, 0), items.length - 1)]
    if (next) setChosen(keyOf(next))
  }
  useReviewKeys({
    next: () => step(1),
    previous: () => step(-1),
    open: () => current && void decide(current, 'open'),
    dismiss: () => current && void decide(current, 'dismiss'),
  })
  useEffect(() => {
    if (chosen)
      document.querySelector('.flag.current')?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
  }, [chosen])

  return (
    <div className="narrow">
      <div className="title">
        <h1>待审</h1>
        <span className="muted">{flags.data ? `共 ${total} 条` : ''}</span>
        <span className="keys">
          <kbd>J</kbd>
          <kbd>K</kbd> 下一条 / 上一条 <kbd>Enter</kbd> 立案 <kbd>X</kbd> 忽略
        </span>
      </div>
      <Loading loaded={flags}>
        {({ next }) => (
          <>
            {!items.length && <AllDone />}
            {items.map((flag) => (
              <FlagCard
                key={keyOf(flag)}
                flag={flag}
                current={flag === current}
                choice={choices[keyOf(flag)] ?? {}}
                onChoice={(choice) => setChoices((old) => ({ ...old, [keyOf(flag)]: choice }))}
                onChoose={() => setChosen(keyOf(flag))}
                onMerge={() => setMerging(flag)}
                onDecide={(verdict) => void decide(flag, verdict)}
              />
            ))}
            {next && (
              <Button block onClick={() => void flags.more()}>
                加载更多
              </Button>
            )}
          </>
        )}
      </Loading>
      {merging && (
        <AskMerge
          request={(into) => post(pathFor(merging, 'merge'), { into })}
          after={flags.reload}
          onClosed={() => setMerging(null)}
        />
      )}
    </div>
  )
}

const AllDone = () => (
  <Empty
    className="empty"
    image={<CheckCircleTwoTone twoToneColor="#0f766e" style={{ fontSize: 56 }} />}
    description="都看完了。有新的会自动出现在这里。"
  />
)
