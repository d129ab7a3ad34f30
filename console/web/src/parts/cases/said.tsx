import { Button, Form } from 'antd'
import { useState } from 'react'
import type { CasePage, Revealed } from '../../../../server/schemas.ts'
import { useAct } from '../../act.ts'
import { pathOf, post } from '../../api.ts'
import { t } from '../../language.ts'
import { hrefOf } from '../../href.ts'
import { Ask } from '../ask.tsx'
import { Bubble } from '../bubble.tsx'
import { CategorySelect } from '../category-select.tsx'

type Message = CasePage['messages'][number]

interface Props {
  page: CasePage
  revealed: Revealed | null
  onReveal: (revealed: Revealed) => void
  after: () => Promise<void>
}

const REPORTER = t('反映人', 'Reporter')
const isSaid = (m: Message) => m.type === 'text' && !m.command

/** 原话: what was said, with numbers on demand, and taking apart what does not belong together. */
export function CaseSaid({ page, revealed, onReveal, after }: Props) {
  const [leaving, setLeaving] = useState<Message | null>(null)
  // What was filed by hand has nobody's name on it.
  const teller = page.group ? null : REPORTER
  const opening = page.messages.find(isSaid)
  const maySplit = (m: Message) => page.may.includes('split') && isSaid(m) && m !== opening
  const textOf = (m: Message) =>
    revealed?.messages.find(({ account, id }) => account === m.account && id === m.id)?.text ?? m.text
  return (
    <>
      <div className="said-title">
        <h2>{t('原话', 'What was said')}</h2>
        <Reveal page={page} revealed={revealed} onReveal={onReveal} />
      </div>
      <div className="chat-box">
        {!page.messages.length && (
          <Bubble
            name={REPORTER}
            text={revealed?.text ?? page.text}
            kind="text"
            at={page.openedAt}
            side="left"
          />
        )}
        {page.messages.map((m) => (
          <Bubble
            key={`${m.account} ${m.id}`}
            name={m.from ?? teller}
            text={textOf(m)}
            kind={m.type}
            at={m.at}
            side={m.staff ? 'right' : 'left'}
            photo={m.photo ? pathOf(['pictures', m.account, m.id]) : undefined}
          >
            {maySplit(m) && (
              <Button type="link" size="small" className="split" onClick={() => setLeaving(m)}>
                {t('另立一件', 'Make it a case of its own')}
              </Button>
            )}
          </Bubble>
        ))}
      </div>
      {leaving && (
        <AskSplit code={page.code} message={leaving} after={after} onClosed={() => setLeaving(null)} />
      )}
    </>
  )
}

function Reveal({ page, revealed, onReveal }: Omit<Props, 'after'>) {
  const { act, busy, refusal } = useAct()
  if (revealed)
    return (
      <span className="muted">
        {t('已显示号码，这次查看已记录', 'Numbers are shown; this look is recorded')}
      </span>
    )
  if (!page.may.includes('reveal')) return null
  const reveal = async () => {
    const answer = await post<Revealed>(pathOf(['cases', page.code, 'reveal']))
    onReveal(answer)
  }
  return (
    <>
      <Button size="small" loading={busy} onClick={() => void act(reveal)}>
        {t('显示号码', 'Show numbers')}
      </Button>
      {refusal ? (
        <span className="late" role="alert">
          {refusal}
        </span>
      ) : (
        <span className="muted">{t('查看会留下记录', 'A look is recorded')}</span>
      )}
    </>
  )
}

interface Splitting {
  code: string
  message: Message
  after: () => Promise<void>
  onClosed: () => void
}

function AskSplit({ code, message: { account, id, text }, after, onClosed }: Splitting) {
  return (
    <Ask<{ category?: string }, { code: string }>
      title={t('另立一件', 'Make it a case of its own')}
      says={t(
        '这句话从本件移出，另立一件，单独派单、单独计期限。说话人在本件里没有别的话时，只等新的一件。',
        'These words leave this case for one of their own, with its own office and deadline. Whoever said nothing else here waits for the new one only.',
      )}
      ok={t('另立一件', 'Make it a case')}
      request={({ category }) =>
        post<{ code: string }>(pathOf(['cases', code, 'split']), {
          account,
          message: id,
          ...(category && { category }),
        })
      }
      done={(fresh) => (
        <>
          {t('已另立一件', 'Made')} <a href={hrefOf('cases', fresh.code)}>{fresh.code}</a>
        </>
      )}
      after={after}
      onClosed={onClosed}
    >
      <blockquote>{text}</blockquote>
      <Form.Item name="category" label={t('类别', 'Category')}>
        <CategorySelect />
      </Form.Item>
    </Ask>
  )
}
