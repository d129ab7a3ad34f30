import { EyeInvisibleOutlined } from '@ant-design/icons'
import { Button, Checkbox, Select, Tag, Tooltip } from 'antd'
import type { Flag } from '../../../server/schemas.ts'
import { useCategoryName, useMe } from '../me.ts'
import { ago, fullTime } from '../time.ts'
import { KIND, URGENCY } from '../words.ts'
import { Highlight } from './highlight.tsx'
import { useNow } from './now.ts'
import { Why } from './why.tsx'

/** How a message is opened, where it is not as the rules propose. */
export interface Choice {
  category?: string
  confidential?: true
}

interface Props {
  flag: Flag
  current: boolean
  choice: Choice
  onChoice: (choice: Choice) => void
  onChoose: () => void
  onMerge: () => void
  onDecide: (verdict: 'open' | 'dismiss') => void
}

/** One flagged message with what speaks for it and the two decisions. */
export function FlagCard({ flag, current, choice, onChoice, onChoose, onMerge, onDecide }: Props) {
  const { categories } = useMe()
  const now = useNow()
  const urgency = URGENCY[flag.urgency]
  return (
    <article className={current ? 'flag current' : 'flag'} onClick={onChoose} data-message={flag.message}>
      <div className="meta">
        <b>{flag.from ?? '未知成员'}</b>
        <span>{flag.group?.topic ?? '私聊'}</span>
        <Tooltip title={fullTime(flag.at)}>
          <time>{ago(flag.at, now)}</time>
        </Tooltip>
        <span className="grow" />
        {flag.confidential && (
          <Tag color="volcano" icon={<EyeInvisibleOutlined />}>
            保密
          </Tag>
        )}
        {flag.urgency !== 'normal' && urgency && <Tag color={urgency.color}>{urgency.name}</Tag>}
        <Tag>{KIND[flag.kind] ?? flag.kind}</Tag>
      </div>
      <p className="said">
        <Highlight text={flag.text} hits={flag.hits} />
      </p>
      <Signs flag={flag} />
      <Why lines={flag.why} />
      <div className="actions" onClick={(event) => event.stopPropagation()}>
        <Select
          aria-label="类别"
          value={choice.category ?? flag.category}
          onChange={(category) => onChoice({ ...choice, category })}
          showSearch={{ optionFilterProp: 'label' }}
          options={categories.map(({ id, name }) => ({ value: id, label: name }))}
          className="category"
        />
        {!flag.confidential && (
          <Checkbox
            checked={!!choice.confidential}
            onChange={({ target }) => onChoice(withSecrecy(choice, target.checked))}
          >
            保密
          </Checkbox>
        )}
        <span className="grow" />
        <Button onClick={onMerge}>并入</Button>
        <Button onClick={() => onDecide('dismiss')}>忽略</Button>
        <Button type="primary" onClick={() => onDecide('open')}>
          立案
        </Button>
      </div>
    </article>
  )
}

const withSecrecy = ({ confidential: _, ...choice }: Choice, secret: boolean): Choice =>
  secret ? { ...choice, confidential: true } : choice

function Signs({ flag }: { flag: Flag }) {
  const nameOf = useCategoryName()
  const rules = new Map<string, Set<string>>()
  for (const { rule, term } of flag.hits) rules.set(rule, (rules.get(rule) ?? new Set()).add(term))
  return (
    <div className="signs">
      {[...rules].map(([rule, terms]) => (
        <Tooltip key={rule} title={`规则 ${rule}`}>
          <span>
            {nameOf(rule.split('.')[0] ?? rule)}：<b>{[...terms].join(' + ')}</b>
          </span>
        </Tooltip>
      ))}
      <span>把握 {Math.round(flag.score * 100)}%</span>
    </div>
  )
}
