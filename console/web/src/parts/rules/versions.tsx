import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Checkbox, Table, Tag } from 'antd'
import { useState } from 'react'
import type { RuleVersions } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { t } from '../../language.ts'
import { go } from '../../route.ts'
import { fullTime } from '../../time.ts'
import { RulesDiff } from './diff.tsx'
import { ImportRules } from './import.tsx'
import { rulesHref, versionName, type VersionRow } from './place.ts'
import { AskStep } from './steps.tsx'
import { SectionHead } from './head.tsx'

interface Props {
  versions: RuleVersions
  /** the two versions that the address names, the older first */
  pair: string[]
  onChanged: () => Promise<void>
}

/** All versions with who and why, the difference between any two, and what was activated where. */
export function VersionsView({ versions, pair, onChanged }: Props) {
  const [importing, setImporting] = useState(false)
  const [goingBack, setGoingBack] = useState(false)
  const [from, to] = pair
  const current = versions.versions.find((v) => v.number === versions.everywhere)
  return (
    <div className="rules-view">
      <SectionHead
        title={t('版本', 'Versions')}
        says={t('勾选两版，看它们差在哪里。', 'Tick two versions to see how they differ.')}
      >
        <Button size="small" icon={<UploadOutlined />} onClick={() => setImporting(true)}>
          {t('导入', 'Import')}
        </Button>
        {versions.back !== null && current && (
          <Button size="small" danger onClick={() => setGoingBack(true)}>
            {t(`退回上一版（${versionName(versions.back)}）`, `Back to ${versionName(versions.back)}`)}
          </Button>
        )}
      </SectionHead>
      {from && to && <RulesDiff key={`${from} ${to}`} from={from} to={to} versions={versions} />}
      <VersionTable versions={versions} pair={pair} />
      <h2>{t('启用记录', 'Activations')}</h2>
      <Activations rows={versions.activations} />
      {importing && <ImportRules onChanged={onChanged} onClosed={() => setImporting(false)} />}
      {goingBack && current && (
        <AskStep
          asked="back"
          versions={versions}
          version={current}
          onChanged={onChanged}
          onClosed={() => setGoingBack(false)}
        />
      )}
    </div>
  )
}

function VersionTable({ versions, pair }: { versions: RuleVersions; pair: string[] }) {
  const pick = (number: number) => {
    const id = String(number)
    const next = pair.includes(id) ? pair.filter((p) => p !== id) : [...pair.slice(-1), id]
    go('rules', 'versions', ...next.sort((a, b) => Number(a) - Number(b)))
  }
  return (
    <Table<VersionRow>
      rowKey="number"
      size="small"
      pagination={versions.versions.length > 15 ? { pageSize: 15, showSizeChanger: false } : false}
      dataSource={versions.versions}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: t('还没有版本', 'No versions yet') }}
      columns={[
        {
          title: t('比较', 'Compare'),
          width: 60,
          render: (_, { number }) => (
            <Checkbox
              aria-label={t(`比较 v${number}`, `Compare v${number}`)}
              checked={pair.includes(String(number))}
              onChange={() => pick(number)}
            />
          ),
        },
        {
          title: t('版本', 'Version'),
          render: (_, v) => <a href={rulesHref(v.number)}>{`v${v.number}`}</a>,
        },
        { title: t('状态', 'State'), render: (_, v) => <Where versions={versions} version={v} /> },
        { title: t('为什么', 'Why'), render: (_, v) => <div className="version-why">{v.why}</div> },
        { title: t('谁', 'Who'), dataIndex: 'by' },
        { title: t('时间', 'When'), render: (_, v) => fullTime(v.at) },
        { title: t('底版', 'Made from'), render: (_, v) => versionName(v.parent) },
        { title: t('操作', 'Actions'), render: (_, v) => <VersionLinks version={v} /> },
      ]}
    />
  )
}

const VersionLinks = ({ version: { number, parent } }: { version: VersionRow }) => (
  <span className="version-links">
    <a href={rulesHref(null, 'versions', String(parent ?? 'folder'), String(number))}>
      {t('改了什么', 'What changed')}
    </a>
    <a href={pathOf(['rules', 'versions', String(number), 'export'])} download>
      <DownloadOutlined /> {t('导出', 'Export')}
    </a>
  </span>
)

function Where({ versions, version: { number, state } }: { versions: RuleVersions; version: VersionRow }) {
  const trials = versions.trials.filter((trial) => trial.version === number)
  return (
    <>
      {versions.everywhere === number && <Tag color="cyan">{t('全县在用', 'Everywhere')}</Tag>}
      {trials.map(({ area, areaName }) => (
        <Tag key={area} color="blue">
          {t('试点', 'Trial')} {areaName}
        </Tag>
      ))}
      {versions.shadow === number && <Tag color="purple">{t('影子', 'Shadow')}</Tag>}
      {state === 'draft' ? <Tag color="gold">{t('草稿', 'Draft')}</Tag> : <Tag>{t('已检查', 'Checked')}</Tag>}
    </>
  )
}

function Activations({ rows }: { rows: RuleVersions['activations'] }) {
  const where = ({ scope, areaName }: (typeof rows)[number]) =>
    ({ everywhere: t('全县', 'Everywhere'), shadow: t('影子', 'Shadow') })[scope] ?? areaName ?? scope
  return (
    <Table
      rowKey={(row) => `${row.at} ${row.scope}`}
      size="small"
      pagination={rows.length > 15 ? { pageSize: 15, showSizeChanger: false } : false}
      dataSource={rows}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: t('还没有启用过', 'Nothing was activated yet') }}
      columns={[
        { title: t('时间', 'When'), render: (_, row) => fullTime(row.at) },
        { title: t('在哪里', 'Where'), render: (_, row) => where(row) },
        {
          title: t('用哪一版', 'Version'),
          render: (_, row) =>
            row.version === null && row.scope !== 'everywhere'
              ? t('结束', 'ended')
              : versionName(row.version),
        },
        { title: t('谁', 'Who'), dataIndex: 'by' },
        {
          title: t('为什么', 'Why'),
          render: (_, row) => (
            <div className="version-why">
              {row.why}
              {row.despite && (
                <div className="late">
                  {t(`例句不成立仍启用：${row.despite}`, `Despite broken examples: ${row.despite}`)}
                </div>
              )}
            </div>
          ),
        },
      ]}
    />
  )
}
