import { post } from '../../api.ts'
import { t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { go } from '../../route.ts'
import { Ask } from '../ask.tsx'
import { queueOf } from './draft.ts'
import type { Change } from './edits.ts'
import type { VersionId } from './place.ts'
import { WhyField } from './steps.tsx'

interface Props {
  from: VersionId
  /** what was begun on a version that is no draft */
  changes: Change[]
  section: string
  onChanged: () => Promise<void>
  onClosed: () => void
}

/** A draft is a copy that can be changed while everything runs on as it is. */
export function NewDraft({ from, changes, section, onChanged, onClosed }: Props) {
  const { login } = useMe()
  // What was begun is saved as what is typed into a draft: a failure leaves it waiting, and makes no second draft.
  const make = async ({ why }: { why: string }) => {
    const { number } = await post<{ number: number }>('/api/rules/drafts', { from, why: why.trim() })
    if (changes.length > 0) queueOf(login, number).add(changes)
    return number
  }
  return (
    <Ask<{ why: string }, number>
      title={t('新建草稿', 'New draft')}
      says={t(
        changes.length > 0
          ? '这一版已经定下来了，改动会写进一份新草稿。现在运行的规则不变。'
          : '改动都写进草稿，随时保存，不影响现在的运行。检查、试过以后再启用。',
        'Changes go into a draft and are saved as you type. What runs stays as it is.',
      )}
      ok={t('新建草稿', 'New draft')}
      request={make}
      done={(number) => {
        go('rules', section)
        return t(`草稿 v${number} 已建好`, `Draft v${number} is made`)
      }}
      after={onChanged}
      onClosed={onClosed}
    >
      <WhyField />
    </Ask>
  )
}
