import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Tag } from 'antd'
import { useState } from 'react'
import type { KeptAnswers } from '../../../../server/schemas.ts'
import { useAct } from '../../act.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { useCategoryName } from '../../me.ts'
import { AreaSelect } from '../area-select.tsx'
import { Ask } from '../ask.tsx'
import { CategorySelect } from '../category-select.tsx'
import { PlainTable } from '../plain-table.tsx'
import { EditRemove } from './tables.tsx'
import { useAreas } from './fields.tsx'
import { saveItem } from './save.ts'
import { Loading } from '../state.tsx'
import { Refusal } from '../refusal.tsx'

type Answer = KeptAnswers['items'][number]

/** Answers that are given to a question at once. */
export default function PeopleAnswers() {
  const loaded = useData<KeptAnswers>(pathOf(['county', 'answers']), 'world')
  const [editing, setEditing] = useState<Answer | 'new' | null>(null)
  const categoryName = useCategoryName()
  const { act, refusal, forget } = useAct(loaded.reload)
  return (
    <Loading loaded={loaded}>
      {({ version, items }) => (
        <>
          <div className="people-head">
            <span className="muted">
              {t(
                '有人问，而且问话里每组词都至少有一个，就马上这样答复。',
                'Given at once to a question that holds a word of every set.',
              )}
            </span>
            <span className="grow" />
            <Button icon={<PlusOutlined />} onClick={() => setEditing('new')}>
              {t('新建答复', 'Add an answer')}
            </Button>
          </div>
          <Refusal says={refusal} onPutAway={forget} />
          <PlainTable
            rows={items}
            page={50}
            width={760}
            none={t('还没有现成答复', 'No kept answers yet')}
            columns={[
              {
                title: t('问到', 'Asked'),
                render: (_, { words }) =>
                  words.map((list) => <Tag key={list.join()}>{list.join(t(' 或 ', ' or '))}</Tag>),
              },
              {
                title: t('答复', 'Answer'),
                render: (_, { text, source }) => (
                  <>
                    {text} <span className="muted">{t(`（${source}）`, `(${source})`)}</span>
                  </>
                ),
              },
              {
                title: t('范围', 'Where'),
                render: (_, { category, area }) =>
                  `${category === null ? t('全部类别', 'All categories') : categoryName(category)} · ${area?.name ?? t('全部区域', 'everywhere')}`,
              },
              {
                title: t('操作', 'Actions'),
                render: (_, answer) => (
                  <EditRemove
                    name={answer.id}
                    onEdit={() => setEditing(answer)}
                    onRemove={() =>
                      act(
                        () => saveItem(version, 'answer', { id: answer.id, remove: 'yes' }),
                        () => t('已删除', 'Removed'),
                      )
                    }
                  />
                ),
              },
            ]}
          />
          {editing && (
            <EditAnswer
              version={version}
              answer={editing === 'new' ? null : editing}
              after={loaded.reload}
              onClosed={() => setEditing(null)}
            />
          )}
        </>
      )}
    </Loading>
  )
}

interface Values {
  id: string
  words: string
  text: string
  source: string
  category?: string
  area?: string
}
interface EditProps {
  version: number
  answer: Answer | null
  after: () => Promise<void>
  onClosed: () => void
}

/** One set of words a line. */
const linesOf = (words: string[][]) => words.map((list) => list.join('、')).join('\n')
const wordsOf = (lines: string) =>
  lines
    .split('\n')
    .map((line) => line.split(/[、，,\s]+/).filter(Boolean))
    .filter((list) => list.length)

function EditAnswer({ version, answer, after, onClosed }: EditProps) {
  const areas = useAreas()
  const rules = [{ required: true, whitespace: true, message: t('不能空着', 'Required') }]
  const save = ({ words, category, area, ...rest }: Values) =>
    saveItem(
      version,
      'answer',
      { ...rest, words: wordsOf(words), ...(category && { category }), ...(area && { area }) },
      !answer,
    )
  return (
    <Ask<Values, unknown>
      title={answer ? t('修改现成答复', 'Edit the answer') : t('新建现成答复', 'Add an answer')}
      says={t(
        '答复里不要写手机号，发出时会被遮住。',
        'No telephone numbers of people: they are masked when it is posted.',
      )}
      ok={t('保存', 'Save')}
      request={save}
      done={() => t('已保存', 'Saved')}
      after={after}
      onClosed={onClosed}
    >
      <Form.Item name="id" label={t('编号', 'Id')} initialValue={answer?.id} rules={rules} hidden={!!answer}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="words"
        label={t('关键词，一行一组，组内用“、”隔开', 'Words: a set on each line, with 、 between them')}
        initialValue={answer && linesOf(answer.words)}
        rules={rules}
      >
        <Input.TextArea
          autoSize={{ minRows: 2 }}
          maxLength={800}
          placeholder={t('医保、合作医疗\n电话、热线', '医保、合作医疗\n电话、热线')}
        />
      </Form.Item>
      <Form.Item name="text" label={t('答复', 'Answer')} initialValue={answer?.text} rules={rules}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={80} showCount />
      </Form.Item>
      <Form.Item
        name="source"
        label={t('来源（谁说的）', 'Source (who says so)')}
        initialValue={answer?.source}
        rules={rules}
      >
        <Input maxLength={20} showCount />
      </Form.Item>
      <Form.Item
        name="category"
        label={t('类别（空着：全部）', 'Category (empty: all)')}
        initialValue={answer?.category ?? undefined}
      >
        <CategorySelect placeholder={t('全部类别', 'All categories')} />
      </Form.Item>
      <Form.Item
        name="area"
        label={t('区域（空着：全部）', 'Area (empty: everywhere)')}
        initialValue={answer?.area?.id}
      >
        <AreaSelect areas={areas} allowClear placeholder={t('全部区域', 'Everywhere')} />
      </Form.Item>
    </Ask>
  )
}
