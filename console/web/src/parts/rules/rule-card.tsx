import { DeleteOutlined } from '@ant-design/icons'
import { Button, InputNumber, Tag } from 'antd'
import { Fragment, useEffect, useRef, useState } from 'react'
import { t } from '../../language.ts'
import { Ask } from '../ask.tsx'
import { useBench } from './bench.ts'
import { LISTS, numberAt, originalNumber, type ListName, type Rule } from './edits.ts'
import { LIST, MARK, sentenceOf } from './said.ts'
import { WordList } from './word-list.tsx'

interface Props {
  file: string
  rule: Rule
  /** it is the one that the address names, and perhaps a word of it */
  isHere: boolean
  wanted?: string | undefined
}

/** A rule: what it does in one sentence, its points, its lists of words. */
export function RuleCard({ file, rule, isHere, wanted }: Props) {
  const { change, originals } = useBench()
  const [removing, setRemoving] = useState(false)
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isHere) element.current?.scrollIntoView({ block: 'start' })
  }, [isHere])
  const isNew = originalNumber(originals, file, [...rule.path, 'points']) === null
  const lists = LISTS.filter((name) => name === 'words' || rule[name].length > 0 || OFFERED.has(name))
  return (
    <section ref={element} className={`rule ${isHere ? 'here' : ''}`} aria-label={rule.name}>
      <header className="rule-head">
        <Amount file={file} path={[...rule.path, 'points']} label={t('分数', 'Points')} />
        <span className="muted">{t('分', 'points')}</span>
        <h3>{sentenceOf(rule)}</h3>
        {isNew && <Tag color="cyan">{t('新规则', 'New')}</Tag>}
        {rule.marks.map(({ name, value }) => (
          <Tag key={name}>{MARK[`${name} ${value}`] ?? MARK[name] ?? `${name} ${value}`}</Tag>
        ))}
        <code className="rule-name" title={t('规则的名字', "The rule's name")}>
          {rule.name}
        </code>
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={t(`删除规则 ${rule.name}`, `Delete the rule ${rule.name}`)}
          onClick={() => setRemoving(true)}
        />
      </header>
      {rule.opening.length > 0 && (
        <p className="muted">
          {t(`以 ${rule.opening.join(' ')} 开头`, `Begins with ${rule.opening.join(' ')}`)}
        </p>
      )}
      {lists.map((name) => (
        <Fragment key={name}>
          {(rule.opening.length === 0 || name !== 'words' || rule.words.length > 0) && (
            <WordList
              file={file}
              path={[...rule.path, name]}
              name={LIST[name].name}
              says={LIST[name].says}
              wanted={wanted}
              needed={name === 'words' && rule.opening.length === 0}
            />
          )}
          {name === 'near' && rule.near.length > 0 && (
            <p className="within">
              {t('最多隔', 'At most')}{' '}
              <Amount
                file={file}
                path={[...rule.path, 'within']}
                label={t('最多隔几个词', 'Words between')}
              />{' '}
              {t('个词', 'words between them')}
            </p>
          )}
        </Fragment>
      ))}
      {removing && (
        <Ask
          title={t(`删除规则 ${rule.name}？`, `Delete the rule ${rule.name}?`)}
          says={t(
            '只从草稿里删除，现在运行的规则不变。放弃草稿才能找回来。',
            'Only the draft loses it; what runs stays. It comes back only when the draft is thrown away.',
          )}
          ok={t('删除', 'Delete')}
          danger
          request={async () => change({ do: 'rule', edit: { op: 'delete-rule', file, name: rule.name } })}
          onClosed={() => setRemoving(false)}
        />
      )}
    </section>
  )
}

/** Lists that a rule may get, shown though they are empty. */
const OFFERED = new Set<ListName>(['near', 'none'])

interface AmountProps {
  file: string
  path: string[]
  label: string
}

const BOUNDS: Record<string, [number, number]> = { points: [-100, 100], within: [0, 40] }

/** A number that can be changed; marked where it differs from what was. */
export function Amount({ file, path, label }: AmountProps) {
  const { version, originals, change } = useBench()
  const value = numberAt(version, file, path)
  const was = originalNumber(originals, file, path)
  const isOther = was !== null && value !== null && value !== was
  const [min, max] = BOUNDS[path[2] ?? ''] ?? [0, 100]
  return (
    <>
      <InputNumber
        size="small"
        className={`amount ${isOther ? 'other' : ''}`}
        aria-label={label}
        min={min}
        max={max}
        precision={0}
        value={value}
        onChange={(number) => {
          if (typeof number === 'number' && number !== value) change({ do: 'number', file, path, number })
        }}
      />
      {isOther && (
        <Button
          type="link"
          size="small"
          onClick={() => change({ do: 'number', file, path, number: was })}
          title={t('改回去', 'Change it back')}
        >
          {t(`原 ${was}`, `was ${was}`)}
        </Button>
      )}
    </>
  )
}
