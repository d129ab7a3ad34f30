import type { CasePage } from '../../../../server/schemas.ts'
import type { Act } from './acts.ts'
import { pathOf, post } from '../../api.ts'
import { ActFields, textOf, type Given } from './act-fields.tsx'
import { Ask } from '../ask.tsx'
import { CasePictures } from './pictures.tsx'

interface Props {
  act: Act
  page: CasePage
  after: () => Promise<void>
  onClosed: () => void
}

export function AskAct({ act, page, after, onClosed }: Props) {
  return (
    <Ask<Given, unknown>
      title={`${act.name} ${page.code}`}
      says={act.says}
      ok={act.name}
      danger={act.danger}
      request={(given) => doTo(page.code, act, given)}
      done={() => act.done}
      after={after}
      onClosed={onClosed}
    >
      <ActFields act={act} may={page.may} office={page.office} />
      {act.id === 'resolve' && <CasePictures page={page} after={after} />}
    </Ask>
  )
}

/** Asks the server to do it. */
export function doTo(code: string, act: Act, given: Given = {}) {
  if (act.id === 'confidential') return post(pathOf(['cases', code, act.id]), { about: given.about ?? [] })
  const text = textOf(act, given)
  return post(pathOf(['cases', code, 'act']), { verb: given.rating ?? act.id, ...(text && { text }) })
}
