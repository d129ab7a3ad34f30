import { Form, Input, InputNumber, Radio, Select } from 'antd'
import type { CasePage, StaffList } from '../../../server/schemas.ts'
import type { Act } from '../acts.ts'
import { pathOf, post } from '../api.ts'
import { useData } from '../data.ts'
import { useMe } from '../me.ts'
import { Ask } from './ask.tsx'

interface Props {
  act: Act
  page: CasePage
  after: () => Promise<void>
  onClosed: () => void
}

interface Given {
  words?: string
  office?: string
  days?: number
  rating?: 'satisfied' | 'dissatisfied'
  /** staff ids */
  about?: string[]
}

export function AskAct({ act, page, after, onClosed }: Props) {
  return (
    <Ask<Given, unknown>
      title={`${act.name} ${page.code}`}
      says={act.says}
      ok={act.name}
      danger={act.danger}
      request={(given) => doTo(page.code, act, given)}
      done={() => act.done}
      after={after}
      onClosed={onClosed}
    >
      {act.asks === 'office' && <Office page={page} />}
      {act.asks === 'days' && <Days />}
      {act.asks === 'about' && <About />}
      {act.asks === 'rating' && <Rating may={page.may} />}
      {(act.asks === 'words' || act.asks === 'days') && (
        <Words label={act.label ?? ''} focus={act.asks === 'words'} />
      )}
    </Ask>
  )
}

/** Asks the server to do it: `text` is what stands behind the code in a command of the chat. */
export function doTo(
  code: string,
  { id, asks }: Act,
  { words, office, days, rating, about = [] }: Given = {},
) {
  if (id === 'confidential') return post(pathOf(['cases', code, id]), { about })
  const text = asks === 'days' ? `${days} ${words}` : (office ?? words?.trim())
  return post(pathOf(['cases', code, 'act']), { verb: rating ?? id, ...(text && { text }) })
}

const Words = ({ label, focus }: { label: string; focus: boolean }) => (
  <Form.Item
    name="words"
    label={label}
    rules={[{ required: true, whitespace: true, message: '请写几句，让人看得明白' }]}
  >
    <Input.TextArea autoFocus={focus} autoSize={{ minRows: 3, maxRows: 8 }} maxLength={500} />
  </Form.Item>
)

function Office({ page }: { page: CasePage }) {
  const { offices } = useMe()
  const others = offices.filter(({ name }) => name !== page.office)
  return (
    <Form.Item name="office" label="转给哪个单位" rules={[{ required: true, message: '请选择单位' }]}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="选择或输入单位名称"
        options={others.map(({ name }) => ({ value: name, label: name }))}
      />
    </Form.Item>
  )
}

const Days = () => (
  <Form.Item name="days" label="延长几天（1 到 30）" rules={[{ required: true, message: '请写天数' }]}>
    <InputNumber autoFocus min={1} max={30} precision={0} inputMode="numeric" suffix="天" />
  </Form.Item>
)

/** Whom the words do not name, and yet they are about him. */
function About() {
  const { data } = useData<StaffList>(pathOf(['staff']), 'world')
  return (
    <Form.Item name="about" label="涉及哪位工作人员（原话里写了名字的不用选）">
      <Select
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="可以不选"
        options={(data?.items ?? []).map(({ id, name, office, post: job }) => ({
          value: id,
          label: `${name}（${office}${job}）`,
        }))}
      />
    </Form.Item>
  )
}

const RATINGS = [
  { value: 'satisfied', label: '满意' },
  { value: 'dissatisfied', label: '不满意' },
]

function Rating({ may }: { may: string[] }) {
  const rating = Form.useWatch('rating')
  return (
    <>
      <Form.Item name="rating" label="反映人怎么说" rules={[{ required: true, message: '请选择一项' }]}>
        <Radio.Group block optionType="button" options={RATINGS.filter(({ value }) => may.includes(value))} />
      </Form.Item>
      {rating === 'dissatisfied' && <Words label="哪里不满意" focus />}
    </>
  )
}
