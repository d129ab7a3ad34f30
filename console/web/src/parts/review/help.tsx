import { Modal } from 'antd'
import { t } from '../../language.ts'

const KEYS: [string[], string][] = [
  [['J', 'K'], t('下一条、上一条', 'Next, previous')],
  [['Enter', 'O'], t('立案', 'Open')],
  [['X'], t('忽略：不是诉求', 'Dismiss: no need')],
  [['1', '…', '6'], t('忽略，并写明原因', 'Dismiss with that reason')],
  [['M'], t('并入：再按数字选件，或再按 M 写编号', 'Join: then a digit, or M again for a code')],
  [['C'], t('改类别', 'Change the category')],
  [['P'], t('改地点', 'Change the place')],
  [['S'], t('设为保密', 'Make confidential')],
  [['Y', 'N'], t('抽查：有人需要帮忙、没有', 'Sample: somebody needs help, nobody does')],
  [['Z', 'Ctrl+Z'], t('撤销（10 秒内）', 'Undo (within 10 s)')],
  [['L'], t('全部待审的列表', 'List of all that waits')],
  [['?'], t('这张表', 'This table')],
]

/** What the keys do. */
export function ReviewHelp({ onClosed }: { onClosed: () => void }) {
  return (
    <Modal open title={t('按键', 'Keys')} footer={null} onCancel={onClosed}>
      <dl className="key-list">
        {KEYS.map(([keys, says]) => (
          <div key={says}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
