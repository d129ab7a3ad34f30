import { Alert, Button, Modal, Typography } from 'antd'
import { t } from '../../language.ts'

interface Props {
  login: string
  password: string
  onDone: () => void
}

/** A password that was made for somebody: it is shown this once. */
export function UserPassword({ login, password, onDone }: Props) {
  return (
    <Modal
      open
      title={t('新密码', 'New password')}
      footer={null}
      mask={{ closable: false }}
      keyboard={false}
      onCancel={onDone}
    >
      <div className="given">
        <Alert
          type="warning"
          showIcon
          title={t('密码只显示这一次，请当面交给本人', 'It is not shown again; hand it over in person')}
        />
        <dl>
          <dt>{t('用户名', 'User name')}</dt>
          <dd className="code">{login}</dd>
          <dt>{t('密码', 'Password')}</dt>
          <dd>
            <Typography.Text copyable className="code">
              {password}
            </Typography.Text>
          </dd>
        </dl>
        <Button type="primary" onClick={onDone}>
          {t('已记下', 'I have it')}
        </Button>
      </div>
    </Modal>
  )
}
