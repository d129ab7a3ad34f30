import { Button, Tag } from 'antd'
import type { RuleDiff, RuleVersions } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { COLON, t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { go } from '../../route.ts'
import type { ListDiff } from './edits.ts'
import { versionName } from './place.ts'
import { LIST, SHARED, THRESHOLD, WHOLE } from './said.ts'
import { Loading } from '../state.tsx'

interface Props {
  from: string
  to: string
  versions: RuleVersions
}

/** What two versions have different: words by list, and numbers. */
export function RulesDiff({ from, to, versions }: Props) {
  const diff = useData<RuleDiff>(pathOf(['rules', 'diff'], { from, to }), 'rule_versions')
  const nameOf = (id: string) => versionName(id === 'folder' ? null : Number(id))
  const { why, by } = versions.versions.find((v) => String(v.number) === to) ?? {}
  return (
    <section className="diff" aria-label={t('差别', 'Difference')}>
      <header className="section-head">
        <h2>
          {nameOf(from)} → {nameOf(to)}
        </h2>
        <span className="muted">{why && `${by}${COLON}${why}`}</span>
        <span className="grow" />
        <Button size="small" onClick={() => go('rules', 'versions')}>
          {t('收起', 'Close')}
        </Button>
      </header>
      <Loading loaded={diff}>
        {({ files }) =>
          files.length === 0 ? (
            <p className="muted">{t('两版完全一样。', 'They are the same.')}</p>
          ) : (
            files.map((file) => <FileDiff key={file.file} file={file} />)
          )
        }
      </Loading>
    </section>
  )
}

const CHANGE: Record<string, string> = {
  added: t('新增文件', 'New file'),
  removed: t('删除文件', 'File removed'),
  changed: '',
}

function FileDiff({ file: { file, change, lists, other } }: { file: RuleDiff['files'][number] }) {
  const { categories } = useMe()
  const id = file.replace('.yaml', '')
  const name = categories.find((c) => c.id === id)?.name ?? SHARED[id]?.name ?? file
  return (
    <div className="diff-file">
      <h3>
        {name} {CHANGE[change] && <Tag>{CHANGE[change]}</Tag>}
      </h3>
      {lists.map((list) => (
        <div key={list.path.join('/')} className="diff-list">
          <span className="muted">{pathName(list.path)}</span>
          <Words list={list} />
        </div>
      ))}
      {other && (
        <p className="muted">
          {t(
            '还有别的不同（备注、标记、排版或学到的权重）。',
            'More differs: comments, marks, layout or weights.',
          )}
        </p>
      )}
    </div>
  )
}

const Words = ({ list: { added, removed, number } }: { list: ListDiff }) => (
  <span className="words">
    {added.map((word) => (
      <ins key={word} className="word added">
        {word}
      </ins>
    ))}
    {removed.map((word) => (
      <del key={word} className="word removed">
        {word}
      </del>
    ))}
    {number && (
      <span>
        {number.from ?? t('无', 'none')} → <b>{number.to ?? t('无', 'none')}</b>
      </span>
    )}
  </span>
)

const NUMBER: Record<string, string> = {
  points: t('分数', 'points'),
  within: t('最多隔几个词', 'words between'),
}

function pathName([kind = '', name = '', list]: string[]): string {
  if (kind === 'thresholds') return `${t('阈值', 'Threshold')} · ${THRESHOLD[name] ?? name}`
  if (kind === 'sets') return `${t('词集', 'Set')} $${name}`
  if (list === undefined) return name ? t(`规则 ${name}`, `Rule ${name}`) : (WHOLE[kind]?.name ?? kind)
  return `${t('规则', 'Rule')} ${name} · ${LIST[list as keyof typeof LIST]?.name ?? NUMBER[list] ?? list}`
}
