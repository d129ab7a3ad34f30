import { Form, Input, Radio } from 'antd'
import type { Hushing } from '../../../../server/schemas.ts'
import { post } from '../../api.ts'
import { t } from '../../language.ts'
import { Ask } from '../ask.tsx'

export interface Place {
  kind: Hushing['kind']
  id: string
  name: string
}

const MODES = [
  {
    value: 'paused',
    label: t('暂停：什么都不发，先等着', 'Pause: nothing is said, it waits'),
  },
  {
    value: 'manual',
    label: t('人工：由人转发，由人把群里的话贴进来', 'By hand: people pass on what is said, both ways'),
  },
]

/** Asks an admin how and why the bot is to be silent in a place. */
export function AskHush({
  place,
  after,
  onClosed,
}: {
  place: Place
  after: () => Promise<void>
  onClosed: () => void
}) {
  return (
    <Ask<Pick<Hushing, 'mode' | 'reason'>, unknown>
      title={`${t('机器人不发言：', 'The bot is silent: ')}${place.name}`}
      says={t(
        '照常听，只是不说。紧急的也不会发出。正在发送的那一条可能还会发出。',
        'It goes on listening. Urgent messages are kept back too. One that is just being sent may still leave.',
      )}
      ok={t('不发言', 'Silence')}
      danger
      request={(values) => post('/api/hushed', { kind: place.kind, id: place.id, ...values })}
      done={() => t('机器人已停止发言', 'The bot is silent')}
      after={after}
      onClosed={onClosed}
    >
      <Form.Item name="mode" label={t('怎样', 'How')} initialValue="paused">
        <Radio.Group options={MODES} vertical />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('原因', 'Reason')}
        rules={[{ required: true, whitespace: true, message: t('请写明原因', 'Please say why') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} />
      </Form.Item>
    </Ask>
  )
}
