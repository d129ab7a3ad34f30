import { Alert, Button, Skeleton } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import type { RuleVersions } from '../../../../server/schemas.ts'
import { t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { useEffectOf } from './effect-of.ts'
import { InstalledBar, RulesBar } from './bar.tsx'
import { BenchProvider, type Bench } from './bench.ts'
import { useDraft, type Draft } from './draft.ts'
import { EffectPanel } from './effect.tsx'
import { categoryFiles, keyOf, type Change } from './edits.ts'
import { ExamplesView } from './examples.tsx'
import { ImportRules } from './import.tsx'
import { RulesNav } from './nav.tsx'
import { NewDraft } from './new-draft.tsx'
import { VIEWS, versionName, type RulesPlace, type VersionRow } from './place.ts'
import { Section } from './section.tsx'
import { ShadowView } from './shadow.tsx'
import { SuggestionsView } from './suggestions.tsx'
import { ThresholdsSection } from './thresholds.tsx'
import { VersionsView } from './versions.tsx'

interface Props {
  versions: RuleVersions
  /** null: there is no version, so the rules run that were installed */
  row: VersionRow | null
  worked: number | null
  place: RulesPlace
  onChanged: () => Promise<void>
}

/** One version: its bar, and the view or the words that the address names. */
export function RulesWork({ versions, row, worked, place, onChanged }: Props) {
  const number = row?.number ?? 'folder'
  const draft = useDraft(number, row?.revision ?? 0)
  const [typed, setTyped] = useState<Parameters<Bench['onTyping']>[0] | null>(null)
  // What is done to a version that is no draft waits for one.
  const [begun, setBegun] = useState<Change[] | null>(null)
  const { categories } = useMe()
  const [importing, setImporting] = useState(false)
  const isDraft = row?.state === 'draft'
  const ready = draft && 'version' in draft ? draft : null
  const section = place.section || sectionOf(ready, categories)
  // What was typed elsewhere is gone with its input.
  useEffect(() => setTyped(null), [section])

  const { version, originals, change } = ready ?? {}
  // While somebody types, thousands of words that stay the same are not drawn again.
  const bench = useMemo<Bench | null>(
    () =>
      version && originals && change
        ? {
            version,
            originals,
            isDraft,
            number: place.number,
            categoryOf: (file) => nameIn(categories, file.replace('.yaml', '')),
            change: (one) => (isDraft ? change(one) : setBegun([one])),
            onTyping: setTyped,
          }
        : null,
    [version, originals, change, place.number, categories, isDraft],
  )
  const problem = draft && 'error' in draft ? draft.error.message : draft?.problem
  const saving = ready?.problem
    ? ready.problem
    : ready?.saving
      ? t('正在保存…', 'Saving…')
      : t('已保存', 'Saved')
  return (
    <>
      {row ? (
        <RulesBar
          versions={versions}
          version={ready ? { ...row, revision: Math.max(row.revision, ready.version.revision) } : row}
          worked={worked}
          saving={saving}
          isSaving={ready?.saving ?? true}
          section={section}
          onChanged={onChanged}
          onNewDraft={() => setBegun([])}
        />
      ) : (
        <InstalledBar
          versions={versions}
          onNewDraft={() => setBegun([])}
          onImport={() => setImporting(true)}
        />
      )}
      {problem && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={problem}
          action={
            <Button size="small" onClick={draft?.retry}>
              {t('重试', 'Try again')}
            </Button>
          }
        />
      )}
      {!draft && <Skeleton active className="skeleton" />}
      {bench && ready && (
        <BenchProvider value={bench}>
          <div className="rules-grid">
            <RulesNav
              version={ready.version}
              originals={ready.originals}
              number={place.number}
              section={section}
            />
            {(VIEWS as readonly string[]).includes(section) ? (
              <View
                versions={versions}
                section={section}
                version={ready.version}
                pair={place.rest}
                onChanged={onChanged}
              />
            ) : (
              <Words
                key={section}
                draft={ready}
                place={place}
                section={section}
                typed={typed}
                versions={versions}
              />
            )}
          </div>
        </BenchProvider>
      )}
      {begun && (
        <NewDraft
          from={number}
          changes={begun}
          section={section}
          onChanged={onChanged}
          onClosed={() => setBegun(null)}
        />
      )}
      {importing && <ImportRules onChanged={onChanged} onClosed={() => setImporting(false)} />}
    </>
  )
}

const nameIn = (categories: { id: string; name: string }[], id: string) =>
  categories.find((c) => c.id === id)?.name ?? id

/** Without a place in the address: the first category that the draft changes, else the first of the list. */
function sectionOf(draft: Draft | null, categories: { id: string }[]): string {
  const files = draft ? categoryFiles(draft.version, categories) : []
  const isTouched = (file: string) =>
    [...(draft?.originals.lists.keys() ?? [])].some((key) => key.startsWith(keyOf(file, [])))
  const first = files.find((f) => isTouched(f.file)) ?? files[0]
  return first?.file.replace('.yaml', '') ?? categories[0]?.id ?? ''
}

interface ViewProps {
  versions: RuleVersions
  section: string
  version: Draft['version']
  pair: string[]
  onChanged: () => Promise<void>
}

function View({ versions, section, version, pair, onChanged }: ViewProps) {
  if (section === 'versions') return <VersionsView versions={versions} pair={pair} onChanged={onChanged} />
  if (section === 'shadow') return <ShadowView versions={versions} />
  if (section === 'examples') return <ExamplesView number={version.number} revision={version.revision} />
  return <SuggestionsView />
}

interface WordsProps {
  draft: Draft
  place: RulesPlace
  section: string
  typed: Parameters<Bench['onTyping']>[0] | null
  versions: RuleVersions
}

/** The lists of one file, and beside them what they do. */
function Words({ draft, place, section, typed, versions }: WordsProps) {
  const [kept, setKept] = useState(0)
  const { version, originals } = draft
  const words = typed?.words ?? []
  const file = version.files.find((f) => f.file === `${section}.yaml`)
  const edits = draft.unsaved(typed && words.length > 0 ? [{ do: 'add', ...typed, words }] : [])
  const stamp = `${version.revision} ${versions.everywhere} ${kept}`
  const state = useEffectOf(version.number, edits, stamp)
  const [anchor, wanted] = place.rest
  return (
    <>
      <datalist id="rule-sets">
        {version.files.flatMap(({ lists }) =>
          lists
            .filter((l) => l.path[0] === 'sets')
            .map((l) => <option key={l.path[1]} value={`$${l.path[1]}`} />),
        )}
      </datalist>
      <div className="rules-middle">
        {section === 'thresholds' ? (
          <ThresholdsSection />
        ) : file ? (
          <Section file={file} anchor={anchor} wanted={wanted} />
        ) : (
          <p className="muted">{t('这一版里没有这个地方。', 'This version has no such place.')}</p>
        )}
      </div>
      <EffectPanel
        state={state}
        now={versionName(versions.everywhere)}
        typed={words}
        isChanged={originals.lists.size > 0 || version.revision > 0}
        onKept={() => setKept((n) => n + 1)}
      />
    </>
  )
}
