import { Form, Input } from 'antd'
import { t } from '../../language.ts'
import { Ask } from '../ask.tsx'

interface Props {
  request: (into: string) => Promise<unknown>
  onClosed: () => void
}

/** Asks for the case that a flagged message belongs to. */
export function AskMerge({ request, onClosed }: Props) {
  return (
    <Ask<{ into: string }, unknown>
      title={t('并入已有的件', 'Join a case')}
      says={t(
        '这条并进写明的那一件，说话人和其他反映人一起等结果。',
        'The message goes to the case you name; its sender waits for the end with the other reporters.',
      )}
      ok={t('并入', 'Join')}
      request={({ into }) => request(into.trim().toUpperCase())}
      onClosed={onClosed}
    >
      <Form.Item
        name="into"
        label={t('编号', 'Code')}
        rules={[
          {
            required: true,
            whitespace: true,
            message: t('请写编号，例如 K7M2', 'Write the code, such as K7M2'),
          },
        ]}
      >
        <Input autoFocus className="code" maxLength={50} autoComplete="off" />
      </Form.Item>
    </Ask>
  )
}
