import type { CasePage, Revealed } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { useCategoryName } from '../../me.ts'
import { fullTime } from '../../time.ts'
import { CHANNEL, KIND, OUTCOME } from '../../words.ts'

export function CaseFacts({ page, revealed }: { page: CasePage; revealed: Revealed | null }) {
  const nameOf = useCategoryName()
  const reporters = page.reporters
    .map((r) => r.name + (r.private ? t('（私聊）', ' (private)') : ''))
    .join(t('、', ', '))
  const contact = revealed?.contact
  const facts: [string, string | null][] = [
    [t('结果', 'Outcome'), page.outcome && (OUTCOME[page.outcome] ?? page.outcome)],
    [t('承办单位', 'Office'), page.office ?? t('尚未派出', 'None yet')],
    [t('类别', 'Category'), `${nameOf(page.category)} · ${KIND[page.kind] ?? page.kind}`],
    [t('地点', 'Place'), page.place.join(' › ')],
    [t('来自', 'From'), [CHANNEL[page.channel] ?? page.channel, page.group].filter(Boolean).join(' · ')],
    [t('提出时间', 'Opened'), fullTime(page.openedAt)],
    [t('接单时间', 'Accepted'), timeOf(page.acceptedAt)],
    [t('办结时间', 'Resolved'), timeOf(page.resolvedAt)],
    [t('反映人', 'Reporters'), reporters || '—'],
    [
      t('联系方式', 'Contact'),
      !page.contact
        ? null
        : contact
          ? [contact.name, contact.phone].filter(Boolean).join(' ')
          : t('已登记，不直接显示', 'Kept, not shown by itself'),
    ],
  ]
  return (
    <dl className="facts">
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

const timeOf = (at: number | null) => (at === null ? null : fullTime(at))
