import { CheckOutlined } from '@ant-design/icons'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import type { Effect, KeepExample } from '../../../../server/schemas.ts'
import { useAct } from '../../act.ts'
import { post } from '../../api.ts'
import { t } from '../../language.ts'
import { useCategoryName } from '../../me.ts'
import { shortTime } from '../../time.ts'
import { Highlight } from '../highlight.tsx'

type Found = Effect['caught']
type Item = Found['items'][number]

export const DECISION: Record<string, { name: string; color: string }> = {
  ignore: { name: t('不抓', 'Not caught'), color: 'default' },
  review: { name: t('进待审', 'Review'), color: 'blue' },
  open: { name: t('直接立案', 'Case'), color: 'cyan' },
}

const KINDS = {
  caught: { name: t('新抓到', 'Newly caught'), color: 'cyan' },
  lost: { name: t('不再抓到', 'No longer caught'), color: 'red' },
  changed: { name: t('判得不同', 'Judged otherwise'), color: 'gold' },
}

/** As many texts as are shown before one asks for the others. */
const FIRST = 5

interface Props {
  kind: keyof typeof KINDS
  found: Found
  onKept: () => void
}

export function Texts({ kind, found, onKept }: Props) {
  const [all, setAll] = useState(false)
  const { name, color } = KINDS[kind]
  if (found.count === 0) return null
  const items = all ? found.items : found.items.slice(0, FIRST)
  return (
    <section className="texts" aria-label={name}>
      <h3>
        {name} <Tag color={color}>{t(`${found.count} 条`, `${found.count}`)}</Tag>
      </h3>
      {items.map((item) => (
        <Text key={`${item.at} ${item.text}`} item={item} onKept={onKept} />
      ))}
      {!all && found.items.length > FIRST && (
        <Button size="small" type="link" onClick={() => setAll(true)}>
          {t(`再看 ${found.items.length - FIRST} 条`, `${found.items.length - FIRST} more`)}
        </Button>
      )}
      {all && found.count > found.items.length && (
        <p className="muted">
          {t(`只列出 ${found.items.length} 条`, `Only ${found.items.length} are listed`)}
        </p>
      )}
    </section>
  )
}

function Text({ item, onKept }: { item: Item; onKept: () => void }) {
  const { text, at, group, before, after, hits } = item
  const categoryName = useCategoryName()
  const side = ({ decision, category, urgency }: Item['before']) =>
    [
      DECISION[decision]?.name,
      category && decision !== 'ignore' && categoryName(category),
      urgency === 'urgent' && t('紧急', 'urgent'),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <article className="effect-text">
      <div className="meta">
        <span>{shortTime(at)}</span>
        <span>{group}</span>
      </div>
      <p>
        {text === null ? (
          <i className="muted">{t('涉及干部作风，不显示原文', 'About officials: not shown here')}</i>
        ) : (
          <Highlight text={text} hits={hits} />
        )}
      </p>
      <div className="effect-sides">
        <span className="muted">{side(before)}</span> → <span>{side(after)}</span>
        {text !== null && <Keep item={item} text={text} onKept={onKept} />}
      </div>
    </article>
  )
}

/** One click keeps the text as an example of what should, or should not, be caught. */
function Keep({ item, text, onKept }: { item: Item; text: string; onKept: () => void }) {
  const { act, busy, refusal } = useAct()
  const [kept, setKept] = useState(false)
  const category = item.after.category ?? item.before.category
  const keep = async (isNeed: boolean) => {
    const example: KeepExample = isNeed
      ? {
          text,
          expected: 'review',
          ...(category && { category }),
          why: t('调规则时标为该抓', 'Marked while tuning'),
        }
      : { text, expected: 'none', why: t('调规则时标为不该抓', 'Marked while tuning') }
    if (await act(() => post('/api/rules/examples', example))) {
      setKept(true)
      onKept()
    }
  }
  if (kept)
    return (
      <span className="kept" role="status">
        <CheckOutlined /> {t('已留作例句', 'Kept')}
      </span>
    )
  return (
    <span className="keep">
      {refusal && <span className="late">{refusal}</span>}
      <Button size="small" disabled={busy} onClick={() => void keep(true)}>
        {t('该抓', 'Right')}
      </Button>
      <Button size="small" disabled={busy} onClick={() => void keep(false)}>
        {t('不该抓', 'Wrong')}
      </Button>
    </span>
  )
}
