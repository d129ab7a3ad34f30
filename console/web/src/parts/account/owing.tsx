import { Button } from 'antd'
import { t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { PasswordForm } from './password-form.tsx'
import { useSignOut } from './sign-out.ts'
import { TotpSetup } from './totp-setup.tsx'
import '../../styles/account.css'

interface Props {
  what: 'password' | 'totp'
  onDone: () => Promise<void>
  onSignedOut: () => void
}

/** What somebody has to do before the console opens to him. */
export function Owing({ what, onDone, onSignedOut }: Props) {
  const { name } = useMe()
  const { leave, leaving } = useSignOut(onSignedOut)
  return (
    <main className="login">
      <section className="login-card owing">
        <h1>
          {what === 'password'
            ? t('设置自己的密码', 'Your own password')
            : t('设置动态验证码', 'One-time codes')}
        </h1>
        <p>
          {what === 'password'
            ? t(
                `${name}，现在的密码是别人给的，换成自己的才能使用。`,
                `${name}, somebody else gave you this password; change it to go on.`,
              )
            : t(
                `${name}，管理员要求这个账号登录时用动态验证码。`,
                `${name}, an admin wants this account to use one-time codes.`,
              )}
        </p>
        {what === 'password' ? <PasswordForm onDone={onDone} /> : <TotpSetup onDone={onDone} />}
        <Button type="link" onClick={leave} disabled={leaving} className="owing-leave">
          {t('退出登录', 'Sign out')}
        </Button>
      </section>
    </main>
  )
}
