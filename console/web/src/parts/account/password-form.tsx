import { Alert, Button, Form, Input } from 'antd'
import { useAct } from '../../act.ts'
import { post } from '../../api.ts'
import { t } from '../../language.ts'
import { useMe } from '../../me.ts'

const SHORTEST = 10

interface Typed {
  current: string
  password: string
  again: string
}

/** A new password in place of the one that was. */
export function PasswordForm({ onDone }: { onDone: () => Promise<void> }) {
  const { login } = useMe()
  const [form] = Form.useForm<Typed>()
  const { act, busy, refusal } = useAct()
  const submit = async ({ current, password }: Typed) => {
    const done = () => t('密码已修改', 'The password is changed')
    if (!(await act(() => post('/api/me/password', { current, password }), done))) return
    form.resetFields()
    await onDone()
  }
  const needed = (message: string) => ({ required: true, message })
  return (
    <Form form={form} name="own-password" layout="vertical" requiredMark={false} onFinish={submit}>
      {/* A password manager looks for whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      <Form.Item
        name="current"
        label={t('当前密码', 'Current password')}
        rules={[needed(t('请输入当前密码', 'Enter the current password'))]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('新密码', 'New password')}
        extra={t(
          `至少 ${SHORTEST} 个字符，可以是几个词连起来；不用姓名和常见的密码。`,
          `${SHORTEST} characters or more, such as a few words; no names, nothing common.`,
        )}
        rules={[
          needed(t('请输入新密码', 'Enter a new password')),
          { min: SHORTEST, message: t(`至少 ${SHORTEST} 个字符`, `${SHORTEST} characters or more`) },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('再输一次', 'Once more')}
        dependencies={['password']}
        rules={[
          needed(t('请再输一次新密码', 'Enter the new password once more')),
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              !value || value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(t('两次输入的不一样', 'The two are not the same'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" className="problem" />}
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('修改密码', 'Change password')}
      </Button>
    </Form>
  )
}
