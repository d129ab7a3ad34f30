import { Alert, Button, Form, Input, QRCode, Typography } from 'antd'
import { useState } from 'react'
import { useAct } from '../../act.ts'
import { post } from '../../api.ts'
import { t } from '../../language.ts'
import { CodeInput } from './code-input.tsx'
import { Recovery } from './recovery.tsx'

interface Begun {
  uri: string
  secret: string
}

/** Sets up one-time codes in three steps: whose account it is, the secret and its first code, the codes on paper. */
export function TotpSetup({ onDone }: { onDone: () => Promise<void> }) {
  const [begun, setBegun] = useState<Begun | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  if (codes) return <Recovery codes={codes} onDone={onDone} />
  return begun ? <Confirm {...begun} onDone={setCodes} /> : <Begin onDone={setBegun} />
}

function Begin({ onDone }: { onDone: (begun: Begun) => void }) {
  const { act, busy, refusal } = useAct()
  const begin = (values: { password: string }) =>
    act(async () => onDone(await post<Begun>('/api/me/totp/begin', values)))
  return (
    <Form name="totp-begin" layout="vertical" requiredMark={false} onFinish={begin}>
      <Form.Item
        name="password"
        label={t('先输入密码', 'Your password first')}
        rules={[{ required: true, message: t('请输入密码', 'Enter your password') }]}
      >
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" className="problem" />}
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('下一步', 'Next')}
      </Button>
    </Form>
  )
}

function Confirm({ uri, secret, onDone }: Begun & { onDone: (codes: string[]) => void }) {
  const { act, busy, refusal } = useAct()
  const confirm = (values: { code: string }) =>
    act(async () => onDone((await post<{ codes: string[] }>('/api/me/totp/confirm', values)).codes))
  return (
    <Form name="totp-confirm" layout="vertical" requiredMark={false} onFinish={confirm}>
      <p>
        {t(
          '用手机上的验证器（微软、谷歌验证器，或“腾讯身份验证器”小程序等）扫码：',
          'Scan it with an authenticator app on your phone:',
        )}
      </p>
      <div className="totp-secret">
        <div role="img" aria-label={t('二维码', 'QR code')}>
          <QRCode value={uri} type="svg" size={176} />
        </div>
        <p>
          {t('不能扫码就手工输入这个密钥：', 'Or type in this key:')}
          <br />
          <Typography.Text copyable={{ text: secret }} className="code" data-testid="totp-secret">
            {secret.match(/.{1,4}/g)?.join(' ')}
          </Typography.Text>
        </p>
      </div>
      <Form.Item
        name="code"
        label={t('验证器上的 6 位验证码', 'The 6 digits that the app shows')}
        rules={[{ required: true, message: t('请输入验证码', 'Enter the code') }]}
      >
        <CodeInput />
      </Form.Item>
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" className="problem" />}
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('开启', 'Turn on')}
      </Button>
    </Form>
  )
}
