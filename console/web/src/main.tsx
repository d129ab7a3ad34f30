import { App as AntApp, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Root } from './root.tsx'
import './styles/base.css'
import './styles/frame.css'
import './styles/work.css'
import './styles/chat.css'

const theme = {
  token: {
    colorPrimary: '#0f766e',
    colorInfo: '#0f766e',
    colorLink: '#0f766e',
    borderRadius: 8,
    fontFamily: `-apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif`,
  },
  components: { Segmented: { trackBg: '#e6ecea' } },
}

const element = document.getElementById('root')
if (!element) throw new Error('the page has no #root')
createRoot(element).render(
  <StrictMode>
    <ConfigProvider locale={zhCN} theme={theme}>
      <AntApp message={{ maxCount: 3 }}>
        <Root />
      </AntApp>
    </ConfigProvider>
  </StrictMode>,
)
