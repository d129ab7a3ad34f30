import { Select, Switch, type RefSelectProps } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Area, Card, Plan } from '../../../../server/schemas.ts'
import { get, pathOf } from '../../api.ts'
import { bracketed, t } from '../../language.ts'
import { useCategories } from '../../me.ts'
import { fullTime, span } from '../../time.ts'
import { AreaSelect } from '../area-select.tsx'

/** How a message is opened, where it is not as the rules propose. */
export interface Choice {
  category?: string
  area?: string
  confidential?: true
}
/** The list that is open to choose from. */
type Picking = 'category' | 'area' | null

interface Props {
  card: Card
  areas: Area[]
  choice: Choice
  onChoice: (choice: Choice) => void
  picking: Picking
  onPicking: (picking: Picking) => void
}

/** Where it would go as a case, with all that can be changed of it. */
export function ReviewPlan({ card, areas, choice, onChoice, picking, onPicking }: Props) {
  const categories = useCategories(card.category)
  const plan = usePlan(card, choice)
  const { place, area } = plan ?? card.plan
  const list = useRef<HTMLDivElement>(null)
  const select = useRef<RefSelectProps>(null)
  useEffect(() => {
    if (picking === 'category') select.current?.focus()
    if (picking === 'area') list.current?.querySelector<HTMLElement>('.place input')?.focus()
  }, [picking])
  /** Whoever has chosen goes on with the keys. */
  const leave = () => {
    onPicking(null)
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  }
  const isOpen = (which: Picking) => ({
    open: picking === which,
    onOpenChange: (open: boolean) => (open ? onPicking(which) : leave()),
  })
  const here = choice.area ?? area
  const known = areas.some(({ code }) => code === here)
  return (
    <div className="plan" ref={list}>
      <label>
        <span>
          {t('类别', 'Category')} <kbd>C</kbd>
        </span>
        <Select
          ref={select}
          aria-label={t('类别', 'Category')}
          className="category"
          value={choice.category ?? card.category}
          onChange={(category) => onChoice({ ...choice, category })}
          showSearch={{ optionFilterProp: 'label' }}
          options={categories.map(({ id, name }) => ({ value: id, label: name }))}
          {...isOpen('category')}
        />
      </label>
      <label>
        <span>
          {t('地点', 'Place')} <kbd>P</kbd>
        </span>
        <AreaSelect
          aria-label={t('地点', 'Place')}
          className="place"
          areas={known ? areas : [...areas, { code: here, name: '', level: '', path: place }]}
          value={here}
          onChange={(code) => onChoice({ ...choice, area: code })}
          {...isOpen('area')}
        />
      </label>
      {!card.confidential && (
        <label>
          <span>
            {t('保密', 'Confidential')} <kbd>S</kbd>
          </span>
          <Switch
            aria-label={t('保密', 'Confidential')}
            checked={!!choice.confidential}
            onChange={(secret) => onChoice(withSecrecy(choice, secret))}
            // The Enter that comes next is meant for the message.
            onClick={(_, event) => event.detail > 0 && event.currentTarget.blur()}
          />
        </label>
      )}
      <p className="muted">{plan ? whatBecomes(plan) : '…'}</p>
    </div>
  )
}

function whatBecomes({ office, confidential, dueAt, total, days, placed }: Plan): string {
  const to = office
    ? `${t('交给', 'To')} ${office}`
    : confidential
      ? t('交给与此无关的纪检单位', 'To a discipline office that is not concerned')
      : t('没有可办的单位，由审核员派单', 'No office handles it: a reviewer assigns it')
  const time = span(total) + (days === 'working' ? t('，按工作日', ', working days') : '')
  const due = `${t('期限', 'Due')} ${fullTime(dueAt)}${bracketed(time)}`
  return [to, due, ...(placed ? [] : [NOT_PLACED])].join(' · ')
}

const NOT_PLACED = t('话里没说地点，按群所在地', 'No place was named: that of the group')

export const withSecrecy = ({ confidential: _, ...choice }: Choice, secret: boolean): Choice =>
  secret ? { ...choice, confidential: true } : choice

/** The plan as it is with the choice; null until it is known, and where it cannot be had. */
function usePlan(card: Card, choice: Choice): Plan | null {
  const { account, message } = card
  const path =
    Object.keys(choice).length === 0 ? null : pathOf(['flags', account, message, 'plan'], { ...choice })
  const [known, setKnown] = useState<{ path: string; plan: Plan } | null>(null)
  useEffect(() => {
    if (path === null) return
    const asking = new AbortController()
    // The server says what is wrong when it is opened.
    get<Plan>(path, asking.signal).then(
      (plan) => setKnown({ path, plan }),
      () => undefined,
    )
    return () => asking.abort()
  }, [path])
  if (path === null) return card.plan
  return known?.path === path ? known.plan : null
}
