import { Select, Switch, type RefSelectProps } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Area, Card, Plan } from '../../../../server/schemas.ts'
import { get, pathOf } from '../../api.ts'
import { bracketed, t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { fullTime, span } from '../../time.ts'
import { AreaSelect } from '../area-select.tsx'

/** How a message is opened, where it is not as the rules propose. */
export interface Choice {
  category?: string
  area?: string
  confidential?: true
}
/** The list that is open to choose from. */
export type Picking = 'category' | 'area' | null

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
  const { categories } = useMe()
  const plan = usePlan(card, choice)
  const { office, dueAt, placed, place, area } = plan
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
          />
        </label>
      )}
      <p className="muted">
        {office
          ? `${t('交给', 'To')} ${office}`
          : plan.confidential
            ? t('交给与此无关的纪检单位', 'To a discipline office that is not concerned')
            : t('没有可办的单位，由审核员派单', 'No office handles it: a reviewer assigns it')}
        {' · '}
        {t('期限', 'Due')} {fullTime(dueAt)}
        {bracketed(span(dueAt - card.at))}
        {!placed && ` · ${t('话里没说地点，按群所在地', 'No place was named: that of the group')}`}
      </p>
    </div>
  )
}

export const withSecrecy = ({ confidential: _, ...choice }: Choice, secret: boolean): Choice =>
  secret ? { ...choice, confidential: true } : choice

/** The plan as it is with the choice; that of before until it is known. */
function usePlan(card: Card, choice: Choice): Plan {
  const { account, message } = card
  const path =
    Object.keys(choice).length === 0 ? null : pathOf(['flags', account, message, 'plan'], { ...choice })
  const [known, setKnown] = useState<{ path: string; plan: Plan } | null>(null)
  useEffect(() => {
    if (path === null) return
    const asking = new AbortController()
    // Without it the proposal stands, and the server says what is wrong when it is opened.
    get<Plan>(path, asking.signal).then(
      (plan) => setKnown({ path, plan }),
      () => undefined,
    )
    return () => asking.abort()
  }, [path])
  return path !== null && known?.path.startsWith(path.split('?')[0]!) ? known.plan : card.plan
}
