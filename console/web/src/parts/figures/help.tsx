import { QuestionCircleOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { t } from '../../language.ts'
import { HOW } from './words.ts'

/** 怎么算的 */
export const FigureHelp = () => (
  <Popover
    trigger="click"
    placement="bottomRight"
    title={t('怎么算的', 'How it is counted')}
    content={
      <dl className="figure-how" tabIndex={0}>
        {HOW.map(([name, how]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{how}</dd>
          </div>
        ))}
      </dl>
    }
  >
    <Button icon={<QuestionCircleOutlined />}>{t('怎么算的', 'How it is counted')}</Button>
  </Popover>
)
