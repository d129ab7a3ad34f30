import { Badge, Button, QRCode } from 'antd'
import { useState } from 'react'
import type { System } from '../../../../server/schemas.ts'
import { counted, t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { reasonName } from '../../reasons.ts'
import { hrefOf } from '../../href.ts'
import { ago, shortTime, span } from '../../time.ts'
import { ACCOUNT } from '../../words.ts'
import { AskHush, type Place } from './hush.tsx'
import { useNow } from '../../now.ts'
import { None } from '../state.tsx'

type Account = System['accounts'][number]

/** What an account waits for in each of its states; online it waits for nothing. */
const WAITS: Record<string, string> = {
  connecting: t('等网关回应', 'Waits for the gateway'),
  scan: t('等人用手机扫码登录', 'Waits for somebody to scan the code'),
  offline: t('等账号重新登录', 'Waits to be logged in again'),
  error: t('等网关恢复，会自动重连', 'Waits for the gateway; joins again by itself'),
}

/** Each account with how it stands, and how long messages take through the queue. */
export function GroupAccounts({ state, after }: { state: System; after: () => Promise<void> }) {
  const { role } = useMe()
  const [place, setPlace] = useState<Place | null>(null)
  return (
    <>
      {!state.accounts.length && <None>{t('还没有账号登录过', 'No account has logged in yet')}</None>}
      <div className="tiles">
        {state.accounts.map((account) => (
          <AccountTile
            key={account.id}
            account={account}
            blind={state.blindWindows.find((w) => w.account === account.id)}
          >
            <a href={hrefOf('groups', 'list', 'account', account.id)}>{t('它听的群', 'Its groups')}</a>
            {role === 'admin' && !isHushed(state, account) && (
              <Button
                size="small"
                onClick={() =>
                  setPlace({ kind: 'account', id: account.id, name: account.name ?? account.id })
                }
              >
                {t('暂停或改为人工', 'Pause or by hand')}
              </Button>
            )}
          </AccountTile>
        ))}
        <QueueTile state={state} />
      </div>
      {place && <AskHush place={place} after={after} onClosed={() => setPlace(null)} />}
    </>
  )
}

const isHushed = ({ hushed }: System, { id }: Account) =>
  hushed.some((row) => row.kind === 'account' && row.id === id)

interface TileProps {
  account: Account
  /** the last time in which it heard nothing */
  blind: System['blindWindows'][number] | undefined
  children: React.ReactNode
}

function AccountTile({ account, blind, children }: TileProps) {
  const now = useNow()
  const { id, name, state, qrcode, error, heardAt, lastEventAt, spooled } = account
  const word = ACCOUNT[state] ?? { name: t('状态不明', 'Unknown'), status: 'warning' as const }
  const never = t('还没有', 'Never')
  return (
    <section className="tile" aria-label={name ?? id}>
      <h2>
        {name ?? id} <Badge status={word.status} text={word.name} />
      </h2>
      {WAITS[state] && <p className="soon">{WAITS[state]}</p>}
      {error && <p className="late">{reasonName(error)}</p>}
      {state === 'scan' && qrcode && (
        <figure>
          <QRCode value={qrcode} size={180} />
          <figcaption>{t('用手机微信扫码登录', 'Scan it with WeChat to log in')}</figcaption>
        </figure>
      )}
      <dl>
        <dt>{t('群里最近一条', 'Last heard in a group')}</dt>
        <dd>{heardAt ? ago(heardAt, now) : never}</dd>
        <dt>{t('最近一次在线', 'Last online')}</dt>
        <dd>{lastEventAt ? ago(lastEventAt, now) : never}</dd>
        <dt>{t('没听见的时段', 'Did not listen')}</dt>
        <dd>
          {blind ? (
            <span className={blind.to ? '' : 'late'}>
              {blind.to
                ? `${shortTime(blind.from)}，${span(blind.to - blind.from)}`
                : t(`已持续 ${span(now - blind.from)}`, `For ${span(now - blind.from)} now`)}
            </span>
          ) : (
            t('没有', 'None')
          )}
        </dd>
        {spooled > 0 && (
          <>
            <dt>{t('存在磁盘上待传', 'On disk, to be passed on')}</dt>
            <dd className="soon">{t(`${spooled} 批`, counted(spooled, 'batch', 'batches'))}</dd>
          </>
        )}
      </dl>
      <div className="actions">{children}</div>
    </section>
  )
}

function QueueTile({ state: { queue, lag } }: { state: System }) {
  const now = useNow()
  const seconds = (ms: number) => t(`${(ms / 1000).toFixed(1)} 秒`, `${(ms / 1000).toFixed(1)} s`)
  return (
    <section className="tile" aria-label={t('消息队列', 'Queue')}>
      <h2>{t('消息队列', 'Queue')}</h2>
      {queue ? (
        <dl>
          <dt>{t('排队 · 处理中', 'Waiting · in work')}</dt>
          <dd>
            {t(`${queue.waiting + queue.delayed} 批`, `${queue.waiting + queue.delayed} batches`)} ·{' '}
            {queue.active}
          </dd>
          <dt>{t('最早的等了', 'Oldest waits for')}</dt>
          <dd className={queue.since && now - queue.since > 60_000 ? 'late' : ''}>
            {queue.since ? span(now - queue.since) : '—'}
          </dd>
          <dt>{t('处理失败', 'Failed')}</dt>
          <dd className={queue.failed ? 'late' : ''}>{queue.failed}</dd>
          <dt>{t('从说到入库', 'From said to filed')}</dt>
          <dd>
            {lag
              ? t(
                  `一般 ${seconds(lag.median)}，慢的 ${seconds(lag.most)}`,
                  `usually ${seconds(lag.median)}, slow ones ${seconds(lag.most)}`,
                )
              : t('十分钟内没有新消息', 'nothing in the last ten minutes')}
          </dd>
        </dl>
      ) : (
        <p className="late">
          {t(
            '队列连不上。听到的消息先存在机器人的磁盘上，不会丢。',
            'The queue cannot be reached. What is heard is kept on disk.',
          )}
        </p>
      )}
    </section>
  )
}
