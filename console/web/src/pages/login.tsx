import { GlobalOutlined, LockOutlined, UserOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useAct } from '../act.ts'
import { post } from '../api.ts'
import { t } from '../language.ts'
import { otherLanguage } from '../parts/chosen-language.ts'
import { CodeInput } from '../parts/account/code-input.tsx'
import '../styles/account.css'

interface SignedIn {
  totp?: true
}

interface Props {
  /** he was in, and has not left by himself */
  ended: boolean
  onDone: () => Promise<void>
}

/** The way in: login and password, then a one-time code where the account has them. */
export function Login({ ended, onDone }: Props) {
  const [half, setHalf] = useState(false)
  return (
    <main className="login">
      <section className="login-card">
        <img src="/icon.svg" alt="" width={56} height={56} />
        <h1>{t('巡群', 'Xunqun')}</h1>
        <p>{t('听见群里的诉求，件件有着落', 'What residents say is heard and handled')}</p>
        {ended && (
          <Alert
            type="warning"
            showIcon
            className="login-problem"
            title={t(
              '登录已失效（已退出、被管理员结束或过期），请重新登录',
              'Your session is over (left, ended by an admin, or too old); sign in again',
            )}
          />
        )}
        {half ? (
          <Code onDone={onDone} onBack={() => setHalf(false)} />
        ) : (
          <Password onDone={(answer) => (answer.totp ? setHalf(true) : onDone())} />
        )}
      </section>
      <Button type="text" icon={<GlobalOutlined />} onClick={otherLanguage} className="login-language">
        {t('English', '中文')}
      </Button>
    </main>
  )
}

function Password({ onDone }: { onDone: (answer: SignedIn) => void | Promise<void> }) {
  const { act, busy, refusal } = useAct()
  const signIn = (values: { login: string; password: string }) =>
    act(async () => onDone(await post<SignedIn>('/api/login', { ...values, login: values.login.trim() })))
  return (
    <Form layout="vertical" size="large" onFinish={signIn} requiredMark={false}>
      <Form.Item
        name="login"
        label={t('用户名', 'User name')}
        rules={[{ required: true, whitespace: true, message: t('请输入用户名', 'Enter your user name') }]}
      >
        <Input prefix={<UserOutlined />} autoComplete="username" autoCapitalize="none" autoFocus />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('密码', 'Password')}
        rules={[{ required: true, message: t('请输入密码', 'Enter your password') }]}
      >
        <Input.Password prefix={<LockOutlined />} autoComplete="current-password" />
      </Form.Item>
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" className="login-problem" />}
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('登录', 'Sign in')}
      </Button>
    </Form>
  )
}

function Code({ onDone, onBack }: { onDone: () => Promise<void>; onBack: () => void }) {
  const { act, busy, refusal } = useAct()
  const send = (values: { code: string }) =>
    act(async () => {
      await post('/api/login/code', values)
      await onDone()
    })
  return (
    <Form layout="vertical" size="large" onFinish={send} requiredMark={false}>
      <Form.Item
        name="code"
        label={t('动态验证码', 'One-time code')}
        extra={t(
          '手机验证器上的 6 位数字；手机不在身边，用一个备用码。',
          'The 6 digits of your app, or one of your codes on paper.',
        )}
        rules={[{ required: true, message: t('请输入验证码', 'Enter the code') }]}
      >
        <CodeInput autoFocus />
      </Form.Item>
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" className="login-problem" />}
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('登录', 'Sign in')}
      </Button>
      <Button type="link" block onClick={onBack}>
        {t('换一个账号', 'Another account')}
      </Button>
    </Form>
  )
}
