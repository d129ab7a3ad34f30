import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { memo, useDeferredValue, useState } from 'react'
import type { RuleVersion } from '../../../../server/schemas.ts'
import { counted, t } from '../../language.ts'
import { useMe } from '../../me.ts'
import {
  allLists,
  categoryFiles,
  originalWords,
  placesOf,
  splitWords,
  wordsAt,
  type Originals,
  type RuleFile,
} from './edits.ts'
import { RulesViews } from './bar.tsx'
import { anchorOf, rulesHref } from './place.ts'
import { LIST, SHARED, WHOLE } from './said.ts'

/** As many places of a word as are listed. */
const MOST = 40

interface Props {
  version: RuleVersion
  originals: Originals
  number: number | null
  section: string
}

/** Where one can go: the categories, what they share, and the search over all words. */
export const RulesNav = memo(function RulesNav({ version, originals, number, section }: Props) {
  const [search, setSearch] = useState('')
  const wanted = useDeferredValue(splitWords(search)[0] ?? '')
  const { categories: known } = useMe()
  const categories = categoryFiles(version, known)
  const shared = version.files.filter((f) => SHARED[idOf(f)])
  const touched = touchedFiles(version, originals)
  const item = (id: string, name: string, count: string) => (
    <a key={id} href={rulesHref(number, id)} aria-current={id === section ? 'page' : undefined}>
      <span className="nav-name">
        {name}
        {touched.has(`${id}.yaml`) && <i className="dot" title={t('草稿改过', 'Changed in the draft')} />}
      </span>
      <span className="count">{count}</span>
    </a>
  )
  return (
    <nav className="rules-nav" aria-label={t('规则', 'Rules')}>
      <RulesViews section={section} />
      <Input
        allowClear
        prefix={<SearchOutlined />}
        placeholder={t('找一个词，如 停水', 'Find a word')}
        aria-label={t('在所有规则里找词', 'Find a word in all rules')}
        value={search}
        onChange={(e) => setSearch(e.target.value)}
      />
      {wanted ? (
        <Found version={version} wanted={wanted} number={number} />
      ) : (
        <>
          <h2>{t('类别', 'Categories')}</h2>
          {categories.map((f) => item(idOf(f), f.category?.name ?? idOf(f), sizeOf(f)))}
          <h2>{t('共用', 'Shared')}</h2>
          {shared.map((f) => item(idOf(f), SHARED[idOf(f)]?.name ?? '', sizeOf(f)))}
          {item('thresholds', SHARED.thresholds?.name ?? '', '')}
        </>
      )}
    </nav>
  )
})

const idOf = ({ file }: RuleFile) => file.replace('.yaml', '')

function sizeOf(file: RuleFile): string {
  const lists = file.lists.reduce((sum, l) => sum + l.words.length, 0)
  const rules = file.rules.reduce((sum, r) => sum + r.words.length + r.near.length + r.none.length, 0)
  const words = lists + rules
  return file.rules.length > 0
    ? t(`${file.rules.length} 条 ${words} 词`, `${file.rules.length} · ${words}`)
    : t(`${words} 词`, `${words}`)
}

/** The files in which a list is other than it was. */
function touchedFiles(version: RuleVersion, originals: Originals): Set<string> {
  const others = allLists(version).filter(({ file, path, words }) => {
    const before = originalWords(originals, file, path)
    return before !== words && (before.length !== words.length || before.some((w) => !words.includes(w)))
  })
  return new Set([
    ...others.map((l) => l.file),
    ...[...originals.lists.keys()].map((key) => key.split(' ')[0] ?? ''),
  ])
}

function Found({ version, wanted, number }: { version: RuleVersion; wanted: string; number: number | null }) {
  const places = placesOf(version, wanted, MOST)
  const nameOf = (file: string) => {
    const found = version.files.find((f) => f.file === file)
    const id = file.replace('.yaml', '')
    return found?.category?.name ?? SHARED[id]?.name ?? id
  }
  return (
    <>
      <p role="status" className="muted">
        {places.length > 0
          ? t(
              `「${wanted}」在 ${places.length}${places.length === MOST ? ' 多' : ''} 处`,
              counted(places.length, 'place'),
            )
          : t(`没有「${wanted}」`, 'Nowhere')}
      </p>
      {places.map(({ file, path, word }) => (
        <a
          key={`${file} ${path.join('/')} ${word}`}
          href={rulesHref(number, file.replace('.yaml', ''), anchorOf(path), word)}
          className="found"
        >
          <b>{word}</b>
          <span className="muted">
            {nameOf(file)} · {listName(version, file, path)}
          </span>
        </a>
      ))}
    </>
  )
}

/** A rule goes by its first word, as its name says less to most people. */
function listName(version: RuleVersion, file: string, path: string[]): string {
  const [kind = '', name = '', list = ''] = path
  if (kind === 'sets') return `$${name}`
  if (!list) return WHOLE[kind]?.name ?? kind
  const first = wordsAt(version, file, [kind, name, 'words'])[0] ?? name
  return t(`「${first}」规则`, `rule “${first}”`) + ` · ${LIST[list as keyof typeof LIST]?.name ?? list}`
}
