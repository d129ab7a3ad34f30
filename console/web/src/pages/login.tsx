import { LockOutlined, UserOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { post } from '../api.ts'

export function Login({ onDone }: { onDone: () => Promise<void> }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const signIn = async (values: { login: string; password: string }) => {
    setBusy(true)
    setProblem(null)
    try {
      await post('/api/login', values)
      await onDone()
    } catch (error) {
      setProblem((error as Error).message)
      setBusy(false)
    }
  }
  return (
    <div className="login">
      <section className="login-card">
        <img src="/icon.svg" alt="" width={56} height={56} />
        <h1>巡群</h1>
        <p>听见群里的诉求，件件有着落</p>
        <Form layout="vertical" size="large" onFinish={signIn} requiredMark={false}>
          <Form.Item name="login" label="用户名" rules={[{ required: true, message: '请输入用户名' }]}>
            <Input prefix={<UserOutlined />} autoComplete="username" autoFocus />
          </Form.Item>
          <Form.Item name="password" label="密码" rules={[{ required: true, message: '请输入密码' }]}>
            <Input.Password prefix={<LockOutlined />} autoComplete="current-password" />
          </Form.Item>
          {problem && <Alert type="error" showIcon title={problem} className="login-problem" />}
          <Button type="primary" htmlType="submit" block loading={busy}>
            登录
          </Button>
        </Form>
      </section>
    </div>
  )
}
