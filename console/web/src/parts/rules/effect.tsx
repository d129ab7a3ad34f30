import { Alert, Progress, Spin, Tag } from 'antd'
import type { ReactNode } from 'react'
import type { Effect } from '../../../../server/schemas.ts'
import { counted, t } from '../../language.ts'
import { hrefOf } from '../../href.ts'
import { Cuts } from './cuts.tsx'
import { DECISION, Texts } from './texts.tsx'
import type { EffectState } from './effect-of.ts'

/** Fewer decisions than this say little. */
const FEW = 50
/** As many broken examples as are shown here. */
const SHOWN = 4

interface Props {
  state: EffectState
  /** what runs now, as people call it */
  now: string
  /** the words that are typed and not yet added */
  typed: string[]
  isChanged: boolean
  onKept: () => void
}

/** What the version in sight would do to the messages of the last days, beside what runs now. */
export function EffectPanel({ state, now, typed, isChanged, onKept }: Props) {
  const { effect, error, isLate } = state
  return (
    <aside className="effect" aria-label={t('效果', 'Effect')} aria-busy={isLate}>
      <header className="effect-head">
        <h2>{t('效果', 'Effect')}</h2>
        {isLate && effect?.ready && <Spin size="small" />}
        <span className="muted">{t(`对比全县在用的：${now}`, `compared with ${now}, which runs`)}</span>
      </header>
      {typed.length > 0 && (
        <p className="effect-typed">
          {t(`如果加上「${typed.join('、')}」（还没加）：`, `With “${typed.join(', ')}” (not added yet):`)}
        </p>
      )}
      {error && <Alert type="warning" showIcon title={error.message} />}
      {!effect && !error && <Spin className="effect-wait" />}
      {effect && !effect.ready && <Reading {...effect.progress} hours={effect.hours} />}
      {effect?.ready && effect.mistakes.length > 0 && <Mistakes effect={effect} />}
      {effect?.ready && effect.mistakes.length === 0 && (
        <div className={isLate ? 'fading' : ''} data-late={isLate || undefined}>
          <Shown effect={effect} isIdle={!isChanged && typed.length === 0} onKept={onKept} />
        </div>
      )}
    </aside>
  )
}

const Reading = ({ done, of, hours }: { done: number; of: number; hours: number }) => (
  <div role="status" className="effect-wait">
    <p>
      {of > 0
        ? t(
            `正在读入最近 ${hours} 小时的 ${of.toLocaleString()} 条消息…`,
            `Reading ${counted(of, 'message')} of the last ${counted(hours, 'hour')}…`,
          )
        : t('正在读入最近的消息…', 'Reading the last messages…')}
    </p>
    <Progress
      percent={of ? Math.floor((100 * done) / of) : 0}
      size="small"
      aria-label={t('已读入', 'Read so far')}
    />
  </div>
)

const Mistakes = ({ effect }: { effect: Effect }) => (
  <Alert
    type="error"
    showIcon
    title={t('这样改不能用', 'This cannot be used')}
    description={effect.mistakes.slice(0, 5).map((m) => (
      <div key={`${m.file}${m.line}${m.reason}`}>
        {m.reason} <span className="muted">{`${m.file}:${m.line}`}</span>
      </div>
    ))}
  />
)

