import { Button } from 'antd'
import { useState } from 'react'
import { t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { hrefOf } from '../../href.ts'
import { useRoute } from '../../route.ts'
import '../../styles/urged.css'

const PUT_OFF = 'xunqun-password-later'

/** Also for whoever has changed it: who is signed in is not asked for anew. */
export const urgeNoMore = () => sessionStorage.setItem(PUT_OFF, 'yes')

/** Asks for a password of one's own where somebody else has given it; can be put off until the browser is closed. */
export function Urged() {
  const { urged } = useMe()
  const [route] = useRoute()
  const [, setLater] = useState(false)
  if (!urged || route === 'mine' || sessionStorage.getItem(PUT_OFF) !== null) return null
  const putOff = () => {
    urgeNoMore()
    setLater(true)
  }
  return (
    <div className="urged" role="note">
      <span>
        {t(
          '现在的密码是别人给的，请尽快换成自己的。',
          'Somebody else gave you this password; please change it.',
        )}
      </span>
      <Button size="small" type="primary" href={hrefOf('mine')}>
        {t('去修改', 'Change it')}
      </Button>
      <Button size="small" onClick={putOff}>
        {t('以后再说', 'Later')}
      </Button>
    </div>
  )
}
