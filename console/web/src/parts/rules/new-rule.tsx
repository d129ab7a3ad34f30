import { Form, Input, InputNumber } from 'antd'
import { bracketed, t } from '../../language.ts'
import { Ask } from '../ask.tsx'
import { useBench } from './bench.ts'
import { splitWords, type RuleFile } from './edits.ts'
import { LIST } from './said.ts'

interface Given {
  name: string
  points: number
  words: string
  near?: string
  within?: number
  none?: string
}

interface Props {
  file: RuleFile
  onClosed: () => void
}

const required = (message: string) => [{ required: true, whitespace: true, message }]

/** A new rule of a category or of speech, in the draft. */
export function NewRule({ file, category, onClosed }: Props & { category: string }) {
  const { change } = useBench()
  const names = file.rules.map((r) => r.name)
  const make = async ({ name, points, words, near = '', within, none = '' }: Given) => {
    if (names.includes(name.trim()))
      throw new Error(t('已经有这个名字的规则', 'There is a rule of that name already'))
    const lists = {
      words: splitWords(words),
      ...(near.trim() && { near: splitWords(near), within: within ?? 4 }),
      ...(none.trim() && { none: splitWords(none) }),
    }
    change({ do: 'rule', edit: { op: 'new-rule', file: file.file, name: name.trim(), points, ...lists } })
  }
  return (
    <Ask<Given, void>
      title={t(`新规则 · ${category}`, `New rule · ${category}`)}
      says={t(
        '写进草稿，不影响现在的运行。词之间用空格或顿号隔开。',
        'It goes into the draft; what runs stays as it is. Part words by blanks.',
      )}
      ok={t('写进草稿', 'Put into the draft')}
      request={make}
      onClosed={onClosed}
    >
      <Form.Item
        name="words"
        label={LIST.words.name + bracketed(LIST.words.says)}
        rules={required(t('至少写一个词', 'At least one word'))}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
      <Form.Item name="near" label={LIST.near.name + bracketed(LIST.near.says)}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} />
      </Form.Item>
      <Form.Item name="none" label={LIST.none.name + bracketed(LIST.none.says)}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} />
      </Form.Item>
      <div className="pair">
        <Form.Item
          name="points"
          label={t('分数（10 分起请人看）', 'Points (a person looks from 10 on)')}
          initialValue={10}
          rules={[{ required: true, message: t('请写分数', 'How many points?') }]}
        >
          <InputNumber min={-100} max={100} precision={0} className="full" />
        </Form.Item>
        <Form.Item name="within" label={t('最多隔几个词', 'At most words between')} initialValue={4}>
          <InputNumber min={0} max={40} precision={0} className="full" />
        </Form.Item>
      </div>
      <Form.Item
        name="name"
        label={t('给规则起个名字', 'A name for the rule')}
        rules={required(t('请起个名字', 'It needs a name'))}
      >
        <Input maxLength={60} />
      </Form.Item>
    </Ask>
  )
}

export function NewSet({ file, onClosed }: Props) {
  const { change, version } = useBench()
  const names = version.files.flatMap((f) => f.lists.map((l) => l.path[1]))
  const make = async ({ name, words }: { name: string; words: string }) => {
    const plain = name.trim().replace(/^\$/, '')
    if (names.includes(plain))
      throw new Error(t('已经有这个名字的词集', 'There is a set of that name already'))
    change({ do: 'add', file: file.file, path: ['sets', plain], words: splitWords(words) })
  }
  return (
    <Ask<{ name: string; words: string }, void>
      title={t('新词集', 'New set')}
      says={t(
        '起一个名字，很多规则就能一起用这些词：在规则里写 $名字。',
        'Under one name many rules share these words: write $name in a rule.',
      )}
      ok={t('写进草稿', 'Put into the draft')}
      request={make}
      onClosed={onClosed}
    >
      <Form.Item name="name" label={t('名字', 'Name')} rules={required(t('请起个名字', 'It needs a name'))}>
        <Input maxLength={30} prefix="$" />
      </Form.Item>
      <Form.Item
        name="words"
        label={t('词', 'Words')}
        rules={required(t('至少写一个词', 'At least one word'))}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} />
      </Form.Item>
    </Ask>
  )
}
