import { Alert, Button, Dropdown } from 'antd'
import { useState } from 'react'
import type { CasePage } from '../../../../server/schemas.ts'
import { useAct } from '../../act.ts'
import { actsOf, type Act } from './acts.ts'
import { t } from '../../language.ts'
import { AskAct, doTo } from './ask-act.tsx'

/** What this person may do, within reach of the thumb: what comes next as a button, the rest in a menu. */
export function CaseActs({ page, after }: { page: CasePage; after: () => Promise<void> }) {
  const { act, busy, refusal, forget } = useAct(after)
  const [asked, setAsked] = useState<Act | null>(null)
  const { first, rest } = actsOf(page)
  const start = (chosen: Act) => {
    if (!chosen.asks)
      return void act(
        () => doTo(page.code, chosen),
        () => chosen.done,
      )
    forget()
    setAsked(chosen)
  }
  const items = rest.map((one) => ({
    key: one.id,
    label: one.name,
    danger: !!one.danger,
    onClick: () => start(one),
  }))
  return (
    <>
      {(first || rest.length > 0 || refusal) && (
        <div className="acts">
          {refusal && <Alert type="error" showIcon title={refusal} role="alert" />}
          <div className="acts-row">
            {first && (
              <Button type="primary" size="large" loading={busy} onClick={() => start(first)}>
                {first.name}
              </Button>
            )}
            {rest.length > 0 && (
              <Dropdown
                menu={{ items }}
                trigger={['click']}
                placement="topRight"
                classNames={{ root: 'acts-menu' }}
              >
                <Button size="large">{t('更多操作', 'More')}</Button>
              </Dropdown>
            )}
          </div>
        </div>
      )}
      {asked && <AskAct act={asked} page={page} after={after} onClosed={() => setAsked(null)} />}
    </>
  )
}
