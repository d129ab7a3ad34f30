import { Drawer, Empty } from 'antd'
import { useState } from 'react'
import type { CasePage, Revealed } from '../../../server/schemas.ts'
import { ApiError, pathOf } from '../api.ts'
import { useData } from '../data.ts'
import { CaseActs } from './case-acts.tsx'
import { CaseFacts } from './case-facts.tsx'
import { CaseHistory } from './case-history.tsx'
import { CaseSaid } from './case-said.tsx'
import { Loading } from './state.tsx'

/** One case beside the list: the facts, what was said, what was done, and what can be done. */
export function CaseDrawer({ code, onClose }: { code: string | null; onClose: () => void }) {
  return (
    <Drawer
      open={code !== null}
      onClose={onClose}
      size="min(680px, 100vw)"
      title={code && <span className="code">{code.toUpperCase()}</span>}
      rootClassName="case-drawer"
      destroyOnHidden
    >
      {code && <Details key={code} code={code} />}
    </Drawer>
  )
}

function Details({ code }: { code: string }) {
  const loaded = useData<CasePage>(pathOf(['cases', code]), 'cases messages')
  const [revealed, setRevealed] = useState<Revealed | null>(null)
  // Handed on, or confidential by now: what was seen of it before does not stay.
  if (loaded.error instanceof ApiError && loaded.error.status === 404)
    return <Empty className="empty" description="没有这一件，或者它由别的单位办理，不归您看" />
  return (
    <Loading loaded={loaded}>
      {(page) => (
        <div className="details">
          <CaseFacts page={page} revealed={revealed} />
          <CaseSaid page={page} revealed={revealed} onReveal={setRevealed} after={loaded.reload} />
          <h2>经过</h2>
          <CaseHistory page={page} />
          <CaseActs page={page} after={loaded.reload} />
        </div>
      )}
    </Loading>
  )
}
