import { App } from 'antd'
import { t } from '../../language.ts'
import type { Desk } from './desk.ts'
import { useReviewKeys } from './keys.ts'
import { withSecrecy } from './plan.tsx'
import type { Hands } from './use-hand.ts'

/** What each key does with the card that is shown, while no dialog is open. */
export function useDeskKeys(desk: Desk, { hand }: Hands) {
  const { message } = App.useApp()
  const { card, choice, begun } = desk
  const idle = (act: () => unknown) => () => void (desk.asking === null && act())
  /** A sample has keys of its own: one that was meant for the flag before it decides nothing. */
  const flagged = (act: () => unknown) =>
    idle(() => (card?.sample ? message.info({ key: 'sample', content: SAMPLE_KEYS }) : act()))
  const sampled = (act: () => unknown) => idle(() => card?.sample && act())
  useReviewKeys({
    next: idle(() => desk.step(1)),
    previous: idle(() => desk.step(-1)),
    open: flagged(desk.open),
    dismiss: flagged(() => desk.dismiss(0)),
    need: sampled(desk.open),
    none: sampled(desk.none),
    join: idle(() => (begun === 'joining' ? desk.askCode() : desk.begin('joining'))),
    category: idle(() => desk.begin('category')),
    place: idle(() => desk.begin('area')),
    secret: idle(() => card && !card.confidential && desk.choose(withSecrecy(choice, !choice.confidential))),
    undo: idle(hand.undo),
    list: idle(() => desk.ask('list')),
    help: idle(() => desk.ask('help')),
    cancel: desk.leave,
    digit: (n) => {
      const code = card?.similar[n - 1]?.code
      if (begun !== 'joining') flagged(() => desk.dismiss(n - 1))()
      else if (code) idle(() => desk.join(code))()
    },
  })
}

const SAMPLE_KEYS = t(
  '这是抽查：有人需要帮忙按 Y，没有按 N',
  'This is a sample: Y where somebody needs help, N where nobody does',
)
