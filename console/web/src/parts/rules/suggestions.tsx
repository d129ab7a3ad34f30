import { Button, Empty, Progress, Select, Tag } from 'antd'
import { useEffect, useState } from 'react'
import type { RuleVersion, Suggestions } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { useCategoryName } from '../../me.ts'
import { go } from '../../route.ts'
import { useBench } from './bench.ts'
import { anchorOf } from './place.ts'
import { sentenceOf } from './said.ts'
import { Loading } from '../state.tsx'
import { SectionHead } from './head.tsx'

type Suggestion = Suggestions['items'][number]
const AGAIN = 700

/** What staff's decisions say about the rules, each with the edit that follows from it. */
export function SuggestionsView() {
  const suggestions = useData<Suggestions>(pathOf(['rules', 'suggestions']), 'rule_versions rule_activations')
  const { reload, data } = suggestions
  const [asked, setAsked] = useState(0)
  const isReading = data !== null && !data.ready
  // After each answer: one that is asked for anew is no longer waited for, and a slow one would never come.
  useEffect(() => {
    if (!isReading) return
    const timer = window.setTimeout(() => void reload().then(() => setAsked((n) => n + 1)), AGAIN)
    return () => window.clearTimeout(timer)
  }, [isReading, asked, reload])
  return (
    <div className="rules-view">
      <SectionHead
        title={t('建议', 'Suggestions')}
        says={t('从大家立案和忽略的决定里数出来的。', 'Counted from what staff opened and dismissed.')}
      />
      <Loading loaded={suggestions}>
        {({ ready, progress, items }) => {
          if (!ready)
            return (
              <div role="status" className="effect-wait">
                {t('正在读入消息和决定…', 'Reading messages and decisions…')}
                <Progress
                  percent={progress.of ? Math.floor((100 * progress.done) / progress.of) : 0}
                  aria-label={t('已读入', 'Read so far')}
                />
              </div>
            )
          if (items.length === 0)
            return (
              <Empty
                className="empty"
                description={t(
                  '还没有建议。待审里立案和忽略得多了，这里就会有。',
                  'None yet: they come with more decisions.',
                )}
              />
            )
          return items.map((item) => <Card key={`${item.kind} ${item.what} ${item.term}`} item={item} />)
        }}
      </Loading>
    </div>
  )
}

function Card({ item }: { item: Suggestion }) {
  const categoryName = useCategoryName()
  const { kind, term, category } = item
  return (
    <article className="suggestion">
      <div className="grow">
        <p className="suggestion-said">{saidOf(item)}</p>
        <p className="muted">{restOf(item)}</p>
      </div>
      {category && <Tag>{categoryName(category)}</Tag>}
      <Act key={`${kind} ${term}`} item={item} />
    </article>
  )
}

function saidOf({ kind, what, term, with: having, of }: Suggestion): string {
  if (what === 'rule')
    return t(
      `${of} 条被忽略的里有 ${having} 条是规则「${term}」抓来的`,
      `${having} of ${of} dismissed hold rule ${term}`,
    )
  return kind === 'dismissed'
    ? t(`${of} 条被忽略的里有 ${having} 条含「${term}」`, `${having} of ${of} dismissed contain “${term}”`)
    : t(`${of} 条漏掉的里有 ${having} 条含「${term}」`, `${having} of ${of} missed contain “${term}”`)
}

const restOf = ({ kind, otherwise, otherwiseOf }: Suggestion) =>
  kind === 'dismissed'
    ? t(
        `立案的 ${otherwiseOf} 条里只有 ${otherwise} 条这样`,
        `only ${otherwise} of ${otherwiseOf} that became cases`,
      )
    : t(
        `不用管的 ${otherwiseOf} 条里只有 ${otherwise} 条这样`,
        `only ${otherwise} of ${otherwiseOf} that need nobody`,
      )

/** The edit that follows: into the draft at once, its effect is shown where it lands. */
function Act({ item }: { item: Suggestion }) {
  const { version, change } = useBench()
  const [rule, setRule] = useState<string>()
  const { kind, what, term, file } = item
  const found = file ? version.files.find((f) => f.file === file) : undefined
  if (what === 'rule') return <ToRule version={version} term={term} />
  if (!file || !found) return null
  const section = file.replace('.yaml', '')
  const put = (path: string[]) => {
    change({ do: 'add', file, path, words: [term] })
    go('rules', section, anchorOf(path), term)
  }
  if (kind === 'dismissed')
    return (
      <Button type="primary" ghost onClick={() => put(['except'])}>
        {t(`把「${term}」加进例外`, `Make “${term}” an exception`)}
      </Button>
    )
  const rules = found.rules.map((r) => ({ value: r.name, label: `${r.points} · ${sentenceOf(r)}` }))
  return (
    <>
      <Select
        aria-label={t('加进哪条规则', 'Into which rule')}
        placeholder={t('加进哪条规则', 'Into which rule')}
        value={rule}
        onChange={setRule}
        options={rules}
        popupMatchSelectWidth={420}
        className="suggestion-rule"
      />
      <Button type="primary" ghost disabled={!rule} onClick={() => rule && put(['rules', rule, 'words'])}>
        {t('加进去', 'Add')}
      </Button>
    </>
  )
}

/** A rule's id is its file and its name, as the reasons of a verdict name it. */
function ToRule({ version, term }: { version: RuleVersion; term: string }) {
  const name = term.split('.').at(-1) ?? ''
  const file = version.files.find((f) => f.rules.some((r) => r.name === name))?.file
  if (!file) return null
  return (
    <Button onClick={() => go('rules', file.replace('.yaml', ''), name)}>
      {t('去看这条规则', 'Look at the rule')}
    </Button>
  )
}
