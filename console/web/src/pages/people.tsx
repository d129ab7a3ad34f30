import { Spin, Tabs } from 'antd'
import { lazy, Suspense, type ReactNode } from 'react'
import { t } from '../language.ts'
import { PeopleAreas } from '../parts/people/areas.tsx'
import { go, useRoute } from '../route.ts'
import '../styles/people.css'

const Files = lazy(() => import('../parts/people/world-import.tsx'))
const Dispatch = lazy(() => import('../parts/people/dispatch.tsx'))
const Answers = lazy(() => import('../parts/people/answers.tsx'))
const Wording = lazy(() => import('../parts/people/wording.tsx'))
const Calendar = lazy(() => import('../parts/people/calendar.tsx'))
const Settings = lazy(() => import('../parts/people/settings.tsx'))
const Users = lazy(async () => ({ default: (await import('../parts/account/users.tsx')).Users }))

const TABS: { key: string; label: string; page: ReactNode }[] = [
  { key: 'areas', label: t('区域、单位、人员', 'Areas and people'), page: <PeopleAreas /> },
  { key: 'files', label: t('导入导出', 'Import, export'), page: <Files /> },
  { key: 'dispatch', label: t('分派与时限', 'Dispatch'), page: <Dispatch /> },
  { key: 'answers', label: t('现成答复', 'Kept answers'), page: <Answers /> },
  { key: 'wording', label: t('话术', 'Wording'), page: <Wording /> },
  { key: 'calendar', label: t('日历', 'Calendar'), page: <Calendar /> },
  { key: 'settings', label: t('设置', 'Settings'), page: <Settings /> },
  { key: 'users', label: t('登录账号', 'Logins'), page: <Users /> },
]

/** 人员与区域: who there is, who handles what by when, and what the bot says. */
export default function People() {
  const [, wanted = ''] = useRoute()
  const here = TABS.find(({ key }) => key === wanted) ?? TABS[0]!
  return (
    <div className="wide people-page">
      <h1>{t('人员与区域', 'People and areas')}</h1>
      <Tabs
        activeKey={here.key}
        onChange={(key) => go('people', key)}
        destroyOnHidden
        items={TABS.map(({ key, label, page }) => ({
          ...{ key, label },
          children: <Suspense fallback={<Spin />}>{page}</Suspense>,
        }))}
      />
    </div>
  )
}
