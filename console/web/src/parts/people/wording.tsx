import { EditOutlined } from '@ant-design/icons'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import type { WordingView } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { EditWording } from './wording-edit.tsx'
import { filled } from './samples.ts'
import { GROUPS } from './wording-words.ts'
import { SearchInput } from '../search-input.tsx'
import { Loading, None } from '../state.tsx'
import { useSearch } from '../../route.ts'
import { fullTime } from '../../time.ts'

type Text = WordingView['items'][number]

/** All that the bot says, by what it is for. */
export default function PeopleWording() {
  const loaded = useData<WordingView>(pathOf(['county', 'wording']), 'world')
  const [search, setSearch] = useSearch()
  const [editing, setEditing] = useState<string | null>(null)
  return (
    <Loading loaded={loaded}>
      {(view) => {
        const shown = view.items.filter(({ name, text }) => `${name} ${text}`.includes(search))
        const text = view.items.find(({ name }) => name === editing)
        return (
          <>
            <div className="filters">
              <SearchInput
                label={t('找一句话', 'Find a text')}
                value={search}
                onChange={setSearch}
                className="people-filter"
              />
              <span className="muted">
                {t('改了马上生效；占位的地方已填上例子。', 'A change counts at once; places show examples.')}
              </span>
            </div>
            {!shown.length && <None>{t('没有找到', 'Nothing found')}</None>}
            {groupsOf(shown).map(({ name, texts }) => (
              <section key={name} className="people-texts">
                <h2>{name}</h2>
                <ul>
                  {texts.map((one) => (
                    <Line key={one.name} text={one} onEdit={() => setEditing(one.name)} />
                  ))}
                </ul>
              </section>
            ))}
            {text && (
              <EditWording
                key={text.name}
                text={text}
                view={view}
                after={loaded.reload}
                onClosed={() => setEditing(null)}
              />
            )}
          </>
        )
      }}
    </Loading>
  )
}

function groupsOf(items: Text[]) {
  const groups = GROUPS.map(({ name, texts }) => ({
    name,
    texts: items.filter((text) => texts.test(text.name)),
  }))
  const named = new Set(groups.flatMap(({ texts }) => texts))
  const rest = { name: t('其他', 'Others'), texts: items.filter((text) => !named.has(text)) }
  return [...groups, rest].filter(({ texts }) => texts.length)
}

const Line = ({ text, onEdit }: { text: Text; onEdit: () => void }) => (
  <li>
    <span className="people-said">{filled(text.text)}</span>
    {text.own && (
      <Tag color="blue" title={`${text.own.by} ${fullTime(text.own.at)}`}>
        {t('已改', 'Changed')}
      </Tag>
    )}
    <Button
      size="small"
      type="text"
      icon={<EditOutlined />}
      aria-label={t(`修改“${filled(text.text).slice(0, 12)}”`, `Edit ${text.name}`)}
      onClick={onEdit}
    />
  </li>
)
