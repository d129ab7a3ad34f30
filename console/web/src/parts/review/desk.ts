import { useState } from 'react'
import type { Card, Decided } from '../../../../server/schemas.ts'
import { pathOf, post } from '../../api.ts'
import { t } from '../../language.ts'
import { idOf } from './hand.ts'
import type { Choice } from './plan.tsx'
import { REASONS } from './reasons.ts'
import { UNDO, type Hands } from './use-hand.ts'

/** A dialog: what is asked for a card is about that one, whichever is shown by then. */
export type Asking = { what: 'code' | 'reason'; card: Card } | { what: 'list' | 'help' }
/** What was begun with a card, and ends with its being shown. */
type Begun = 'joining' | 'category' | 'area'

const NO_CHOICE: Choice = {}

/** What a reviewer does with the card that is shown; `after` hears of each sample that the server was told of. */
export function useDesk({ hand, state }: Hands, after: () => void) {
  const [choices, setChoices] = useState<Record<string, Choice>>({})
  const [begun, setBegun] = useState<{ id: string; what: Begun } | null>(null)
  const [asking, setAsking] = useState<Asking | null>(null)
  const card = state.cards[state.at]
  const id = card && idOf(card)
  if (begun && begun.id !== id) setBegun(null)

  const begin = (what: Begun | null) => setBegun(id && what ? { id, what } : null)
  const choice = (id && choices[id]) || NO_CHOICE
  const choose = (next: Choice) => id && setChoices((old) => ({ ...old, [id]: next }))
  const leave = () => {
    setBegun(null)
    setAsking(null)
  }

  const tell = async (about: Card, verdict: string, body: object) => {
    const { account, message, sample } = about
    const decided = await post<Decided>(pathOf(['flags', account, message, verdict]), body)
    if (sample) after()
    return decided
  }
  const decide = (about: Card, verdict: string, says: string, body: object) => {
    leave()
    hand.decide(about, says, () => tell(about, verdict, body), UNDO)
  }
  const dismiss = (index: number) => {
    const reason = REASONS[index]
    if (!reason || !card) return
    if (card.sample) none()
    else if (reason.id === 'other') setAsking({ what: 'reason', card })
    else decide(card, 'dismiss', `${DISMISSED} · ${reason.name}`, { reason: reason.id })
  }
  const none = () =>
    card && decide(card, 'dismiss', t('抽查：没有', 'Sample: nobody'), { reason: 'not-need' })

  return {
    ...{ card, choice, choose, asking, leave, dismiss, none },
    begun: begun?.id === id ? (begun?.what ?? null) : null,
    begin,
    ask: (what: 'list' | 'help') => setAsking({ what }),
    askCode() {
      leave()
      if (card) setAsking({ what: 'code', card })
    },
    open: () => card && decide(card, 'open', t('立案', 'Opened'), choice),
    dismissFor: (about: Card, remark: string) =>
      decide(about, 'dismiss', DISMISSED, { reason: 'other', remark }),
    join: (into: string) => card && decide(card, 'merge', joined(into), { into }),
    /** A code that was typed may be wrong: the dialog stays until the server has taken it. */
    async joinTyped(about: Card, into: string) {
      const decided = await tell(about, 'merge', { into })
      hand.decide(about, joined(into), async () => decided, UNDO)
    },
    step(by: number) {
      leave()
      hand.step(by)
    },
  }
}
export type Desk = ReturnType<typeof useDesk>

const DISMISSED = t('忽略', 'Dismissed')
const joined = (into: string) => `${t('并入', 'Joined to')} ${into}`
