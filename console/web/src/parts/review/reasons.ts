import type { Dismissing } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'

/** Why a message is dismissed; the number of its place is its key. */
export const REASONS: { id: Dismissing['reason']; name: string }[] = [
  { id: 'not-need', name: t('不是诉求', 'No need') },
  { id: 'solved', name: t('已解决', 'Solved') },
  { id: 'duplicate', name: t('重复', 'Duplicate') },
  { id: 'joke', name: t('玩笑或转发', 'Joke or forward') },
  { id: 'advert', name: t('广告', 'Advert') },
  { id: 'other', name: t('其他…', 'Other…') },
]
