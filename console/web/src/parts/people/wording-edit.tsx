import { Alert, Button, Input, Modal, Space } from 'antd'
import { useRef, useState } from 'react'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { faultsOf, isTextName, lengthOf, neededWordsOf } from '../../../../../cases/wording-text.ts'
import type { WordingView } from '../../../../server/schemas.ts'
import { useAct } from '../../act.ts'
import { post } from '../../api.ts'
import { t } from '../../language.ts'
import { filled } from './samples.ts'
import { faultText, PLACES } from './wording-words.ts'
import { fullTime } from '../../time.ts'

interface Props {
  text: WordingView['items'][number]
  view: WordingView
  after: () => Promise<void>
  onClosed: () => void
}

/** One text in other words, with how it will read. */
export function EditWording({ text, view, after, onClosed }: Props) {
  const [written, setWritten] = useState(text.text)
  const [open, setOpen] = useState(true)
  const field = useRef<TextAreaRef>(null)
  const { act, busy, refusal } = useAct(after)
  const faults = isTextName(text.name) ? faultsOf(text.name, written) : []
  const needed = isTextName(text.name) ? neededWordsOf(text.name) : []
  const length = lengthOf(written)
  const save = async (next: string | null) => {
    const request = () => post('/api/county/wording', { version: view.version, name: text.name, text: next })
    if (await act(request, () => t('已保存，马上生效', 'Saved; it counts at once'))) setOpen(false)
  }
  const insert = (word: string) => {
    const area = field.current?.resizableTextArea?.textArea
    const at = area?.selectionStart ?? written.length
    setWritten(`${written.slice(0, at)}{${word}}${written.slice(area?.selectionEnd ?? at)}`)
    area?.focus()
  }
  return (
    <Modal
      open={open}
      title={t('修改话术', 'Edit the text')}
      okText={t('保存', 'Save')}
      okButtonProps={{ disabled: faults.length > 0 || written === text.text }}
      confirmLoading={busy}
      onOk={() => save(written)}
      onCancel={() => setOpen(false)}
      afterClose={onClosed}
    >
      <label htmlFor="people-wording">{t('这样说', 'The text')}</label>
      <Input.TextArea
        id="people-wording"
        ref={field}
        value={written}
        onChange={(event) => setWritten(event.target.value)}
        autoSize={{ minRows: 3 }}
        maxLength={500}
        aria-invalid={faults.length > 0}
        aria-describedby="people-wording-faults"
      />
      <ul id="people-wording-faults" className="people-faults" role="status">
        {[...new Set(faults.map((fault) => faultText(fault, text.words)))].map((reason) => (
          <li key={reason} className="late">
            {reason}
          </li>
        ))}
      </ul>
      <p className="muted">
        {t(
          `填好后约 ${length} 字，最多 ${view.longest} 字`,
          `About ${length} characters when filled, at most ${view.longest}`,
        )}
      </p>
      {text.words.length > 0 && (
        <div className="people-places">
          <span className="muted">{t('可用的占位词：', 'Places: ')}</span>
          {text.words.map((word) => (
            <Button key={word} size="small" onClick={() => insert(word)}>
              {`{${word}}`} {PLACES[word]}
              {needed.includes(word) && t('，必须有', ', needed')}
            </Button>
          ))}
        </div>
      )}
      <h3>{t('发出来是这样', 'How it reads')}</h3>
      <p className="people-bubble">
        <Reading written={written} words={text.words} />
      </p>
      {text.own && (
        <Space wrap className="people-buttons">
          <span className="muted">
            {t(
              `${text.own.by} ${fullTime(text.own.at)} 改过。`,
              `Changed by ${text.own.by}, ${fullTime(text.own.at)}.`,
            )}
          </span>
          <Button size="small" disabled={busy} onClick={() => save(null)}>
            {t('恢复原来的', 'Back to the default')}
          </Button>
          <span className="muted">{filled(text.standard)}</span>
        </Space>
      )}
      {refusal && <Alert type="error" showIcon title={refusal} role="alert" className="people-refusal" />}
    </Modal>
  )
}

/** How a text reads; a place that it may not have is marked. */
const Reading = ({ written, words }: { written: string; words: string[] }) =>
  written
    .split(/(\{[^}]*\})/)
    .map((part, i) =>
      i % 2 === 0 || words.includes(part.slice(1, -1)) ? filled(part) : <del key={i}>{part}</del>,
    )
