import { Empty } from 'antd'
import type { RuleVersions } from '../../../server/schemas.ts'
import { pathOf } from '../api.ts'
import { useData } from '../data.ts'
import { t } from '../language.ts'
import { useMe } from '../me.ts'
import { hrefOf } from '../href.ts'
import { useRoute } from '../route.ts'
import '../styles/rules-effect.css'
import '../styles/rules-words.css'
import '../styles/rules.css'
import { placeOf, workedOn } from '../parts/rules/place.ts'
import { RulesWork } from '../parts/rules/work.tsx'
import { Loading } from '../parts/state.tsx'

/** 规则: what the bot looks for, changed with the effect in sight. */
export default function Rules() {
  const [, ...parts] = useRoute()
  const me = useMe()
  const versions = useData<RuleVersions>(pathOf(['rules']), 'rule_versions rule_activations')
  const place = placeOf(parts)
  return (
    <div className="rules">
      <h1 className="unseen">{t('规则', 'Rules')}</h1>
      <Loading loaded={versions}>
        {(data) => {
          const worked = workedOn(data, me)
          const number = place.number ?? worked
          const row = data.versions.find((v) => v.number === number) ?? null
          if (number !== null && !row) return <Missing number={number} />
          return (
            <RulesWork
              key={number}
              versions={data}
              row={row}
              worked={worked}
              place={place}
              onChanged={versions.reload}
            />
          )
        }}
      </Loading>
    </div>
  )
}

const Missing = ({ number }: { number: number }) => (
  <Empty
    className="empty"
    description={t(
      `没有 v${number} 这一版，可能是已放弃的草稿`,
      `There is no v${number}; it may be a draft thrown away`,
    )}
  >
    <a href={hrefOf('rules')}>{t('看正在改的一版', 'Go to the version that is worked on')}</a>
  </Empty>
)
