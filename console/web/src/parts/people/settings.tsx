import { Alert, Button, Form, Input, Modal, Select, Switch } from 'antd'
import { useState } from 'react'
import type { CountySettings } from '../../../../server/schemas.ts'
import { useAct } from '../../act.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { SpanInput } from './fields.tsx'
import { saveItem } from './save.ts'
import { fieldName, WEEKDAY } from './words.ts'
import { Loading } from '../state.tsx'
import { Fields } from './world-changes.tsx'

type Settings = CountySettings['settings']
/** One field each, by the names that changes have. */
type Values = Record<string, string | boolean | undefined>

/** Times and ways that hold for the whole county. */
export default function PeopleSettings() {
  const loaded = useData<CountySettings>(pathOf(['county', 'settings']), 'world')
  return (
    <Loading loaded={loaded}>
      {({ version, settings }) => (
        // What is typed stays when something else of the county is changed meanwhile.
        <Edit key={JSON.stringify(settings)} version={version} settings={settings} after={loaded.reload} />
      )}
    </Loading>
  )
}

interface Props {
  version: number
  settings: Settings
  after: () => Promise<void>
}

function Edit({ version, settings, after }: Props) {
  const [form] = Form.useForm<Values>()
  const [asked, setAsked] = useState<Values | null>(null)
  const { act, busy, refusal } = useAct(after)
  const before = valuesOf(settings)
  const changes = asked ? changesOf(before, asked) : []
  const save = async () => {
    const request = () => saveItem(version, 'settings', settingsOf(asked!))
    await act(request, () => t('已保存', 'Saved'))
    setAsked(null)
  }
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={before}
      onFinish={setAsked}
      className="people-settings"
    >
      <h2>{t('时限', 'Deadlines')}</h2>
      <div className="people-row">
        {SPANS.map(({ field, units }) => (
          <Form.Item key={field} name={field} label={fieldName(field)} rules={needed}>
            <SpanInput units={units} label={fieldName(field)} />
          </Form.Item>
        ))}
        <Form.Item name="days" label={fieldName('days')}>
          <Select
            options={[
              { value: 'working', label: t('工作日', 'Working days') },
              { value: 'calendar', label: t('日历天', 'Calendar days') },
            ]}
          />
        </Form.Item>
      </div>
      <h2>{t('什么时候说话', 'When it speaks')}</h2>
      <div className="people-row">
        <Form.Item name="isQuiet" label={t('有静默时段', 'Quiet hours')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="quietFrom" label={t('静默从', 'Quiet from')} rules={needed}>
          <Input type="time" />
        </Form.Item>
        <Form.Item name="quietTo" label={t('静默到', 'Quiet until')} rules={needed}>
          <Input type="time" />
        </Form.Item>
        <Form.Item name="ledger" label={fieldName('ledger')} rules={needed}>
          <Input type="time" />
        </Form.Item>
        <Form.Item name="publishDay" label={t('每周晒单', 'Weekly list')}>
          <Select
            options={[
              { value: 'never', label: t('不发', 'Never') },
              ...Object.entries(WEEKDAY).map(([value, label]) => ({ value, label })),
            ]}
          />
        </Form.Item>
        <Form.Item name="publishTime" label={t('晒单时间', 'Time of the list')} rules={needed}>
          <Input type="time" />
        </Form.Item>
      </div>
      <h2>{t('立案和保留', 'Opening and keeping')}</h2>
      <div className="people-row">
        <Form.Item name="open" label={fieldName('open')}>
          <Select
            options={[
              { value: 'auto', label: t('直接立案', 'Open a case') },
              { value: 'review', label: t('先经人工确认', 'Wait for a person') },
            ]}
          />
        </Form.Item>
        <Form.Item name="timezone" label={fieldName('timezone')} rules={needed}>
          <Input />
        </Form.Item>
      </div>
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" className="problem" />}
      <Button type="primary" htmlType="submit">
        {t('看改动并保存', 'See what changes, and save')}
      </Button>
      <Modal
        open={asked !== null}
        title={t('会改这些', 'What changes')}
        okText={t('保存', 'Save')}
        okButtonProps={{ disabled: !changes.length }}
        confirmLoading={busy}
        onOk={save}
        onCancel={() => setAsked(null)}
      >
        {changes.length ? <Fields fields={changes} /> : <p>{t('没有改动', 'Nothing changes')}</p>}
        {changes.some(({ field }) => /^(?:accept|done|days)/.test(field)) && (
          <p className="muted">
            {t(
              '已经定下的办结期限不变，新件按新的算；还没有接单的马上按新的接单时限提醒。',
              'Deadlines that are set stay; new cases get the new ones. Reminders to accept go by the new time at once.',
            )}
          </p>
        )}
      </Modal>
    </Form>
  )
}

const needed = [{ required: true, message: t('不能空着', 'Required') }]
const SPANS = [
  { field: 'accept.urgent', units: 'mhd' },
  { field: 'accept.other', units: 'mhd' },
  { field: 'done.urgent', units: 'mhd' },
  { field: 'done.normal', units: 'mhd' },
  { field: 'done.complex', units: 'mhd' },
  { field: 'answer', units: 'd' },
  { field: 'keep', units: 'h' },
]

function valuesOf({
  accept,
  done,
  answer,
  keep,
  quiet,
  publish,
  timezone,
  days,
  open,
  ledger,
}: Settings): Values {
  const [publishDay = 'never', publishTime = '18:00'] = publish.split(' ')
  const [quietFrom = '22:00', quietTo = '07:00'] = quiet
  return {
    ...{ 'accept.urgent': accept.urgent, 'accept.other': accept.other },
    ...{ 'done.urgent': done.urgent, 'done.normal': done.normal, 'done.complex': done.complex },
    ...{ answer, keep, timezone, days, open, ledger },
    ...{ isQuiet: quiet.length > 0, quietFrom, quietTo, publishDay, publishTime },
  }
}

const quietOf = ({ isQuiet, quietFrom, quietTo }: Values) => (isQuiet ? [quietFrom, quietTo] : [])
const publishOf = ({ publishDay, publishTime }: Values) =>
  publishDay === 'never' ? 'never' : `${publishDay} ${publishTime}`

/** As a world file has them. */
const settingsOf = (values: Values) => ({
  ...Object.fromEntries(
    ['answer', 'keep', 'timezone', 'days', 'open', 'ledger'].map((key) => [key, values[key]]),
  ),
  accept: { urgent: values['accept.urgent'], other: values['accept.other'] },
  done: { urgent: values['done.urgent'], normal: values['done.normal'], complex: values['done.complex'] },
  quiet: quietOf(values),
  publish: publishOf(values),
})

function changesOf(before: Values, after: Values) {
  const plain = (values: Values): Record<string, string> => ({
    ...Object.fromEntries(
      [...SPANS.map(({ field }) => field), 'days', 'ledger', 'open', 'timezone'].map((key) => [
        key,
        String(values[key]),
      ]),
    ),
    quiet: quietOf(values).join('–') || t('没有', 'None'),
    publish: publishOf(values),
  })
  const [from, to] = [plain(before), plain(after)]
  return Object.keys(to)
    .filter((field) => from[field] !== to[field])
    .map((field) => ({ field, before: from[field] ?? null, after: to[field] ?? null }))
}
