import { Form, Input, InputNumber, Radio, Select } from 'antd'
import type { StaffList } from '../../../../server/schemas.ts'
import type { Act } from './acts.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { useMe } from '../../me.ts'

export interface Given {
  words?: string
  office?: string
  days?: number
  rating?: 'satisfied' | 'dissatisfied'
  /** staff ids */
  about?: string[]
}

interface Props {
  act: Act
  /** what the server lets this person do */
  may: string[]
  /** the name of the office that has it now */
  office: string | null
}

/** What an act asks for. */
export const ActFields = ({ act, may, office }: Props) => (
  <>
    {act.asks === 'office' && <Office but={office} />}
    {act.asks === 'days' && <Days />}
    {act.asks === 'about' && <About />}
    {act.asks === 'rating' && <Rating may={may} />}
    {(act.asks === 'words' || act.asks === 'days') && (
      <Words label={act.label ?? ''} focus={act.asks === 'words'} />
    )}
  </>
)

/** What stands behind the code in a command of the chat. */
export function textOf({ asks }: Act, { words, office, days }: Given): string | undefined {
  return asks === 'days' ? `${days} ${words}` : (office ?? words?.trim())
}

const Words = ({ label, focus }: { label: string; focus: boolean }) => (
  <Form.Item
    name="words"
    label={label}
    rules={[
      {
        required: true,
        whitespace: true,
        message: t('请写几句，让人看得明白', 'Write a few words that people understand'),
      },
    ]}
  >
    <Input.TextArea autoFocus={focus} autoSize={{ minRows: 3, maxRows: 8 }} maxLength={500} />
  </Form.Item>
)

function Office({ but }: { but: string | null }) {
  const { offices } = useMe()
  const others = offices.filter(({ name }) => name !== but)
  return (
    <Form.Item
      name="office"
      label={t('转给哪个单位', 'To which office')}
      rules={[{ required: true, message: t('请选择单位', 'Choose an office') }]}
    >
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('选择或输入单位名称', 'Choose or type an office')}
        options={others.map(({ name }) => ({ value: name, label: name }))}
      />
    </Form.Item>
  )
}

const Days = () => (
  <Form.Item
    name="days"
    label={t('延长几天（1 到 30）', 'By how many days (1 to 30)')}
    rules={[{ required: true, message: t('请写天数', 'Give the days') }]}
  >
    <InputNumber autoFocus min={1} max={30} precision={0} inputMode="numeric" suffix={t('天', 'd')} />
  </Form.Item>
)

/** Whom the words do not name, and yet they are about him. */
function About() {
  const { data } = useData<StaffList>(pathOf(['staff']), 'world')
  return (
    <Form.Item
      name="about"
      label={t(
        '涉及哪位工作人员（原话里写了名字的不用选）',
        'Which member of staff it is about (not needed where the words name him)',
      )}
    >
      <Select
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('可以不选', 'Optional')}
        options={(data?.items ?? []).map(({ id, name, office, post: job }) => ({
          value: id,
          label: t(`${name}（${office}${job}）`, `${name} (${office} ${job})`),
        }))}
      />
    </Form.Item>
  )
}

const RATINGS = [
  { value: 'satisfied', label: t('满意', 'Satisfied') },
  { value: 'dissatisfied', label: t('不满意', 'Dissatisfied') },
]

function Rating({ may }: { may: string[] }) {
  const rating = Form.useWatch('rating')
  return (
    <>
      <Form.Item
        name="rating"
        label={t('反映人怎么说', 'What the reporter says')}
        rules={[{ required: true, message: t('请选择一项', 'Choose one') }]}
      >
        <Radio.Group block optionType="button" options={RATINGS.filter(({ value }) => may.includes(value))} />
      </Form.Item>
      {rating === 'dissatisfied' && <Words label={t('哪里不满意', 'What is wrong')} focus />}
    </>
  )
}
