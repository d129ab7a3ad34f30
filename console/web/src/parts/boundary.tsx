import { Button, Result } from 'antd'
import { Component, type ReactNode } from 'react'

/** What is shown in place of a page that failed, such as one whose files are gone after an update. */
export class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <Result
        status="warning"
        title="页面出了问题"
        subTitle="可能是系统刚刚更新，刷新后一般就好了。"
        extra={
          <Button type="primary" onClick={() => window.location.reload()}>
            刷新
          </Button>
        }
      />
    )
  }
}
