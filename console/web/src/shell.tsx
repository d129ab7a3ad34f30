import {
  AuditOutlined,
  BarChartOutlined,
  CommentOutlined,
  ControlOutlined,
  EllipsisOutlined,
  FileSearchOutlined,
  FolderOpenOutlined,
  FormOutlined,
  GlobalOutlined,
  LogoutOutlined,
  TeamOutlined,
  UserOutlined,
  WechatOutlined,
} from '@ant-design/icons'
import { Badge, Button, Dropdown, Grid, Spin } from 'antd'
import { lazy, Suspense, useEffect, useRef, type ReactNode } from 'react'
import type { Me, ReviewCount } from '../../server/schemas.ts'
import { pathOf } from './api.ts'
import { useData } from './data.ts'
import { t } from './language.ts'
import { useConnected } from './live.ts'
import { useMe } from './me.ts'
import { Boundary } from './parts/boundary.tsx'
import { Failed } from './parts/failed.tsx'
import { otherLanguage } from './parts/chosen-language.ts'
import { useSignOut } from './parts/account/sign-out.ts'
import { Urged } from './parts/account/urged.tsx'
import { hrefOf } from './href.ts'
import { go, useRoute } from './route.ts'
import { ROLE } from './words.ts'

const pages = {
  review: () => import('./pages/review.tsx'),
  cases: () => import('./pages/cases.tsx'),
  figures: () => import('./pages/figures.tsx'),
  rules: () => import('./pages/rules.tsx'),
  groups: () => import('./pages/groups.tsx'),
  people: () => import('./pages/people.tsx'),
  audit: () => import('./pages/audit.tsx'),
  intake: () => import('./pages/intake.tsx'),
  chat: () => import('./pages/chat.tsx'),
  mine: () => import('./pages/mine.tsx'),
}
const Review = lazy(pages.review)
const Cases = lazy(pages.cases)
const Figures = lazy(pages.figures)
const Rules = lazy(pages.rules)
const Groups = lazy(pages.groups)
const People = lazy(pages.people)
const Audit = lazy(pages.audit)
const Intake = lazy(pages.intake)
const Chat = lazy(pages.chat)
const Mine = lazy(pages.mine)

// On its way while the server still says who is there; whoever may not see a page has fetched it in vain.
const wanted = /^#\/(\w+)/.exec(window.location.hash)?.[1] ?? 'review'
void pages[wanted as keyof typeof pages]?.().catch(() => undefined)

interface Place {
  id: string
  name: string
  icon: ReactNode
  page: ReactNode
}

/** Where this person may go, most needed first. */
const placesOf = (may: Me['may']): Place[] => [
  ...(may.review
    ? [{ id: 'review', name: t('待审', 'Review'), icon: <AuditOutlined />, page: <Review /> }]
    : []),
  { id: 'cases', name: t('台账', 'Cases'), icon: <FolderOpenOutlined />, page: <Cases /> },
  { id: 'figures', name: t('看板', 'Figures'), icon: <BarChartOutlined />, page: <Figures /> },
  ...(may.rules
    ? [{ id: 'rules', name: t('规则', 'Rules'), icon: <ControlOutlined />, page: <Rules /> }]
    : []),
  ...(may.groups
    ? [{ id: 'groups', name: t('群与账号', 'Groups'), icon: <WechatOutlined />, page: <Groups /> }]
    : []),
  ...(may.people
    ? [{ id: 'people', name: t('人员与区域', 'People'), icon: <TeamOutlined />, page: <People /> }]
    : []),
  ...(may.audit
    ? [{ id: 'audit', name: t('审计', 'Audit'), icon: <FileSearchOutlined />, page: <Audit /> }]
    : []),
  ...(may.stage
    ? [{ id: 'chat', name: t('模拟群聊', 'Chat'), icon: <CommentOutlined />, page: <Chat /> }]
    : []),
]

/** As many as find room at the foot of a phone; the others are behind one button. */
const ON_A_PHONE = 3

