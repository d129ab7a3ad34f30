import { CheckCircleTwoTone, PauseCircleTwoTone } from '@ant-design/icons'
import { Button, Empty, Skeleton } from 'antd'
import { t } from '../../language.ts'
import type { Hand } from './hand.ts'

interface Props {
  state: Hand
  others: number
  onResume: () => void
}

/** Nothing for him: all is decided, others have what is left, or he was away. */
export function Nothing({ state, others, onResume }: Props) {
  if (state.paused)
    return (
      <Empty
        className="empty"
        image={<PauseCircleTwoTone twoToneColor={BRAND} style={{ fontSize: 56 }} />}
        description={t(
          '您离开了几分钟，手上的几条已经还给大家。',
          'You were away for some minutes: what you had was given back.',
        )}
      >
        <Button type="primary" autoFocus onClick={onResume}>
          {t('继续审核', 'Go on')}
        </Button>
      </Empty>
    )
  if (!state.loaded) return <Skeleton active className="skeleton" />
  return (
    <Empty
      className="empty"
      image={<CheckCircleTwoTone twoToneColor={BRAND} style={{ fontSize: 56 }} />}
      description={
        others > 0
          ? t(`剩下的 ${others} 条正由其他人处理。`, `Others have the ${others} that are left.`)
          : t('都看完了。有新的会自动出现在这里。', 'All is done. What is new appears here by itself.')
      }
    />
  )
}

const BRAND = '#0f766e'
