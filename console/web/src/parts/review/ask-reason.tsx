import { Form, Input } from 'antd'
import { t } from '../../language.ts'
import { Ask } from '../ask.tsx'

interface Props {
  onReason: (remark: string) => void
  onClosed: () => void
}

/** Asks for a reason that is not in the list. */
export function AskReason({ onReason, onClosed }: Props) {
  return (
    <Ask<{ remark: string }, void>
      title={t('忽略的原因', 'Why it is dismissed')}
      says={t('写一句为什么，只有能看这一条的人看得到。', 'One line; only who may see the message sees it.')}
      ok={t('忽略', 'Dismiss')}
      request={async ({ remark }) => onReason(remark.trim())}
      onClosed={onClosed}
    >
      <Form.Item
        name="remark"
        label={t('原因', 'Reason')}
        rules={[{ required: true, whitespace: true, message: t('请写原因', 'Write the reason') }]}
      >
        <Input autoFocus maxLength={200} autoComplete="off" />
      </Form.Item>
    </Ask>
  )
}