/** The frame around every page: where one is, who one is, whether the page is live. */
export function Shell({ onSignedOut }: { onSignedOut: () => void }) {
  const { may } = useMe()
  const [route = ''] = useRoute()
  const { md } = Grid.useBreakpoint()
  const places = placesOf(may)
  const aside: Place[] = [
    { id: 'intake', name: t('登记', 'File'), icon: <FormOutlined />, page: may.intake ? <Intake /> : null },
    { id: 'mine', name: t('我的账号', 'My account'), icon: <UserOutlined />, page: <Mine /> },
  ].filter(({ page }) => page !== null)
  const here =
    [...places, ...aside].find((place) => place.id === route) ?? (route === '' ? places[0] : undefined)
  const name = here?.name
  useEffect(() => {
    document.title = [name, t('巡群', 'Xunqun')].filter(Boolean).join(' · ')
  }, [name])
  const main = useFocus(here?.id)
  const shown = md === false ? places.slice(0, ON_A_PHONE) : places
  const behind = places.slice(shown.length)
  const current = (id: string) => (id === here?.id ? 'page' : undefined)
  return (
    <div className="shell">
      <header className="bar">
        <a className="brand" href="#/">
          <img src="/icon.svg" alt="" width={28} height={28} />
          {t('巡群', 'Xunqun')}
        </a>
        <nav className="places" aria-label={t('主导航', 'Main')}>
          {shown.map(({ id, name, icon }) => (
            <a key={id} href={hrefOf(id)} aria-current={current(id)}>
              {icon}
              <span>{name}</span>
              {id === 'review' && <Waiting />}
            </a>
          ))}
          {behind.length > 0 && <More places={behind} here={behind.find((place) => place === here)} />}
        </nav>
        {may.intake && (
          <Button
            type="primary"
            ghost
            icon={<FormOutlined />}
            href={hrefOf('intake')}
            aria-current={current('intake')}
          >
            {t('登记', 'File')}
          </Button>
        )}
        <Account onSignedOut={onSignedOut} />
      </header>
      <Connection />
      <Urged />
      <main className="page" ref={main} tabIndex={-1}>
        <Boundary key={here?.id}>
          <Suspense fallback={<Spin size="large" className="centered" />}>
            {here?.page ?? <Nowhere />}
          </Suspense>
        </Boundary>
      </main>
    </div>
  )
}

/** Whoever goes by keys begins at the top of the place where he has come to, not at that of the window. */
function useFocus(place: string | undefined) {
  const main = useRef<HTMLElement>(null)
  const was = useRef(place)
  useEffect(() => {
    if (place === was.current) return
    was.current = place
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true })
  }, [place])
  return main
}

/** For an address that is wrong, or of a place where this person may not go. */
const Nowhere = () => (
  <Failed
    title={t('没有这一页', 'There is no such page')}
    says={t('地址不对，或者您没有权限看。', 'The address is wrong, or the page is not for you.')}
    again={t('回首页', 'Go to the first page')}
    onAgain={() => go()}
  />
)

function More({ places, here }: { places: Place[]; here: Place | undefined }) {
  const items = places.map(({ id, name, icon }) => ({
    key: id,
    icon,
    label: <a href={hrefOf(id)}>{name}</a>,
  }))
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="topRight">
      <button type="button" aria-current={here ? 'page' : undefined}>
        {here?.icon ?? <EllipsisOutlined />}
        <span>{here?.name ?? t('更多', 'More')}</span>
      </button>
    </Dropdown>
  )
}

function Waiting() {
  const { data } = useData<ReviewCount>(pathOf(['review', 'count']), 'flags')
  return <Badge count={data?.total ?? 0} size="small" overflowCount={999} />
}

function Connection() {
  return useConnected() ? null : (
    <div className="offline" role="status">
      {t('与服务器的连接断开了，正在重新连接…', 'The server cannot be reached; trying again…')}
    </div>
  )
}

function Account({ onSignedOut }: { onSignedOut: () => void }) {
  const { name, role, office } = useMe()
  const { leave, leaving } = useSignOut(onSignedOut)
  const items = [
    { key: 'who', label: office ? `${office} · ${ROLE[role]}` : ROLE[role], disabled: true },
    { type: 'divider' as const },
    {
      key: 'mine',
      label: <a href={hrefOf('mine')}>{t('我的账号', 'My account')}</a>,
      icon: <UserOutlined />,
    },
    {
      key: 'language',
      // In the language of whoever looks for it.
      label: t('English', '中文'),
      icon: <GlobalOutlined />,
      onClick: otherLanguage,
    },
    {
      key: 'out',
      label: t('退出登录', 'Sign out'),
      icon: <LogoutOutlined />,
      onClick: leave,
      disabled: leaving,
    },
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
