import { DeleteOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input, Tag } from 'antd'
import { useState } from 'react'
import type { Read } from '../../../../server/schemas.ts'
import { useAct } from '../../act.ts'
import { pathOf, post } from '../../api.ts'
import { t } from '../../language.ts'
import { useNow } from '../../now.ts'
import { fromInput, inputTime, shortTime } from '../../time.ts'

interface Copied {
  text: string
  name?: string
  /** as the browser's field has it; empty: now */
  at?: string
}
type Line = Read['items'][number]

/** A chat is pasted, looked over message by message, and then filed as if the bot had heard it. */
export function GroupPaste({ group }: { group: string }) {
  const [form] = Form.useForm<Copied>()
  const [lines, setLines] = useState<Line[] | null>(null)
  const { act, busy, refusal, forget } = useAct()
  const now = useNow()
  const read = ({ text, name, at }: Copied) =>
    act(async () => {
      const copied = {
        text,
        ...(name?.trim() && { name: name.trim() }),
        ...(at && { at: fromInput(at) }),
      }
      setLines((await post<Read>(pathOf(['groups', group, 'read']), copied)).items)
    })
  const problem = refusal && <Alert type="error" showIcon title={refusal} role="alert" className="problem" />
  if (lines)
    return (
      <LookOver
        group={group}
        lines={lines}
        onLines={setLines}
        onDone={() => {
          form.resetFields()
          setLines(null)
        }}
      />
    )
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={read} onValuesChange={forget}>
      <Form.Item
        name="text"
        label={t('从微信里复制的话', 'Copied from WeChat')}
        extra={t(
          '一次可以贴多条：名字后面跟冒号，下一行是内容，两条之间空一行。',
          'Several at once: a name with a colon, below it what was said, a blank line between two.',
        )}
        rules={[
          { required: true, whitespace: true, message: t('请贴上群里的话', 'Please paste what was said') },
        ]}
      >
        <Input.TextArea autoSize={{ minRows: 6, maxRows: 16 }} maxLength={20_000} />
      </Form.Item>
      <div className="pair">
        <Form.Item
          name="name"
          label={t('谁说的', 'Said by')}
          extra={t('话里没有名字时填', 'Where the text has no name')}
        >
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        <Form.Item name="at" label={t('什么时候说的', 'Said at')} extra={t('不填就是现在', 'Empty: now')}>
          <Input type="datetime-local" max={inputTime(now)} />
        </Form.Item>
      </div>
      {problem}
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('读一读', 'Read it')}
      </Button>
    </Form>
  )
}

interface LookOverProps {
  group: string
  lines: Line[]
  onLines: (lines: Line[] | null) => void
  onDone: () => void
}

function LookOver({ group, lines, onLines, onDone }: LookOverProps) {
  const { act, busy, refusal } = useAct()
  const fresh = lines.filter((line) => !line.known)
  const nameless = fresh.some((line) => !line.name?.trim())
  const file = async () => {
    const items = fresh.map(({ name, text, at }) => ({ name, text, at }))
    const filed = await act(
      () => post<{ taken: number }>(pathOf(['groups', group, 'paste']), { items }),
      ({ taken }) => t(`收下 ${taken} 条，正在研判`, `${taken} taken; they are being looked at`),
    )
    if (filed) onDone()
  }
  return (
    <>
      <p className="muted">
        {t(
          '读到这些，请核对名字和内容。重复的不会再收。',
          'Please check names and words. What is known is not taken again.',
        )}
      </p>
      {lines.map((line, i) => (
        <div key={i} className="read-line">
          <div>
            <div className="meta">
              <Input
                size="small"
                aria-label={t(`第 ${i + 1} 条是谁说的`, `Who said number ${i + 1}`)}
                placeholder={t('谁说的', 'Said by')}
                value={line.name ?? ''}
                maxLength={50}
                disabled={line.known}
                style={{ width: 130 }}
                onChange={(e) => onLines(lines.map((l, k) => (k === i ? { ...l, name: e.target.value } : l)))}
              />
              <time>{shortTime(line.at)}</time>
              {line.known && <Tag>{t('已有，不再收', 'Known')}</Tag>}
            </div>
            <p>{line.text}</p>
          </div>
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t(`去掉第 ${i + 1} 条`, `Leave out number ${i + 1}`)}
            onClick={() => onLines(lines.filter((_, k) => k !== i))}
          />
        </div>
      ))}
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" className="problem" />}
      <div className="actions">
        <Button
          type="primary"
          loading={busy}
          disabled={!fresh.length || nameless}
          onClick={() => void file()}
        >
          {t(`收下 ${fresh.length} 条`, `Take ${fresh.length}`)}
        </Button>
        <Button onClick={() => onLines(null)}>{t('返回修改', 'Back')}</Button>
      </div>
      {nameless && <p className="soon">{t('还有没写名字的。', 'Some have no name yet.')}</p>}
    </>
  )
}
