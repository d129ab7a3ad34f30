import { Button, Form, Input, Modal, Tag } from 'antd'
import { useState } from 'react'
import type { Security } from '../../../../server/schemas.ts'
import { post } from '../../api.ts'
import { counted, t } from '../../language.ts'
import { Ask } from '../ask.tsx'
import { Recovery } from './recovery.tsx'
import { TotpSetup } from './totp-setup.tsx'

type Asked = 'setup' | 'end' | 'renew'

/** Whether signing in needs a one-time code, and what can be changed about it. */
export function OneTime({
  totp,
  required,
  recovery,
  onChange,
}: Security & { onChange: () => Promise<void> }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const close = () => setAsked(null)
  const finish = async () => {
    setAsked(null)
    setCodes(null)
    await onChange()
  }
  return (
    <>
      <p className="account-line">
        {totp ? <Tag color="cyan">{t('已开启', 'On')}</Tag> : <Tag>{t('未开启', 'Off')}</Tag>}
        <span className="muted">
          {totp
            ? t(
                `登录时除了密码还要验证码；备用码还剩 ${recovery} 个。`,
                `Signing in needs a code as well; ${counted(recovery, 'code')} on paper left.`,
              )
            : t('开启后，只知道密码的人也登录不了。', 'With it, knowing the password alone opens nothing.')}
        </span>
      </p>
      <p className="account-line">
        {!totp && (
          <Button type="primary" ghost onClick={() => setAsked('setup')}>
            {t('开启动态验证码', 'Turn on one-time codes')}
          </Button>
        )}
        {totp && (
          <Button onClick={() => setAsked('renew')}>{t('重新生成备用码', 'New codes on paper')}</Button>
        )}
        {totp && !required && (
          <Button danger onClick={() => setAsked('end')}>
            {t('关闭', 'Turn off')}
          </Button>
        )}
      </p>
      <Modal
        open={asked === 'setup' || codes !== null}
        title={codes ? t('备用码', 'Codes on paper') : t('开启动态验证码', 'Turn on one-time codes')}
        footer={null}
        destroyOnHidden
        mask={{ closable: false }}
        keyboard={false}
        onCancel={finish}
      >
        {codes ? <Recovery codes={codes} onDone={finish} /> : <TotpSetup onDone={finish} />}
      </Modal>
      {asked === 'end' && (
        <Ask<{ password: string }, unknown>
          title={t('关闭动态验证码', 'Turn off one-time codes')}
          says={t('以后只凭密码就能登录。', 'From now on the password alone is enough.')}
          ok={t('关闭', 'Turn off')}
          danger
          request={(values) => post('/api/me/totp/end', values)}
          done={() => t('已关闭', 'Turned off')}
          after={onChange}
          onClosed={close}
        >
          <OwnPassword />
        </Ask>
      )}
      {asked === 'renew' && (
        <Ask<{ password: string }, { codes: string[] }>
          title={t('重新生成备用码', 'New codes on paper')}
          says={t('原来的备用码全部作废。', 'Those that you have open nothing any more.')}
          ok={t('生成', 'Make them')}
          request={async (values) => {
            const made = await post<{ codes: string[] }>('/api/me/totp/recovery', values)
            setCodes(made.codes)
            return made
          }}
          done={() => t('已生成', 'Made')}
          after={onChange}
          onClosed={close}
        >
          <OwnPassword />
        </Ask>
      )}
    </>
  )
}

const OwnPassword = () => (
  <Form.Item
    name="password"
    label={t('密码', 'Password')}
    rules={[{ required: true, message: t('请输入密码', 'Enter your password') }]}
  >
    <Input.Password autoComplete="current-password" />
  </Form.Item>
)
