import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input, Segmented, Select, Table, Tag } from 'antd'
import { useState } from 'react'
import type { Effect, KeepExample, RuleExamples } from '../../../../server/schemas.ts'
import { pathOf, post, remove } from '../../api.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { useCategoryName } from '../../me.ts'
import { CategorySelect } from '../category-select.tsx'
import { fullTime } from '../../time.ts'
import { Ask } from '../ask.tsx'
import { useEffectOf } from './effect-of.ts'
import { versionName, type VersionId } from './place.ts'
import { DECISION } from './texts.tsx'
import { Loading } from '../state.tsx'
import { SectionHead } from './head.tsx'

type Example = RuleExamples['items'][number]
type Broken = Effect['examples']['broken'][number]

const EXPECTED: Record<string, { name: string; color: string }> = {
  none: { name: t('不该抓', 'Not to be caught'), color: 'default' },
  review: { name: t('该抓（至少待审）', 'To be caught'), color: 'blue' },
  open: { name: t('该直接立案', 'To open a case'), color: 'cyan' },
}

/** The texts that every version is held against. */
export function ExamplesView({ number, revision }: { number: VersionId; revision: number }) {
  const examples = useData<RuleExamples>(pathOf(['rules', 'examples']), 'rule_examples')
  const [adding, setAdding] = useState(false)
  const [shown, setShown] = useState<'all' | 'broken'>('all')
  const { effect, error } = useEffectOf(number, [], `${revision} ${examples.data?.items.length ?? ''}`)
  const broken = effect?.ready ? effect.examples.broken : null
  return (
    <div className="rules-view">
      <SectionHead
        title={t('例句', 'Examples')}
        says={t(
          '判错过的话留在这里。每一版启用前都要过一遍，不成立就要写明理由。',
          'Every version is held against these before it is activated.',
        )}
      >
        <Button size="small" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('加一条', 'Add')}
        </Button>
      </SectionHead>
      {error && <Alert type="warning" showIcon className="problem" title={error.message} />}
      <Loading loaded={examples}>
        {({ items }) => (
          <>
            <div className="filters">
              <Segmented
                options={[
                  { value: 'all', label: t(`全部 ${items.length}`, `All ${items.length}`) },
                  {
                    value: 'broken',
                    label: t(`不成立 ${broken?.length ?? '…'}`, `Broken ${broken?.length ?? '…'}`),
                  },
                ]}
                value={shown}
                onChange={(value) => setShown(value as 'all' | 'broken')}
              />
              <span className="muted">
                {t(`按${versionName(number)}判`, `judged by ${versionName(number)}`)}
              </span>
            </div>
            <ExampleTable
              items={shown === 'all' ? items : items.filter(({ id }) => broken?.some((b) => b.id === id))}
              broken={broken}
              onChanged={examples.reload}
            />
          </>
        )}
      </Loading>
      {adding && <AddExample onChanged={examples.reload} onClosed={() => setAdding(false)} />}
    </div>
  )
}

interface TableProps {
  items: Example[]
  /** null: not known yet */
  broken: Broken[] | null
  onChanged: () => Promise<void>
}

function ExampleTable({ items, broken, onChanged }: TableProps) {
  const [dropping, setDropping] = useState<Example | null>(null)
  const categoryName = useCategoryName()
  return (
    <>
      <Table<Example>
        rowKey="id"
        size="small"
        pagination={items.length > 15 ? { pageSize: 15, showSizeChanger: false } : false}
        dataSource={items}
        locale={{ emptyText: t('还没有例句', 'No examples yet') }}
        columns={[
          { title: t('原话', 'Text'), render: (_, { text }) => <div className="example-text">{text}</div> },
          {
            title: t('应该', 'Expected'),
            width: 190,
            render: (_, { expected, category }) => (
              <>
                <Tag color={EXPECTED[expected]?.color ?? 'default'}>{EXPECTED[expected]?.name}</Tag>
                {category && <span className="muted">{categoryName(category)}</span>}
              </>
            ),
          },
          {
            title: t('现在', 'Now'),
            width: 150,
            render: (_, { id }) => <Passes broken={broken} id={id} />,
          },
          {
            title: t('谁、为什么', 'Who and why'),
            width: 240,
            render: (_, { by, at, why }) => (
              <>
                <div>{why}</div>
                <div className="muted">{`${by} ${fullTime(at)}`}</div>
              </>
            ),
          },
          {
            title: t('操作', 'Actions'),
            width: 60,
            render: (_, example) => (
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t(`删除例句 ${example.text}`, `Delete ${example.text}`)}
                onClick={() => setDropping(example)}
              />
            ),
          },
        ]}
      />
      {dropping && (
        <Ask
          title={t('不再留这条例句？', 'Keep this example no longer?')}
          says={dropping.text}
          ok={t('删除', 'Delete')}
          danger
          request={() => remove(pathOf(['rules', 'examples', String(dropping.id)]))}
          done={() => t('已删除', 'Deleted')}
          after={onChanged}
          onClosed={() => setDropping(null)}
        />
      )}
    </>
  )
}

function Passes({ broken, id }: { broken: Broken[] | null; id: number }) {
  const categoryName = useCategoryName()
  if (!broken) return <span className="muted">{t('正在判…', 'Being judged…')}</span>
  const here = broken.find((b) => b.id === id)
  if (!here) return <span className="passes">✓ {t('成立', 'Holds')}</span>
  return (
    <span className="late">
      ✗ {DECISION[here.decision]?.name}
      {here.found && here.decision !== 'ignore' && ` · ${categoryName(here.found)}`}
    </span>
  )
}

function AddExample({ onChanged, onClosed }: { onChanged: () => Promise<void>; onClosed: () => void }) {
  const expected = Object.entries(EXPECTED).map(([value, { name }]) => ({ value, label: name }))
  return (
    <Ask<KeepExample, unknown>
      title={t('加一条例句', 'Add an example')}
      says={t('照原话写，不要带姓名和电话。', 'As it was said, without names and numbers.')}
      ok={t('留作例句', 'Keep')}
      request={({ category, ...given }) =>
        post('/api/rules/examples', {
          ...given,
          ...(category && given.expected !== 'none' && { category }),
        })
      }
      done={() => t('已留作例句', 'Kept')}
      after={onChanged}
      onClosed={onClosed}
    >
      <Form.Item
        name="text"
        label={t('原话', 'Text')}
        rules={[{ required: true, whitespace: true, message: t('请写下原话', 'Write the text') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
      </Form.Item>
      <div className="pair">
        <Form.Item name="expected" label={t('应该怎样', 'Expected')} initialValue="review">
          <Select options={expected} />
        </Form.Item>
        <Form.Item name="category" label={t('类别', 'Category')}>
          <CategorySelect />
        </Form.Item>
      </div>
      <Form.Item
        name="why"
        label={t('为什么留它', 'Why it is kept')}
        rules={[{ required: true, whitespace: true, message: t('请写一句为什么', 'Say why') }]}
      >
        <Input maxLength={500} />
      </Form.Item>
    </Ask>
  )
}
