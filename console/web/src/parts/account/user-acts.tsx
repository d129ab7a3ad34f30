import { useState } from 'react'
import type { User, UserAct } from '../../../../server/schemas.ts'
import { pathOf, post } from '../../api.ts'
import { COLON, t } from '../../language.ts'
import { Ask } from '../ask.tsx'
import { UserPassword } from './user-password.tsx'
import { UserSessions } from './user-sessions.tsx'

type Act = UserAct['what'] | 'password' | 'sessions'
export interface Asked {
  user: User
  act: Act
}

interface Offer {
  id: Act
  name: string
  says: string
  danger?: boolean
  when: (user: User, own: boolean) => boolean
}

const OFFERS: Offer[] = [
  {
    id: 'password',
    name: t('重置密码', 'Reset password'),
    says: t(
      '会生成一个新密码，只显示一次；他所有的登录都会退出，下次登录必须改密码。',
      'A new password is made and shown once; he is signed out everywhere and must change it.',
    ),
    when: (_, own) => !own,
  },
  {
    id: 'unlock',
    name: t('解除锁定', 'Unlock'),
    says: t(
      '密码错了太多次，登录暂停了；解除以后可以马上再登录。',
      'There were too many wrong passwords; signing in is possible again at once.',
    ),
    when: ({ lockedUntil }) => lockedUntil !== null,
  },
  {
    id: 'sessions',
    name: t('登录的地方', 'Sessions'),
    says: '',
    when: ({ sessions }) => sessions > 0,
  },
  {
    id: 'require-totp',
    name: t('要求动态验证码', 'Require one-time codes'),
    says: t('没设置的，下次打开必须先设置。', 'Whoever has not set them up has to do so first.'),
    when: ({ totpRequired }) => !totpRequired,
  },
  {
    id: 'waive-totp',
    name: t('不再要求动态验证码', 'No longer require codes'),
    says: t('由他自己决定用不用。', 'It is up to the user.'),
    when: ({ totpRequired }) => totpRequired,
  },
  {
    id: 'reset-totp',
    name: t('重置动态验证码', 'Reset one-time codes'),
    says: t(
      '手机和备用码都丢了才用：原来的验证码、备用码全部作废。',
      'When phone and codes are lost: all of them are void.',
    ),
    danger: true,
    when: ({ totp }) => totp,
  },
  {
    id: 'enable',
    name: t('恢复使用', 'Enable'),
    says: t('又能用原来的密码登录。', 'Signing in with the same password is possible again.'),
    when: ({ disabled }) => disabled,
  },
  {
    id: 'disable',
    name: t('停用', 'Disable'),
    says: t(
      '马上退出，不能再登录；做过的事都还在。',
      'Signed out at once, and kept out; what was done stays.',
    ),
    danger: true,
    when: ({ disabled }, own) => !disabled && !own,
  },
]

/** What an admin can do with this account now. */
export const actsOn = (user: User, me: string) => OFFERS.filter(({ when }) => when(user, user.login === me))

interface Props extends Asked {
  after: () => Promise<void>
  onClosed: () => void
}

/** Asks once, does it, and shows what comes of it. */
export function UserAsk({ user, act, after, onClosed }: Props) {
  const [password, setPassword] = useState<string | null>(null)
  const { login } = user
  if (act === 'sessions') return <UserSessions login={login} after={after} onClosed={onClosed} />
  if (password !== null) return <UserPassword login={login} password={password} onDone={onClosed} />
  const { name, says, danger } = OFFERS.find(({ id }) => id === act)!
  const request = async () => {
    if (act !== 'password') return post(pathOf(['users', login, 'act']), { what: act })
    const made = await post<{ password: string }>(pathOf(['users', login, 'password']))
    setPassword(made.password)
    return made
  }
  return (
    <Ask
      title={`${name}${COLON}${user.name ?? login}`}
      says={says}
      ok={name}
      danger={danger}
      request={request}
      done={() => t('已办理', 'Done')}
      after={after}
      onClosed={onClosed}
    />
  )
}
