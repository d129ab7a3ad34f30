import { DeleteOutlined, EditOutlined, EyeOutlined, SaveOutlined } from '@ant-design/icons'
import { App, Button, Dropdown, Form, Input } from 'antd'
import { useState } from 'react'
import type { View, Views } from '../../../../server/schemas.ts'
import { pathOf, post } from '../../api.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { hrefWith } from '../../href.ts'
import { dayOf } from '../../time.ts'
import { Ask } from '../ask.tsx'
import { effective, spelled, type CaseQuery } from './query.ts'

/** Lists that are looked at again and again: some that everybody has, and those that a user keeps. */
export function CaseViews({ query }: { query: CaseQuery }) {
  const own = useData<Views>(pathOf(['views']), 'world')
  const [naming, setNaming] = useState<View | 'new' | null>(null)
  const { message } = App.useApp()
  const here = spelled(effective(query))
  const linkOf = (to: CaseQuery, name: string) => (
    <a href={hrefWith('cases', to)} aria-current={spelled(effective(to)) === here ? 'true' : undefined}>
      {name}
    </a>
  )
  const kept = own.data?.items ?? []
  const current = kept.find((view) => spelled(effective(toQuery(view))) === here)
  const drop = ({ name }: View) =>
    post(pathOf(['views', name, 'remove'])).then(
      own.reload,
      (error: Error) => void message.error(error.message),
    )
  const items = [
    ...useBuiltIn().map(({ name, query: to }) => ({ key: `built-in ${name}`, label: linkOf(to, name) })),
    { type: 'divider' as const },
    ...kept.map((view) => ({ key: `own ${view.name}`, label: linkOf(toQuery(view), view.name) })),
    {
      key: 'save',
      icon: <SaveOutlined />,
      label: t('把现在的条件存为视图…', 'Keep these filters as a view…'),
      onClick: () => setNaming('new'),
    },
    ...(current
      ? [
          {
            key: 'rename',
            icon: <EditOutlined />,
            label: t(`给“${current.name}”改名…`, `Rename “${current.name}”…`),
            onClick: () => setNaming(current),
          },
          {
            key: 'drop',
            icon: <DeleteOutlined />,
            danger: true,
            label: t(`删除“${current.name}”`, `Delete “${current.name}”`),
            onClick: () => void drop(current),
          },
        ]
      : []),
  ]
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<EyeOutlined />}>{current?.name ?? t('视图', 'Views')}</Button>
      </Dropdown>
      {naming && (
        <Name
          view={naming === 'new' ? null : naming}
          query={here}
          after={own.reload}
          onClosed={() => setNaming(null)}
        />
      )}
    </>
  )
}

const toQuery = ({ query }: View): CaseQuery => Object.fromEntries(new URLSearchParams(query))

function useBuiltIn(): { name: string; query: CaseQuery }[] {
  const { office, offices } = useMe()
  const mine = offices.find(({ name }) => name === office)
  const today = dayOf(Date.now())
  return [
    ...(mine
      ? [{ name: t('我单位未办结', 'My office, not done'), query: { office: mine.id, status: 'unfinished' } }]
      : []),
    { name: t('超期', 'Overdue'), query: { overdue: 'true', status: 'unfinished' } },
    { name: t('今天到期', 'Due today'), query: { dueFrom: today, dueTo: today, status: 'unfinished' } },
    { name: t('督办中', 'Supervised'), query: { supervised: 'true', status: 'unfinished' } },
    { name: t('待派单', 'To assign'), query: { status: 'open' } },
  ]
}

interface NameProps {
  /** to be renamed; null: a new one */
  view: View | null
  query: string
  after: () => Promise<void>
  onClosed: () => void
}

const Name = ({ view, query, after, onClosed }: NameProps) => (
  <Ask<{ name: string }, unknown>
    title={view ? t('给视图改名', 'Rename the view') : t('存为视图', 'Keep as a view')}
    says={t('只有您自己看得到。', 'Only you see it.')}
    ok={t('保存', 'Save')}
    request={({ name }) =>
      view ? post(pathOf(['views', view.name, 'rename']), { name }) : post(pathOf(['views']), { name, query })
    }
    done={() => t('已保存', 'Saved')}
    after={after}
    onClosed={onClosed}
  >
    <Form.Item
      name="name"
      label={t('名称', 'Name')}
      initialValue={view?.name}
      rules={[{ required: true, whitespace: true, message: t('请写名称', 'Give it a name') }]}
    >
      <Input autoFocus maxLength={30} autoComplete="off" />
    </Form.Item>
  </Ask>
)
