import { CopyOutlined } from '@ant-design/icons'
import { Alert, App, Button, Popconfirm } from 'antd'
import type { Groups, GroupRow, Outbox, OutboxRow, System } from '../../../../server/schemas.ts'
import { useAct } from '../../act.ts'
import { pathOf, post } from '../../api.ts'
import { copyText } from '../../copy.ts'
import { useData, usePages } from '../../data.ts'
import { t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { hrefOf } from '../../href.ts'
import { Waiting } from './outbox.tsx'
import { GroupPaste } from './paste.tsx'
import { Loading, None } from '../state.tsx'

/** Groups in which people stand in for the bot: what is said there is pasted in, what is to be said is copied out. */
export function GroupManual({ group, hushed }: { group: string | undefined; hushed: System['hushed'] }) {
  const { role } = useMe()
  const manual = hushed.filter((row) => row.mode === 'manual')
  return (
    <div className="pasting">
      <section className="tile">
        <h2>{t('贴进来', 'Paste in')}</h2>
        {role === 'admin' && group ? (
          <PasteInto id={group} />
        ) : (
          <Choose manual={manual} admin={role === 'admin'} />
        )}
      </section>
      <section className="tile">
        <h2>{t('转发出去', 'Copy out')}</h2>
        <ToSay group={group} />
      </section>
    </div>
  )
}

function Choose({ manual, admin }: { manual: System['hushed']; admin: boolean }) {
  if (!admin)
    return <p className="muted">{t('群里的话由管理员贴进来。', 'Admins paste in what was said.')}</p>
  const groups = manual.filter((row) => row.kind === 'group')
  const accounts = manual.filter((row) => row.kind === 'account')
  if (!manual.length)
    return (
      <None>
        {t(
          '没有改为人工的群。请在“群”或“账号”里改。',
          'No group is spoken for by hand. Change that in “Groups”.',
        )}
      </None>
    )
  return (
    <ul>
      {groups.map((row) => (
        <li key={row.id}>
          <a href={hrefOf('groups', 'manual', row.id)}>{row.name}</a>
        </li>
      ))}
      {accounts.map((row) => (
        <li key={row.id}>
          <a href={hrefOf('groups', 'list', 'account', row.id)}>
            {t(`账号 ${row.name} 听的群`, `Groups of account ${row.name}`)}
          </a>
        </li>
      ))}
    </ul>
  )
}

function PasteInto({ id }: { id: string }) {
  const found = useData<Groups>(pathOf(['groups'], { limit: 1, id }), 'hushed world')
  return (
    <Loading loaded={found}>
      {({ items: [group] }) =>
        group ? <Into group={group} /> : <None>{t('没有这个群', 'No such group')}</None>
      }
    </Loading>
  )
}

function Into({ group }: { group: GroupRow }) {
  return (
    <>
      <p>
        <b>{group.topic}</b> <a href={hrefOf('groups', 'manual')}>{t('换一个群', 'Another group')}</a>
      </p>
      {group.manual ? (
        <GroupPaste group={group.id} />
      ) : (
        <Alert
          type="info"
          showIcon
          title={t(
            '这个群由机器人听和说，不用贴。',
            'The bot listens and speaks here; nothing need be pasted.',
          )}
        />
      )}
    </>
  )
}

function ToSay({ group }: { group: string | undefined }) {
  const path = pathOf(['outbox'], { limit: 30, byHand: true, group })
  const rows = usePages<OutboxRow, Outbox>(path, 'outbox hushed')
  return (
    <Loading loaded={rows}>
      {(data) => (
        <>
          {!data.items.length && <None>{t('没有要转发的', 'Nothing has to be said')}</None>}
          {data.items.map((row) => (
            <Waiting key={row.ref} row={row}>
              <Saying row={row} after={rows.reload} />
            </Waiting>
          ))}
          {data.next && (
            <Button block onClick={() => void rows.more()}>
              {t('更多', 'More')}
            </Button>
          )}
        </>
      )}
    </Loading>
  )
}

/** As the bot would write it, with those in front whom it mentions. */
const wordsOf = ({ mentioned, text }: OutboxRow) => mentioned.map((name) => `@${name} `).join('') + text

function Saying({ row, after }: { row: OutboxRow; after: () => Promise<void> }) {
  const { message } = App.useApp()
  const { act, busy, refusal } = useAct(after)
  const copy = () =>
    copyText(wordsOf(row)).then(
      () => message.success(t('已复制，请到微信里粘贴发送', 'Copied; paste it in WeChat')),
      () =>
        message.error(
          t('浏览器不让复制，请选中文字自己复制', 'The browser does not let it be copied; select the text'),
        ),
    )
  const settle = (how: 'sent' | 'drop') =>
    act(
      () => post(pathOf(['outbox', row.ref, 'settle']), { how }),
      () => (how === 'sent' ? t('已记为转发', 'Noted as said') : t('已记为不转发', 'Noted as not said')),
    )
  return (
    <>
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" />}
      <div className="actions">
        <Button size="small" type="primary" icon={<CopyOutlined />} onClick={() => void copy()}>
          {t('复制', 'Copy')}
        </Button>
        <Button size="small" loading={busy} onClick={() => void settle('sent')}>
          {t('已转发', 'Said')}
        </Button>
        <Popconfirm
          title={t('不转发？', 'Not to be said?')}
          description={t('对方不会收到这条消息。', 'Nobody will be told.')}
          onConfirm={() => settle('drop')}
        >
          <Button size="small">{t('不转发', 'Not said')}</Button>
        </Popconfirm>
      </div>
    </>
  )
}
