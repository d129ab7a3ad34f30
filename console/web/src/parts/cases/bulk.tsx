import { Alert, App, Button, Modal } from 'antd'
import { useEffect, useState } from 'react'
import type { BulkDone, BulkMay } from '../../../../server/schemas.ts'
import { ACTS, type Act } from './acts.ts'
import { post } from '../../api.ts'
import { t } from '../../language.ts'
import { hrefOf } from '../../href.ts'
import { ActFields, textOf, type Given } from './act-fields.tsx'
import { Ask } from '../ask.tsx'

interface Props {
  codes: string[]
  onClear: () => void
  after: () => Promise<void>
}

/** What can be done with all of the chosen cases at once, and what came of it for each. */
export function CaseBulk({ codes, onClear, after }: Props) {
  const may = useMay(codes)
  // The dialog closes slowly, and what is chosen is gone by then.
  const [asked, setAsked] = useState<{ act: Act; codes: string[]; may: string[] } | null>(null)
  const [results, setResults] = useState<BulkDone['results'] | null>(null)
  const done = ({ results: all }: BulkDone) => {
    const refused = all.filter((one) => one.refused !== null)
    if (refused.length) setResults(all)
    onClear()
    return t(`已办 ${all.length - refused.length} 件`, `${all.length - refused.length} done`)
  }
  const acts = ACTS.filter(({ id }) => may?.includes(id))
  return (
    <>
      {codes.length > 0 && (
        <div className="case-bulk" role="region" aria-label={t('批量操作', 'Bulk actions')}>
          <b>{t(`已选 ${codes.length} 件`, `${codes.length} chosen`)}</b>
          {acts.map((act) => (
            <Button key={act.id} onClick={() => setAsked({ act, codes, may: may ?? [] })}>
              {act.name}
            </Button>
          ))}
          {may?.length === 0 && (
            <span className="muted">
              {t('选中的件没有共同可做的操作', 'There is nothing that can be done with all of them')}
            </span>
          )}
          <span className="grow" />
          <Button type="text" onClick={onClear}>
            {t('取消选择', 'Choose none')}
          </Button>
        </div>
      )}
      {asked && <AskAll {...asked} done={done} after={after} onClosed={() => setAsked(null)} />}
      {results && <Results results={results} onClose={() => setResults(null)} />}
    </>
  )
}

interface AskProps {
  act: Act
  codes: string[]
  may: string[]
  done: (answer: BulkDone) => string
  after: () => Promise<void>
  onClosed: () => void
}

const AskAll = ({ act, codes, may, done, after, onClosed }: AskProps) => (
  <Ask<Given, BulkDone>
    title={t(`${act.name} ${codes.length} 件`, `${act.name}: ${codes.length}`)}
    says={act.says || t('对选中的每一件都这样做。', 'It is done with each of them.')}
    ok={act.name}
    request={(given) => {
      const text = textOf(act, given)
      return post<BulkDone>('/api/cases/act', { codes, verb: act.id, ...(text && { text }) })
    }}
    done={done}
    after={after}
    onClosed={onClosed}
  >
    <ActFields act={act} may={may} office={null} />
  </Ask>
)

function Results({ results, onClose }: { results: BulkDone['results']; onClose: () => void }) {
  const refused = results.filter((one) => one.refused !== null)
  return (
    <Modal
      open
      title={t('批量操作的结果', 'What came of it')}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{t('知道了', 'OK')}</Button>}
    >
      <Alert
        type="warning"
        showIcon
        title={t(
          `${results.length - refused.length} 件已办，${refused.length} 件没有办`,
          `${results.length - refused.length} done, ${refused.length} not done`,
        )}
      />
      <ul className="case-results">
        {refused.map(({ code, refused: reason }) => (
          <li key={code}>
            <a href={hrefOf('cases', code)} className="code">
              {code}
            </a>{' '}
            {reason}
          </li>
        ))}
      </ul>
    </Modal>
  )
}

/** The verbs that all of them allow; null until that is known. */
function useMay(chosen: string[]): string[] | null {
  const { message } = App.useApp()
  const [known, setKnown] = useState<{ key: string; may: string[] } | null>(null)
  const key = chosen.join(' ')
  useEffect(() => {
    if (!key) return
    let stale = false
    post<BulkMay>('/api/cases/may', { codes: key.split(' ') }).then(
      (answer) => !stale && setKnown({ key, may: answer.may }),
      (error: Error) => !stale && void message.error(error.message),
    )
    return () => {
      stale = true
    }
  }, [key, message])
  return known?.key === key ? known.may : null
}
