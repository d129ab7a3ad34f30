import { Form, Input } from 'antd'
import { Ask } from './ask.tsx'

interface Props {
  request: (into: string) => Promise<unknown>
  after: () => Promise<void>
  onClosed: () => void
}

/** Asks for the case that a flagged message belongs to. */
export function AskMerge({ request, ...rest }: Props) {
  return (
    <Ask<{ into: string }, unknown>
      title="并入已有的件"
      says="这条并进写明的那一件，说话人和其他反映人一起等结果。"
      ok="并入"
      request={({ into }) => request(into.trim().toUpperCase())}
      done={() => '已并入'}
      {...rest}
    >
      <Form.Item
        name="into"
        label="编号"
        rules={[{ required: true, whitespace: true, message: '请写编号，例如 K7M2' }]}
      >
        <Input autoFocus className="code" maxLength={50} autoComplete="off" />
      </Form.Item>
    </Ask>
  )
}
