import { t } from '../../language.ts'
import { useBench } from './bench.ts'
import { Amount } from './rule-card.tsx'
import { THRESHOLD } from './said.ts'
import { SectionHead } from './head.tsx'

const SAYS: Record<string, string> = {
  review: t(
    '一条消息满这么多分，就进待审请人看。调低：抓得更多，要看的也更多。',
    'From so many points on a person looks. Lower: more is caught, and more is to be looked at.',
  ),
  open: t(
    '满这么多分，而且下面两条也满足，就直接立案，不等人看。',
    'From so many points on a case opens by itself, if the next two hold.',
  ),
  own: t(
    '直接立案时，这一类自己的规则至少要有这么多分（说法加的分不算）。',
    "For a case the category's own rules must bring so many, ways of speaking aside.",
  ),
  lead: t(
    '直接立案时，要比第二名的类别至少多这么多分。',
    'For a case it must lead the next category by so many.',
  ),
  speech: t('求助、抱怨这些说法，加起来最多给这么多分。', 'Ways of speaking add at most so many.'),
}

/** How many points call a person, and how many open a case. */
export function ThresholdsSection() {
  const { version } = useBench()
  const found = version.files.find((f) => f.thresholds)
  if (!found) return null
  return (
    <>
      <SectionHead
        title={t('阈值', 'Thresholds')}
        says={t(
          '改一个数，右边就看到每天的待审会变成多少。',
          'Change one and see the flags a day on the right.',
        )}
      />
      {Object.keys(SAYS).map((name) => (
        <section key={name} className="rule threshold" aria-label={THRESHOLD[name]}>
          <h3>{THRESHOLD[name]}</h3>
          <Amount file={found.file} path={['thresholds', name]} label={THRESHOLD[name] ?? name} />
          <span className="muted">{t('分', 'points')}</span>
          <p className="muted">{SAYS[name]}</p>
        </section>
      ))}
    </>
  )
}
