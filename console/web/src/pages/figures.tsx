import { DownloadOutlined, ReloadOutlined } from '@ant-design/icons'
import { Breadcrumb, Button, Segmented } from 'antd'
import { useState } from 'react'
import type { Figures as FiguresData, Spots } from '../../../server/schemas.ts'
import { t } from '../language.ts'
import { useMe } from '../me.ts'
import { FigureCards } from '../parts/figures/cards.tsx'
import { FigureFilters } from '../parts/figures/filters.tsx'
import { FigureHelp } from '../parts/figures/help.tsx'
import { FigureMap } from '../parts/figures/map.tsx'
import { FigureMissed } from '../parts/figures/missed.tsx'
import {
  figuresPath,
  isWhole,
  mapPath,
  sheetPath,
  useFigures,
  useScope,
  type FigureScope,
} from '../parts/figures/scope.ts'
import { FigureTable } from '../parts/figures/table.tsx'
import { FigureTrend } from '../parts/figures/trend.tsx'
import { daysName } from '../parts/figures/words.ts'
import { Loading } from '../parts/state.tsx'
import { shortTime } from '../time.ts'
import '../styles/figures.css'

/** 看板: how many, how long and how well, of whatever one sees in the ledger. */
export default function Figures() {
  const [scope, change] = useScope()
  return (
    <div className="wide figures">
      <div className="title">
        <h1>{t('看板', 'Figures')}</h1>
        <span className="grow" />
        <FigureHelp />
      </div>
      <FigureFilters scope={scope} onChange={change} />
      {isWhole(scope) ? (
        <All scope={scope} onArea={(area) => change({ area })} />
      ) : (
        <p className="muted">{t('请选择从哪天到哪天', 'Choose the first and the last day')}</p>
      )}
    </div>
  )
}

interface Props {
  scope: FigureScope
  onArea: (code: string | undefined) => void
}

/** The figures first; what weighs more than they do comes after them. */
function All({ scope, onArea }: Props) {
  const { may } = useMe()
  const total = useFigures<FiguresData>(figuresPath(scope))
  const spots = useFigures<Spots>(mapPath(scope))
  return (
    <Loading loaded={total}>
      {(figures) => (
        <>
          <Caption figures={figures} reload={total.reload} />
          <FigureCards scope={scope} figures={figures} />
          <section>
            <h2>{t('哪里的件多', 'Where the cases are')}</h2>
            <Loading loaded={spots}>
              {(map) => (
                <>
                  {scope.area && <Way path={map.path} onArea={onArea} />}
                  <FigureMap spots={map} scope={scope} onArea={onArea} />
                </>
              )}
            </Loading>
          </section>
          <FigureTrend scope={scope} />
          <Rows scope={scope} onArea={onArea} />
          {may.review && <FigureMissed />}
        </>
      )}
    </Loading>
  )
}

const Caption = ({ figures, reload }: { figures: FiguresData; reload: () => Promise<void> }) => (
  <p className="muted figure-caption">
    {daysName(figures.span)}
    {t(
      `，截至 ${shortTime(figures.at)}。点任何一个数，看后面的件。`,
      `, as of ${shortTime(figures.at)}. Every number opens its list.`,
    )}
    <Button
      type="text"
      size="small"
      icon={<ReloadOutlined />}
      aria-label={t('刷新', 'Load anew')}
      onClick={() => void reload()}
    />
  </p>
)

/** The way down to the area; its top is the whole. */
const Way = ({ path, onArea }: { path: Spots['path']; onArea: Props['onArea'] }) => (
  <Breadcrumb
    className="figure-way"
    items={path.map(({ code, name }, i) => ({
      key: code,
      title:
        i === path.length - 1 ? (
          name
        ) : (
          <button type="button" className="figure-down" onClick={() => onArea(i === 0 ? undefined : code)}>
            {name}
          </button>
        ),
    }))}
  />
)

const KINDS = [
  { value: 'area', label: t('按区域', 'By area') },
  { value: 'office', label: t('按单位', 'By office') },
  { value: 'category', label: t('按类别', 'By category') },
  { value: 'week', label: t('按周', 'By week') },
]

function Rows({ scope, onArea }: Props) {
  const [by, setBy] = useState('area')
  const loaded = useFigures<FiguresData>(figuresPath(scope, by))
  return (
    <section>
      <h2>{t('分开看', 'Apart')}</h2>
      <div className="figure-tools">
        <div className="scroll-x">
          <Segmented aria-label={t('怎么分', 'By what')} options={KINDS} value={by} onChange={setBy} />
        </div>
        <span className="grow" />
        <Button icon={<DownloadOutlined />} href={sheetPath(scope, by)} download>
          {t('导出 Excel', 'Export to Excel')}
        </Button>
      </div>
      <Loading loaded={loaded}>
        {(figures) => <FigureTable by={by} figures={figures} scope={scope} onArea={onArea} />}
      </Loading>
    </section>
  )
}
