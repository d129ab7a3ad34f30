import { QuestionCircleOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { Alert, App, Button } from 'antd'
import { useCallback } from 'react'
import type { Area, Card, MissedWeek, ReviewCounts as Counts } from '../../../server/schemas.ts'
import { pathOf } from '../api.ts'
import { useData } from '../data.ts'
import { COLON, t } from '../language.ts'
import { AskMerge } from '../parts/review/ask-merge.tsx'
import { FlagCard } from '../parts/review/flag-card.tsx'
import { ReviewActions } from '../parts/review/actions.tsx'
import { AskReason } from '../parts/review/ask-reason.tsx'
import { ReviewContext } from '../parts/review/context.tsx'
import { ReviewCounts, ReviewMissed } from '../parts/review/counts.tsx'
import { Current } from '../parts/review/current.tsx'
import { useDesk } from '../parts/review/desk.ts'
import { useDeskKeys } from '../parts/review/desk-keys.ts'
import { idOf } from '../parts/review/hand.ts'
import { ReviewHelp } from '../parts/review/help.tsx'
import { Live } from '../parts/review/live.tsx'
import { ReviewList } from '../parts/review/list.tsx'
import { Nothing } from '../parts/review/nothing.tsx'
import { ReviewPlan } from '../parts/review/plan.tsx'
import { ReviewSimilar } from '../parts/review/similar.tsx'
import { beginning, ReviewUndo } from '../parts/review/undo.tsx'
import { useHand } from '../parts/review/use-hand.ts'
import { useRoute } from '../route.ts'
import '../styles/review.css'

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
  const refused = (text: string, about?: Card) =>
    void message.error(about ? `${beginning(about)}${COLON}${text}` : text)
  const hands = useHand(area, counts?.total ?? 0, refused)
  const { hand, state } = hands
  const desk = useDesk(hands, () => void missed.reload())
  const { card, asking, begun } = desk
  useDeskKeys(desk, hands)
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
        <Button type="text" icon={<UnorderedListOutlined />} onClick={() => desk.ask('list')}>
          {t('列表', 'List')} <kbd>L</kbd>
        </Button>
        <Button
          type="text"
          className="by-keys"
          icon={<QuestionCircleOutlined />}
          onClick={() => desk.ask('help')}
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
                <Current key={keyOfCard(card)} card={card} asking={asking !== null}>
                  <FlagCard card={live} />
                  <ReviewPlan
                    {...{ card, areas, choice: desk.choice }}
                    onChoice={desk.choose}
                    picking={begun === 'joining' ? null : begun}
                    onPicking={desk.begin}
                  />
                  <ReviewActions
                    card={card}
                    onOpen={desk.open}
                    onDismiss={desk.dismiss}
                    onJoin={desk.askCode}
                  />
                </Current>
                {missed.data && <ReviewMissed week={missed.data} />}
              </div>
              <aside>
                <ReviewSimilar
                  key={keyOfCard(card)}
                  similar={card.similar}
                  joining={begun === 'joining'}
                  onJoin={desk.join}
                />
                <h2>{t('前后消息', 'Messages around')}</h2>
                <ReviewContext card={live} />
              </aside>
            </div>
          )}
        </Live>
      ) : (
        <>
          <Nothing state={state} others={counts?.total ?? 0} onResume={() => void hand.resume()} />
          {missed.data && <ReviewMissed week={missed.data} />}
        </>
      )}
      {last && <ReviewUndo key={idOf(last.card)} done={last} onUndo={undo} onTidy={hand.tidy} />}
      {asking?.what === 'code' && (
        <AskMerge request={(into) => desk.joinTyped(asking.card, into)} onClosed={desk.leave} />
      )}
      {asking?.what === 'reason' && (
        <AskReason onReason={(remark) => desk.dismissFor(asking.card, remark)} onClosed={desk.leave} />
      )}
      {asking?.what === 'help' && <ReviewHelp onClosed={desk.leave} />}
      {asking?.what === 'list' && (
        <ReviewList
          area={area}
          onClosed={desk.leave}
          onChoose={(key) => {
            desk.leave()
            void hand.choose(key)
          }}
        />
      )}
    </div>
  )
}

/** A flag and a sample have other buttons. */
const keyOfCard = (card: Card) => `${card.sample ? 'sample' : 'flag'} ${idOf(card)}`
const NO_AREAS: Area[] = []
