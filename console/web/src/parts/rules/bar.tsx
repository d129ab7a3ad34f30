import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown, Select, Tag } from 'antd'
import { useState } from 'react'
import type { RuleVersions } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { hrefOf } from '../../href.ts'
import { go } from '../../route.ts'
import { shortTime } from '../../time.ts'
import { AskStep, type Asked } from './steps.tsx'
import {
  nextStep,
  reached,
  isOf,
  rulesHref,
  STEPS,
  versionName,
  type Step,
  type VersionRow,
} from './place.ts'

const STEP_NAME: Record<Step, string> = {
  draft: t('草稿', 'Draft'),
  check: t('检查', 'Check'),
  shadow: t('影子运行', 'Shadow'),
  trial: t('一个乡镇试点', 'One township'),
  everywhere: t('全面启用', 'Everywhere'),
}

interface Props {
  versions: RuleVersions
  version: VersionRow
  /** the version that is worked on when the address names none */
  worked: number | null
  saving: string
  isSaving: boolean
  section: string
  onChanged: () => Promise<void>
  onNewDraft: () => void
}

/** What runs where, how far the version in sight has come, and what comes next. */
export function RulesBar(props: Props) {
  const { versions, version, worked, saving, isSaving, section, onChanged, onNewDraft } = props
  const [asked, setAsked] = useState<Asked | null>(null)
  const me = useMe()
  const step = reached(versions, version)
  const next = nextStep(step)
  const isDraft = version.state === 'draft'
  const choices = menuOf(versions, version, step)
  return (
    <header className="rules-bar">
      <Running versions={versions} />
      <div className="rules-version">
        <Select
          aria-label={t('看哪一版', 'Version')}
          value={version.number}
          onChange={(n: number) => go('rules', ...(n === worked ? [] : [String(n)]), section)}
          options={versions.versions
            .slice(0, 50)
            .map((v) => ({ value: v.number, label: labelOf(v, versions) }))}
          popupMatchSelectWidth={false}
          className="version-select"
        />
        <a href={rulesHref(null, 'versions', String(version.parent ?? 'folder'), String(version.number))}>
          {t('改了什么', 'Changes')}
        </a>
        <span className="muted rules-who">
          {isDraft && !isOf(version, me) && (
            <b className="soon">{t(`这是 ${version.by} 的草稿 `, `A draft of ${version.by} `)}</b>
          )}
          <span title={version.why}>
            {isDraft ? saving : `${version.by} ${shortTime(version.at)}`} · {version.why}
          </span>
        </span>
      </div>
      <Steps step={step} />
      {next === null ? (
        <Button type="primary" onClick={onNewDraft}>
          {t('开始修改', 'Change the rules')}
        </Button>
      ) : (
        <Button type="primary" disabled={isSaving} onClick={() => setAsked(next)}>
          {STEP_NAME[next]}
        </Button>
      )}
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{
          items: choices.map(({ id, name, danger }) => ({ key: id, label: name, danger: danger ?? false })),
          onClick: ({ key }) => (key === 'new' ? onNewDraft() : setAsked(key as Asked)),
        }}
      >
        <Button icon={<DownOutlined />} aria-label={t('更多操作', 'More')} />
      </Dropdown>
      {asked && (
        <AskStep
          asked={asked}
          versions={versions}
          version={version}
          onChanged={onChanged}
          onClosed={() => setAsked(null)}
        />
      )}
    </header>
  )
}

interface InstalledProps {
  versions: RuleVersions
  onNewDraft: () => void
  onImport: () => void
}

/** As long as there is no version, the rules run that were installed. */
export const InstalledBar = ({ versions, onNewDraft, onImport }: InstalledProps) => (
  <header className="rules-bar">
    <Running versions={versions} />
    <span className="muted rules-version">
      {t(
        '还没有改过。改动先写进草稿，不影响现在的运行。',
        'Never changed yet. A draft changes nothing that runs.',
      )}
    </span>
    <Button onClick={onImport}>{t('导入别处的规则', 'Import rules')}</Button>
    <Button type="primary" onClick={onNewDraft}>
      {t('开始修改', 'Change the rules')}
    </Button>
  </header>
)

interface Choice {
  id: Asked | 'new'
  name: string
  danger?: boolean
}

const LATER = ['shadow', 'trial', 'everywhere'] as const

/** What can be done besides the next step. */
function menuOf(versions: RuleVersions, version: VersionRow, step: Step): Choice[] {
  const isDraft = version.state === 'draft'
  const next = nextStep(step)
  const later = isDraft ? [] : LATER.filter((s) => s !== next && s !== step)
  return [
    ...later.map((id) => ({ id, name: STEP_NAME[id] })),
    ...(versions.shadow === version.number
      ? [{ id: 'end-shadow' as const, name: t('结束影子运行', 'End the shadow') }]
      : []),
    ...(versions.trials.some((trial) => trial.version === version.number)
      ? [{ id: 'end-trial' as const, name: t('结束试点', 'End the trial') }]
      : []),
    ...(isDraft
      ? [{ id: 'discard' as const, name: t('放弃草稿', 'Throw the draft away'), danger: true }]
      : [{ id: 'new' as const, name: t('以这一版为底另起草稿', 'New draft from this one') }]),
    ...(versions.back !== null
      ? [
          {
            id: 'back' as const,
            name: t(`退回上一版（${versionName(versions.back)}）`, `Back to ${versionName(versions.back)}`),
            danger: true,
          },
        ]
      : []),
  ]
}

function labelOf(v: VersionRow, versions: RuleVersions): string {
  const step = reached(versions, v)
  return `v${v.number} · ${step === 'check' ? t('已检查', 'Checked') : STEP_NAME[step]}`
}

const Running = ({ versions }: { versions: RuleVersions }) => (
  <div className="running" role="group" aria-label={t('现在运行', 'Running now')}>
    <Tag color="cyan">
      {t('全县', 'Everywhere')} {versionName(versions.everywhere)}
    </Tag>
    {versions.trials.map(({ area, areaName, version }) => (
      <Tag key={area} color="blue">
        {t('试点', 'Trial')} {areaName} v{version}
      </Tag>
    ))}
    {versions.shadow !== null && (
      <a href={rulesHref(null, 'shadow')}>
        <Tag color="purple">
          {t('影子', 'Shadow')} v{versions.shadow}
        </Tag>
      </a>
    )}
  </div>
)

const Steps = ({ step }: { step: Step }) => (
  <ol className="steps" aria-label={t('进度', 'Progress')}>
    {STEPS.map((s, i) => (
      <li
        key={s}
        className={i <= STEPS.indexOf(step) ? 'done' : ''}
        aria-current={s === step ? 'step' : undefined}
      >
        {STEP_NAME[s]}
      </li>
    ))}
  </ol>
)

/** The other views of the rules. */
export const RulesViews = ({ section }: { section: string }) => (
  <nav className="rules-views" aria-label={t('规则的页面', 'Views of the rules')}>
    {VIEW_NAMES.map(([id, name]) => (
      <a key={id} href={hrefOf('rules', id)} aria-current={id === section ? 'page' : undefined}>
        {name}
      </a>
    ))}
  </nav>
)

const VIEW_NAMES = [
  ['suggestions', t('建议', 'Hints')],
  ['examples', t('例句', 'Examples')],
  ['shadow', t('影子', 'Shadow')],
  ['versions', t('版本', 'Versions')],
] as const
