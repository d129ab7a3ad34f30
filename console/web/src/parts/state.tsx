import { Alert, Button, Empty, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import type { Loaded } from '../data.ts'
import { t } from '../language.ts'

export const None = ({ children }: { children: string }) => (
  <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={children} />
)

/** Shows what was loaded, or why it is not there (yet). */
export function Loading<T>({ loaded, children }: { loaded: Loaded<T>; children: (data: T) => ReactNode }) {
  const { data, error, reload } = loaded
  const problem = error && (
    <Alert
      type="warning"
      showIcon
      className="problem"
      title={error.message}
      action={
        <Button size="small" onClick={reload}>
          {t('重试', 'Try again')}
        </Button>
      }
    />
  )
  if (data === null) return problem || <Skeleton active className="skeleton" />
  return (
    <>
      {problem}
      {children(data)}
    </>
  )
}
