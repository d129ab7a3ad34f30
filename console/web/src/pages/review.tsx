import { CheckCircleTwoTone, QuestionCircleOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { Alert, App, Button, Empty, Skeleton } from 'antd'
import { useCallback, useState } from 'react'
import type { Area, Card, Decided, MissedWeek, ReviewCounts as Counts } from '../../../server/schemas.ts'
import { pathOf, post } from '../api.ts'
import { useData } from '../data.ts'
import { t } from '../language.ts'
import { AskMerge } from '../parts/review/ask-merge.tsx'
import { FlagCard } from '../parts/review/flag-card.tsx'
import { ReviewActions } from '../parts/review/actions.tsx'
import { AskReason } from '../parts/review/ask-reason.tsx'
import { ReviewContext } from '../parts/review/context.tsx'
import { ReviewCounts, ReviewMissed } from '../parts/review/counts.tsx'
import { idOf } from '../parts/review/hand.ts'
import { ReviewHelp } from '../parts/review/help.tsx'
import { useReviewKeys } from '../parts/review/keys.ts'
import { Live } from '../parts/review/live.tsx'
import { ReviewList } from '../parts/review/list.tsx'
import { ReviewPlan, withSecrecy, type Choice, type Picking } from '../parts/review/plan.tsx'
import { REASONS } from '../parts/review/reasons.ts'
import { ReviewSimilar } from '../parts/review/similar.tsx'
import { ReviewUndo } from '../parts/review/undo.tsx'
import { UNDO, useHand } from '../parts/review/use-hand.ts'
import { useRoute } from '../route.ts'
import '../styles/review.css'

type Asking = 'code' | 'reason' | 'list' | 'help' | null

const decidePath = ({ account, message }: Card, verdict: string) =>
  pathOf(['flags', account, message, verdict])

/** 待审: one message after the other, to be opened as a case, joined to one, or dismissed. */
export default function Review() {
  const [, area] = useRoute()
  return <Reviewing key={area ?? ''} area={area} />
}

function Reviewing({ area }: { area: string | undefined }) {
  const { message } = App.useApp()
  const counts = useData<Counts>(pathOf(['review'], { area }), 'flags').data
  const missed = useData<MissedWeek>(pathOf(['review', 'missed']), '')
  const areas = useData<{ items: Area[] }>(pathOf(['areas']), 'world').data?.items ?? NO_AREAS
  const { hand, state } = useHand(area, counts?.total ?? 0, (text) => void message.error(text))
  const [choices, setChoices] = useState<Record<string, Choice>>({})
  const [picking, setPicking] = useState<Picking>(null)
  const [asking, setAsking] = useState<Asking>(null)
  const [joining, setJoining] = useState(false)

  const card = state.cards[state.at]
  const choice = (card && choices[idOf(card)]) ?? NO_CHOICE
  const choose = (next: Choice) => card && setChoices((old) => ({ ...old, [idOf(card)]: next }))
  const closeAll = () => {
    setJoining(false)
    setAsking(null)
    setPicking(null)
  }
  const decide = (verdict: string, says: string, body: object) => {
    if (!card) return
    closeAll()
    const { sample } = card
    const tell = async () => {
      const decided = await post<Decided>(decidePath(card, verdict), body)
      if (sample) void missed.reload()
      return decided
    }
    hand.decide(card, says, tell, UNDO)
  }
  const open = () => decide('open', t('立案', 'Opened'), choice)
  const none = () => decide('dismiss', t('抽查：没有', 'Sample: nobody'), { reason: 'not-need' })
  const dismiss = (index: number) => {
    const reason = REASONS[index]
    if (!reason || !card) return
    if (card.sample) none()
    else if (reason.id === 'other') setAsking('reason')
    else decide('dismiss', `${t('忽略', 'Dismissed')} · ${reason.name}`, { reason: reason.id })
  }
  const join = (into: string) => decide('merge', `${t('并入', 'Joined to')} ${into}`, { into })
  const joinTyped = async (into: string) => {
    if (!card) return
    const decided = await post<Decided>(decidePath(card, 'merge'), { into })
    hand.decide(card, `${t('并入', 'Joined to')} ${into}`, async () => decided, UNDO)
  }
  const startJoin = () => {
    if (!card) return
    if (joining) setAsking('code')
    setJoining(!joining)
  }
  const step = (by: number) => {
    closeAll()
    hand.step(by)
  }
  const idle = (act: () => void) => () => asking === null && act()
  /** A sample has keys of its own: one that was meant for the flag before it decides nothing. */
  const flagged = (act: () => void) =>
    idle(() => {
      if (!card?.sample) act()
      else void message.info({ key: 'sample', content: SAMPLE_KEYS })
    })
  const sampled = (act: () => void) => idle(() => card?.sample && act())
  useReviewKeys({
    next: idle(() => step(1)),
    previous: idle(() => step(-1)),
    open: flagged(open),
    dismiss: flagged(() => dismiss(0)),
    need: sampled(open),
    none: sampled(none),
    join: idle(startJoin),
    category: idle(() => setPicking('category')),
    place: idle(() => setPicking('area')),
    secret: idle(() => !card?.confidential && choose(withSecrecy(choice, !choice.confidential))),
    undo: idle(() => void hand.undo()),
    list: idle(() => setAsking('list')),
    help: idle(() => setAsking('help')),
    cancel: closeAll,
    digit: (n) => {
      const code = card?.similar[n - 1]?.code
      if (!joining) flagged(() => dismiss(n - 1))()
      else if (code) idle(() => join(code))()
    },
  })
  const undo = useCallback(() => void hand.undo(), [hand])
  const last = state.done.at(-1)

  return (
    <div className="wide review">
      <div className="title">
        <h1>{t('待审', 'Review')}</h1>
        <span className="muted">
          {counts && t(`共 ${counts.total} 条`, `${counts.total} wait`)}
          {counts && counts.urgent > 0 && t(`，紧急 ${counts.urgent} 条`, `, ${counts.urgent} urgent`)}
        </span>
        <span className="grow" />
        <Button type="text" icon={<UnorderedListOutlined />} onClick={() => setAsking('list')}>
          {t('列表', 'List')} <kbd>L</kbd>
        </Button>
        <Button
          type="text"
          className="by-keys"
          icon={<QuestionCircleOutlined />}
          onClick={() => setAsking('help')}
        >
          {t('按键', 'Keys')} <kbd>?</kbd>
        </Button>
      </div>
      {counts && <ReviewCounts counts={counts} />}
      {state.problem && <Alert type="warning" showIcon className="problem" title={state.problem} />}
      {card ? (
        <Live card={card}>
          {(live) => (
            <div className="desk">
              <div>
                <article
                  className={card.sample ? 'flag current sample' : 'flag current'}
                  data-message={card.message}
                  aria-label={t('这一条', 'This one')}
                >
                  <FlagCard card={live} />
                  <ReviewPlan
                    {...{ card, areas, choice, picking }}
                    onChoice={choose}
                    onPicking={setPicking}
                  />
                  <ReviewActions
                    card={card}
                    onOpen={open}
                    onDismiss={dismiss}
                    onJoin={() => setAsking('code')}
                  />
                </article>
                {missed.data && <ReviewMissed week={missed.data} />}
              </div>
              <aside>
                <ReviewSimilar similar={card.similar} joining={joining} onJoin={join} />
                <h2>{t('前后消息', 'Messages around')}</h2>
                <ReviewContext card={live} />
              </aside>
            </div>
          )}
        </Live>
      ) : (
        <>
          <Nothing loaded={state.loaded} others={counts?.total ?? 0} />
          {missed.data && <ReviewMissed week={missed.data} />}
        </>
      )}
      {last && <ReviewUndo key={idOf(last.card)} done={last} onUndo={undo} onTidy={hand.tidy} />}
      {asking === 'code' && <AskMerge request={joinTyped} onClosed={closeAll} />}
      {asking === 'reason' && (
        <AskReason
          onReason={(remark) => decide('dismiss', t('忽略', 'Dismissed'), { reason: 'other', remark })}
          onClosed={closeAll}
        />
      )}
      {asking === 'help' && <ReviewHelp onClosed={closeAll} />}
      {asking === 'list' && (
        <ReviewList
          area={area}
          onClosed={closeAll}
          onChoose={(key) => {
            closeAll()
            void hand.choose(key)
          }}
        />
      )}
    </div>
  )
}

const SAMPLE_KEYS = t(
  '这是抽查：有人需要帮忙按 Y，没有按 N',
  'This is a sample: Y where somebody needs help, N where nobody does',
)
const NO_AREAS: Area[] = []
const NO_CHOICE: Choice = {}

/** Nothing for him: all is decided, or others have what is left. */
function Nothing({ loaded, others }: { loaded: boolean; others: number }) {
  if (!loaded) return <Skeleton active className="skeleton" />
  return (
    <Empty
      className="empty"
      image={<CheckCircleTwoTone twoToneColor="#0f766e" style={{ fontSize: 56 }} />}
      description={
        others > 0
          ? t(`剩下的 ${others} 条正由其他人处理。`, `Others have the ${others} that are left.`)
          : t('都看完了。有新的会自动出现在这里。', 'All is done. What is new appears here by itself.')
      }
    />
  )
}
