import { Alert } from 'antd'

/** Why something was refused, until it is put away. */
export function Refusal({ says, onPutAway }: { says: string | null; onPutAway: () => void }) {
  if (!says) return null
  return (
    <Alert
      type="error"
      showIcon
      closable={{ onClose: onPutAway }}
      title={says}
      className="problem"
      role="alert"
    />
  )
}