function Shown({ effect, isIdle, onKept }: { effect: Effect; isIdle: boolean; onKept: () => void }) {
  const { caught, lost, changed, cuts, examples, messages, of, judged, already, hours, took } = effect
  const isNothing = caught.count + lost.count + changed.count + cuts.count === 0
  return (
    <>
      {examples.broken.length > 0 && <Broken examples={examples} />}
      <Numbers effect={effect} />
      {isIdle && isNothing && (
        <p className="muted effect-idle">
          {t(
            '在左边任何一处打一个词，还没加进去，这里就显示它会抓到什么、漏掉什么。',
            'Type a word into any list: before it is added, you see here what it would catch and miss.',
          )}
        </p>
      )}
      {!isIdle && isNothing && (
        <p className="muted effect-idle">
          {judged === 0
            ? t('最近的消息里，没有一条用得到它。', 'It concerns none of these messages.')
            : t(
                `有 ${judged.toLocaleString()} 条消息用得到它，判得都和现在一样：${already.toLocaleString()} 条本来就抓到，其余还够不上。`,
                `It concerns ${counted(judged, 'message')}, all judged as now: ${already.toLocaleString()} are caught already, the others still fall short.`,
              )}
        </p>
      )}
      <Texts kind="caught" found={caught} onKept={onKept} />
      <Texts kind="lost" found={lost} onKept={onKept} />
      <Texts kind="changed" found={changed} onKept={onKept} />
      <Cuts cuts={cuts} />
      {of > messages && (
        <p className="muted effect-foot">
          {t(
            `消息太多：这 72 小时约有 ${of.toLocaleString()} 条，只看了最新的 ${messages.toLocaleString()} 条`,
            `Of about ${counted(of, 'message')} in 72 hours only the newest ${messages.toLocaleString()} are looked at`,
          )}
        </p>
      )}
      <p className="muted effect-foot">
        {t(
          `看了最近 ${hours} 小时的 ${messages.toLocaleString()} 条消息，用时 ${(took / 1000).toFixed(2)} 秒`,
          `${counted(messages, 'message')} of ${counted(hours, 'hour')} in ${(took / 1000).toFixed(2)} s`,
        )}
      </p>
    </>
  )
}

const Broken = ({ examples }: { examples: Effect['examples'] }) => (
  <section className="broken" aria-label={t('不再成立的例句', 'Broken examples')}>
    <h3>
      {t(
        `${examples.of} 条例句里有 ${examples.broken.length} 条不成立`,
        `${examples.broken.length} of ${examples.of} kept examples are broken`,
      )}
    </h3>
    {examples.broken.slice(0, SHOWN).map(({ id, text, expected, decision }) => (
      <p key={id}>
        {t(
          `“${text}” 应该${EXPECTED[expected]}，会${DECISION[decision]?.name}`,
          `“${text}” should ${EXPECTED[expected]}, would be: ${DECISION[decision]?.name}`,
        )}
      </p>
    ))}
    {examples.broken.length > SHOWN && <a href={hrefOf('rules', 'examples')}>{t('看全部', 'See all')}</a>}
  </section>
)

const EXPECTED: Record<string, string> = {
  none: t('不抓', 'not be caught'),
  review: t('至少进待审', 'be reviewed at least'),
  open: t('直接立案', 'be opened'),
}

function Numbers({ effect }: { effect: Effect }) {
  const { flagsADay, decided } = effect
  const count = decided.needs + decided.others
  return (
    <>
      <dl className="numbers">
        <Figure name={t('待审 每天', 'Flags a day')}>
          <Change before={flagsADay.before} after={flagsADay.after} show={(n) => round(n)} />
        </Figure>
        <Figure
          name={t('查准', 'Precision')}
          says={t('抓到的里有多少是真的', 'of what is caught, what is a need')}
        >
          <Change before={decided.before.precision} after={decided.after.precision} show={percent} />
        </Figure>
        <Figure name={t('查全', 'Recall')} says={t('真的里抓到了多少', 'of the needs, what is caught')}>
          <Change before={decided.before.recall} after={decided.after.recall} show={percent} />
        </Figure>
      </dl>
      <p className="muted behind">
        {count === 0
          ? t('还没有人工决定，查准查全算不出来', 'no decisions of people yet, so neither is known')
          : t(
              `查准查全根据 ${count} 条人工决定（${decided.needs} 条是诉求）`,
              `from ${counted(count, 'decision')} of people (${counted(decided.needs, 'need')})`,
            )}
        {count > 0 && count < FEW && <Tag color="gold">{t('样本少，仅供参考', 'few: a hint only')}</Tag>}
      </p>
    </>
  )
}

const Figure = ({ name, says, children }: { name: string; says?: string; children: ReactNode }) => (
  <div title={says}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

interface ChangeProps {
  before: number | null
  after: number | null
  show: (value: number) => string
}

function Change({ before, after, show }: ChangeProps) {
  const [old, fresh] = [before, after].map((v) => (v === null ? '—' : show(v)))
  if (old === fresh) return <b>{fresh}</b>
  return (
    <>
      <span className="muted">{old} →</span> <b>{fresh}</b>
    </>
  )
}

const round = (value: number) => (value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString())
const percent = (value: number) => `${Math.round(value * 100)}%`
