import { Alert, Form, Modal } from 'antd'
import { useRef, useState, type ReactNode } from 'react'
import { useAct } from '../act.ts'

interface Props<V, A> {
  title: string
  /** what will happen */
  says: string
  ok: string
  danger?: boolean | undefined
  request: (values: V) => Promise<A>
  /** says what came of it, where the page does not show it */
  done?: (answer: A) => ReactNode
  after?: () => Promise<void>
  onClosed: () => void
  children?: ReactNode
}

/** Asks once before something is done, for what it needs; stays open with the reason when the server refuses. */
export function Ask<V extends object, A>(props: Props<V, A>) {
  const { title, says, ok, danger, request, done, after, onClosed, children } = props
  const [form] = Form.useForm<V>()
  const [open, setOpen] = useState(true)
  const fields = useRef<HTMLDivElement>(null)
  const { act, busy, refusal } = useAct(after)
  const submit = async (values: V) => {
    if (await act(() => request(values), done)) setOpen(false)
  }
  return (
    <Modal
      open={open}
      title={title}
      okText={ok}
      okButtonProps={{ danger: !!danger }}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={() => setOpen(false)}
      afterClose={onClosed}
      // `autoFocus` comes to nothing while the dialog is still on its way.
      afterOpenChange={(isOpen) => {
        if (isOpen) fields.current?.querySelector<HTMLElement>('input, textarea')?.focus()
      }}
      className="ask"
    >
      <p className={danger ? 'warned' : 'muted'}>{says}</p>
      <div ref={fields}>
        <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
          {children}
        </Form>
      </div>
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" />}
    </Modal>
  )
}
