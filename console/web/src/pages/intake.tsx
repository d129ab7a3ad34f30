import { Alert, Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import type { Areas, IntakeForm } from '../../../server/schemas.ts'
import { useAct } from '../act.ts'
import { pathOf, post } from '../api.ts'
import { useData } from '../data.ts'
import { t } from '../language.ts'
import { useNow } from '../now.ts'
import { AreaSelect } from '../parts/area-select.tsx'
import { CategorySelect } from '../parts/category-select.tsx'
import { Loading } from '../parts/state.tsx'
import { hrefOf } from '../href.ts'
import { fromInput, inputTime } from '../time.ts'
import { CHANNEL } from '../words.ts'

const WAYS = (['phone', 'visit', 'meeting', 'desk'] as const).map((value) => ({
  value,
  label: CHANNEL[value],
}))
const LONGEST_AGO = 30 * 24 * 3_600_000

interface Given {
  channel: IntakeForm['channel']
  text: string
  area: string
  category?: string
  /** as the browser's field has it; empty: now */
  at?: string
  name?: string
  phone?: string
}

/** 登记: what was said on the telephone, on a visit, in a meeting or at the desk becomes a case. */
export default function Intake() {
  const areas = useData<Areas>(pathOf(['areas']), 'world')
  return (
    <div className="narrow">
      <div className="title">
        <h1>{t('登记', 'File a case')}</h1>
        <span className="muted">
          {t(
            '电话里、走访时、会上、窗口前听到的事',
            'What was heard on the telephone, on a visit, in a meeting or at the desk',
          )}
        </span>
      </div>
      <Loading loaded={areas}>{({ items }) => <IntakeCard areas={items} />}</Loading>
    </div>
  )
}

function IntakeCard({ areas }: { areas: Areas['items'] }) {
  const [form] = Form.useForm<Given>()
  const [code, setCode] = useState<string | null>(null)
  const { act, busy, refusal } = useAct()
  // The browser refuses what is later than the limit, which has to move on with the clock.
  const now = useNow()
  const file = async (given: Given) => {
    const save = async () => setCode((await post<{ code: string }>('/api/intake', toIntake(given))).code)
    // Of one visit or meeting there is often more to file: its way and place stay.
    if (await act(save)) form.resetFields(['text', 'category', 'at', 'name', 'phone'])
  }
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      scrollToFirstError
      className="intake"
      initialValues={{ channel: 'phone', area: ownPlace(areas) }}
      onFinish={file}
      onValuesChange={() => setCode(null)}
    >
      <Form.Item name="channel" label={t('从哪里听到的', 'Where it was heard')}>
        <Radio.Group block optionType="button" options={WAYS} />
      </Form.Item>
      <Form.Item
        name="text"
        label={t('原话', 'In their own words')}
        extra={t('照说的写，不用改成公文。', 'As it was said; it need not be official language.')}
        rules={[{ required: true, whitespace: true, message: t('请写下原话', 'Write down what was said') }]}
      >
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={5000} />
      </Form.Item>
      <Form.Item
        name="area"
        label={t('哪里的事', 'Where it is')}
        rules={[{ required: true, message: t('请选择地方', 'Choose a place') }]}
      >
        <AreaSelect areas={areas} />
      </Form.Item>
      <div className="pair">
        <Form.Item name="category" label={t('类别', 'Category')}>
          <CategorySelect />
        </Form.Item>
        <Form.Item
          name="at"
          label={t('什么时候说的', 'When it was said')}
          extra={t('不填就是现在', 'Empty: now')}
        >
          <Input type="datetime-local" min={inputTime(now - LONGEST_AGO)} max={inputTime(now)} />
        </Form.Item>
      </div>
      <div className="pair">
        <Form.Item name="name" label={t('谁说的', 'Who said it')}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="phone" label={t('联系电话', 'Telephone')}>
          <Input type="tel" maxLength={50} autoComplete="off" />
        </Form.Item>
      </div>
      <p className="muted">
        {t(
          '姓名和电话可以不填。填了不会直接显示，谁看过会留下记录。',
          'Name and telephone are optional. They are not shown by themselves, and who looks is recorded.',
        )}
      </p>
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" className="problem" />}
      {code && <Filed code={code} />}
      <Button type="primary" size="large" htmlType="submit" loading={busy} block>
        {t('登记', 'File')}
      </Button>
    </Form>
  )
}

/** In a village nearly all is about the village itself; above one has to say where. */
const ownPlace = ([top]: Areas['items']) => (top && !WIDE.has(top.level) ? top.code : undefined)
const WIDE = new Set(['city', 'county', 'township'])

const Filed = ({ code }: { code: string }) => (
  <Alert
    type="success"
    showIcon
    className="problem"
    title={
      <>
        {t('已登记，编号', 'Filed as')} <b className="code">{code}</b>
        {t('，交负责的单位办理', '; the office in charge has it')}
      </>
    }
    description={t(
      '由别的单位办理的，您可能看不到，请记下编号。',
      'If another office handles it you may not see it: note the code.',
    )}
    action={<a href={hrefOf('cases', code)}>{t('查看这一件', 'Open it')}</a>}
  />
)

function toIntake({ name, phone, at, category, ...said }: Given): IntakeForm {
  const contact = {
    ...(name?.trim() && { name: name.trim() }),
    ...(phone?.trim() && { phone: phone.trim() }),
  }
  return {
    ...said,
    ...(category && { category }),
    ...(at && { at: fromInput(at) }),
    ...(Object.keys(contact).length > 0 && { contact }),
  }
}
