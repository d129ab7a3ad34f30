import {
  AuditOutlined,
  CommentOutlined,
  DashboardOutlined,
  FolderOpenOutlined,
  FormOutlined,
  LogoutOutlined,
} from '@ant-design/icons'
import { Badge, Button, Dropdown, Spin } from 'antd'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { Flags } from '../../server/schemas.ts'
import { pathOf, post } from './api.ts'
import { useData } from './data.ts'
import { useConnected } from './live.ts'
import { useMe } from './me.ts'
import { Boundary } from './parts/boundary.tsx'
import { hrefOf, useRoute } from './route.ts'
import { ROLE } from './words.ts'

const Review = lazy(() => import('./pages/review.tsx'))
const Cases = lazy(() => import('./pages/cases.tsx'))
const Intake = lazy(() => import('./pages/intake.tsx'))
const Chat = lazy(() => import('./pages/chat.tsx'))
const System = lazy(() => import('./pages/system.tsx'))

interface Place {
  id: string
  name: string
  icon: ReactNode
  page: ReactNode
}

/** The frame around every page: where one is, who one is, whether the page is live. */
export function Shell({ onSignedOut }: { onSignedOut: () => void }) {
  const { may } = useMe()
  const [route = ''] = useRoute()
  const places: Place[] = [
    ...(may.review ? [{ id: 'review', name: '待审', icon: <AuditOutlined />, page: <Review /> }] : []),
    { id: 'cases', name: '台账', icon: <FolderOpenOutlined />, page: <Cases /> },
    ...(may.stage ? [{ id: 'chat', name: '模拟群聊', icon: <CommentOutlined />, page: <Chat /> }] : []),
    ...(may.system
      ? [{ id: 'system', name: '运行状态', icon: <DashboardOutlined />, page: <System /> }]
      : []),
  ]
  const intake: Place = { id: 'intake', name: '登记', icon: <FormOutlined />, page: <Intake /> }
  const here =
    route === intake.id && may.intake ? intake : (places.find((place) => place.id === route) ?? places[0])
  return (
    <div className="shell">
      <header className="bar">
        <a className="brand" href="#/">
          <img src="/icon.svg" alt="" width={28} height={28} />
          巡群
        </a>
        <nav className="places" aria-label="主导航">
          {places.map(({ id, name, icon }) => (
            <a key={id} href={hrefOf(id)} aria-current={id === here?.id ? 'page' : undefined}>
              {icon}
              <span>{name}</span>
              {id === 'review' && <Waiting />}
            </a>
          ))}
        </nav>
        {may.intake && (
          <Button
            type="primary"
            ghost
            icon={intake.icon}
            href={hrefOf(intake.id)}
            aria-current={here === intake ? 'page' : undefined}
          >
            {intake.name}
          </Button>
        )}
        <Account onSignedOut={onSignedOut} />
      </header>
      <Connection />
      <main className="page">
        <Boundary key={here?.id}>
          <Suspense fallback={<Spin size="large" className="centered" />}>{here?.page}</Suspense>
        </Boundary>
      </main>
    </div>
  )
}

function Waiting() {
  const { data } = useData<Flags>(pathOf(['flags'], { limit: 1 }), 'flags')
  return <Badge count={data?.total ?? 0} size="small" overflowCount={999} />
}

function Connection() {
  return useConnected() ? null : (
    <div className="offline" role="status">
      与服务器的连接断开了，正在重新连接…
    </div>
  )
}

function Account({ onSignedOut }: { onSignedOut: () => void }) {
  const { name, role, office } = useMe()
  const [leaving, setLeaving] = useState(false)
  const leave = async () => {
    setLeaving(true)
    await post('/api/logout').catch(() => setLeaving(false))
    onSignedOut()
  }
  const items = [
    { key: 'who', label: office ? `${office} · ${ROLE[role]}` : ROLE[role], disabled: true },
    { type: 'divider' as const },
    { key: 'out', label: '退出登录', icon: <LogoutOutlined />, onClick: leave, disabled: leaving },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Button type="text" className="account">
        <span className="avatar">{name.slice(0, 1).toUpperCase()}</span>
        <span className="account-name">{name}</span>
      </Button>
    </Dropdown>
  )
}
