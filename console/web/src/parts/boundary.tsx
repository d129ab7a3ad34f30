import { Component, type ReactNode } from 'react'
import { t } from '../language.ts'
import { Failed } from './failed.tsx'

/** What is shown in place of a page that failed, such as one whose files are gone after an update. */
export class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <Failed
        title={t('页面出了问题', 'Something is wrong with this page')}
        says={t(
          '可能是系统刚刚更新，刷新后一般就好了。',
          'The system may just have been updated; reload the page.',
        )}
        again={t('刷新', 'Reload')}
        onAgain={() => window.location.reload()}
      />
    )
  }
}
