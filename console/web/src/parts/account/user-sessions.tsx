import { Alert, Button, Modal, Popconfirm } from 'antd'
import type { OpenSession } from '../../../../server/schemas.ts'
import { useAct } from '../../act.ts'
import { pathOf, post } from '../../api.ts'
import { useData } from '../../data.ts'
import { COLON, t } from '../../language.ts'
import { SessionList } from './session-list.tsx'
import { Loading } from '../state.tsx'

interface Props {
  login: string
  after: () => Promise<void>
  onClosed: () => void
}

/** Where another user is signed in. */
export function UserSessions({ login, after, onClosed }: Props) {
  const loaded = useData<{ items: OpenSession[] }>(pathOf(['users', login, 'sessions']), 'users')
  const { act, busy, refusal } = useAct(async () => {
    await Promise.all([loaded.reload(), after()])
  })
  const end = (id?: string) =>
    act(
      () => post(pathOf(['users', login, 'sessions', 'end']), id === undefined ? {} : { id }),
      () => t('已退出', 'Signed out'),
    )
  return (
    <Modal
      open
      title={`${t('登录的地方', 'Sessions')}${COLON}${login}`}
      onCancel={onClosed}
      footer={
        <Popconfirm
          title={t('全部退出？', 'End all of them?')}
          description={t(
            '他要重新登录；没保存的会丢。',
            'He has to sign in again; what is not saved is lost.',
          )}
          onConfirm={() => end()}
        >
          <Button danger disabled={busy}>
            {t('全部退出', 'End all')}
          </Button>
        </Popconfirm>
      }
    >
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" className="problem" />}
      <Loading loaded={loaded}>
        {({ items }) => <SessionList sessions={items} busy={busy} onEnd={end} />}
      </Loading>
    </Modal>
  )
}
