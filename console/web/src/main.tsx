import { App as AntApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { t } from './language.ts'
import { Root } from './root.tsx'
import './styles/base.css'
import './styles/frame.css'
import './styles/work.css'
import './styles/case.css'
import './styles/chat.css'

/** The words of tags: antd's own are too light to be read in the sun. By both names that it knows them by. */
const DARKER = Object.fromEntries(
  Object.entries({ volcano: '#ad2102', orange: '#ad4e00', gold: '#874d00', cyan: '#006d75' }).flatMap(
    ([name, colour]) => [
      [`${name}7`, colour],
      [`${name}-7`, colour],
    ],
  ),
)

const theme = {
  token: {
    motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    colorPrimary: '#0f766e',
    // What antd derives of it, for chosen rows, is a dark grey.
    colorPrimaryBg: '#e2f0ee',
    colorPrimaryBgHover: '#d3e8e4',
    colorInfo: '#0f766e',
    colorLink: '#0f766e',
    colorError: '#cf1322',
    borderRadius: 8,
    colorTextPlaceholder: '#687678',
    colorTextDescription: '#5f7072',
    ...DARKER,
    fontFamily: `-apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif`,
  },
  components: { Segmented: { trackBg: '#e6ecea' } },
}

document.documentElement.lang = t('zh-CN', 'en')
const element = document.getElementById('root')
if (!element) throw new Error('the page has no #root')
createRoot(element).render(
  <StrictMode>
    <ConfigProvider locale={t(zhCN, enUS)} theme={theme}>
      <AntApp message={{ maxCount: 3 }}>
        <Root />
      </AntApp>
    </ConfigProvider>
  </StrictMode>,
)
