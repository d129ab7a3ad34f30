import { Button, Drawer } from 'antd'
import type { Flag, FlagKey, Flags } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { usePages } from '../../data.ts'
import { t } from '../../language.ts'
import { shortTime } from '../../time.ts'
import { WITHHELD } from '../../words.ts'
import { idOf, keyOf } from './hand.ts'
import { Loading, None } from '../state.tsx'

interface Props {
  area: string | undefined
  onChoose: (key: FlagKey) => void
  onClosed: () => void
}

/** All that waits, newest first, to choose what comes next. */
export function ReviewList({ area, onChoose, onClosed }: Props) {
  const flags = usePages<Flag, Flags>(pathOf(['flags'], { limit: 30, area }), 'flags')
  return (
    <Drawer open size={480} title={t('全部待审', 'All that waits')} onClose={onClosed}>
      <Loading loaded={flags}>
        {({ items, next }) => (
          <>
            {items.length === 0 && <None>{t('没有待审的', 'Nothing waits')}</None>}
            {items.map((flag) => (
              <button
                type="button"
                className="waiting"
                key={idOf(flag)}
                onClick={() => onChoose(keyOf(flag))}
              >
                <span className="muted">
                  {flag.group ?? t('私聊', 'Private')} · {flag.from ?? '—'} · {shortTime(flag.at)}
                </span>
                {flag.text ?? WITHHELD}
              </button>
            ))}
            {next && (
              <Button block onClick={() => void flags.more()}>
                {t('加载更多', 'More')}
              </Button>
            )}
          </>
        )}
      </Loading>
    </Drawer>
  )
}
