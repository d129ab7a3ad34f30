import { ControlOutlined } from '@ant-design/icons'
import { Button, Empty, Result } from 'antd'
import { useState } from 'react'
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
import { ImportRules } from '../parts/rules/import.tsx'
import { NewDraft } from '../parts/rules/new-draft.tsx'
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
          const row = data.versions.find((v) => v.number === number)
          if (number !== null && !row) return <Missing number={number} />
          if (!row) return <Beginning onChanged={versions.reload} />
          return (
            <RulesWork
              key={row.number}
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

/** As long as there is no version the keywords folder runs. */
function Beginning({ onChanged }: { onChanged: () => Promise<void> }) {
  const [asking, setAsking] = useState<'draft' | 'import' | null>(null)
  const onClosed = () => setAsking(null)
  return (
    <>
      <Result
        icon={<ControlOutlined />}
        title={t('现在运行的是安装时自带的规则', 'The installed rules run')}
        subTitle={t(
          '新建一份草稿，就能看到全部的词，改一个就看到它会抓到什么。草稿不影响现在的运行。',
          'Make a draft to see all words, and what a change would catch. What runs stays as it is.',
        )}
        extra={[
          <Button key="draft" type="primary" size="large" onClick={() => setAsking('draft')}>
            {t('新建草稿', 'New draft')}
          </Button>,
          <Button key="import" size="large" onClick={() => setAsking('import')}>
            {t('导入别处的规则', 'Import rules')}
          </Button>,
        ]}
      />
      {asking === 'draft' && (
        <NewDraft from="folder" changes={[]} section="" onChanged={onChanged} onClosed={onClosed} />
      )}
      {asking === 'import' && <ImportRules onChanged={onChanged} onClosed={onClosed} />}
    </>
  )
}
