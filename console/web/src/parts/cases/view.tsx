import { LeftOutlined, LinkOutlined } from '@ant-design/icons'
import { App, Button, Empty } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { CasePage, Revealed } from '../../../../server/schemas.ts'
import { ApiError, pathOf } from '../../api.ts'
import { copyText } from '../../copy.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { hrefOf } from '../../href.ts'
import { CaseActs } from './act-bar.tsx'
import { CaseClock } from './clock.tsx'
import { CaseFacts } from './facts.tsx'
import { CaseHistory } from './history.tsx'
import { CasePictures } from './pictures.tsx'
import { CaseSaid } from './said.tsx'
import { Marks, StatusTag } from './table.tsx'
import { Loading } from '../state.tsx'

/** One case as a page: what was said and done, its clock and facts beside it, and what can be done within reach. */
export function CaseView({ code, back }: { code: string; back: string }) {
  const loaded = useData<CasePage>(pathOf(['cases', code]), 'cases')
  const [revealed, setRevealed] = useState<Revealed | null>(null)
  // Handed on, or confidential by now: what was seen of it before does not stay.
  const gone = loaded.error instanceof ApiError && loaded.error.status === 404
  return (
    <div className="wide case-page">
      <a href={back} className="case-back">
        <LeftOutlined /> {t('台账', 'Cases')}
      </a>
      {gone ? (
        <Empty
          className="empty"
          description={
            loaded.data
              ? t(
                  '这一件已经转出或设为保密，现在不归您看',
                  'This case was handed on or made confidential; it is no longer yours to see',
                )
              : t(
                  '没有这一件，或者它由别的单位办理，不归您看',
                  'There is no such case, or another office handles it and it is not yours to see',
                )
          }
        />
      ) : (
        <Loading loaded={loaded}>
          {(page) => (
            <>
              <Title page={page} />
              <div className="case-grid">
                <aside className="case-side">
                  <CaseClock page={page} />
                  <CaseFacts page={page} revealed={revealed} />
                </aside>
                <CaseActs page={page} after={loaded.reload} />
                <div className="case-main">
                  <CaseSaid page={page} revealed={revealed} onReveal={setRevealed} after={loaded.reload} />
                  {(page.pictures.length > 0 || page.may.includes('picture')) && (
                    <>
                      <h2>{t('办理图片', 'Pictures of the work')}</h2>
                      <CasePictures page={page} after={loaded.reload} />
                    </>
                  )}
                  <h2>{t('经过', 'History')}</h2>
                  <CaseHistory page={page} />
                </div>
              </div>
            </>
          )}
        </Loading>
      )}
    </div>
  )
}

function Title({ page }: { page: CasePage }) {
  const { message } = App.useApp()
  const title = useRef<HTMLHeadingElement>(null)
  // What led here is there no more.
  useEffect(() => title.current?.focus({ preventScroll: true }), [])
  const share = () =>
    copyText(`${location.origin}/${hrefOf('cases', page.code)}`).then(
      () => message.success(t('链接已复制', 'Link copied')),
      () => message.warning(t('没能复制，请复制地址栏里的地址', 'Copy the address of this page instead')),
    )
  return (
    <div className="case-title">
      <h1 className="code" ref={title} tabIndex={-1}>
        {page.code}
      </h1>
      <StatusTag status={page.status} />
      <Marks row={page} />
      <span className="grow" />
      <Button icon={<LinkOutlined />} onClick={() => void share()}>
        {t('复制链接', 'Copy link')}
      </Button>
    </div>
  )
}
