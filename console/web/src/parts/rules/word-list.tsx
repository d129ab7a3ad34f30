import { CloseOutlined, UndoOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { counted, t } from '../../language.ts'
import { useBench } from './bench.ts'
import { originalWords, splitWords, wordsAt } from './edits.ts'
import { rulesHref } from './place.ts'

/** As many unchanged words as a list shows by itself. */
const SHOWN = 30

interface Props {
  file: string
  path: string[]
  name: string
  /** what the list does, in a sentence */
  says: string
  /** a word of it that somebody looks for */
  wanted?: string | undefined
  /** a rule needs at least one of them */
  needed?: boolean
}

/** A list of words that is edited by typing: Enter, a separator or leaving adds, Backspace takes away, changes can be undone. */
export function WordList({ file, path, name, says, wanted, needed }: Props) {
  const { version, originals, change } = useBench()
  const [all, setAll] = useState(false)
  const words = wordsAt(version, file, path)
  const original = new Set(originalWords(originals, file, path))
  const kept = words.filter((w) => original.has(w))
  const added = words.filter((w) => !original.has(w))
  const removed = [...original].filter((w) => !words.includes(w))
  const isOpen = all || kept.length <= SHOWN + 4 || (wanted !== undefined && kept.includes(wanted))
  const shown = isOpen ? kept : kept.slice(0, SHOWN)
  const add = (given: string[]) => change({ do: 'add', file, path, words: given })
  const remove = (word: string) => change({ do: 'remove', file, path, words: [word] })
  const isLast = (needed ?? false) && words.length === 1
  const isEmpty = words.length + removed.length === 0
  const id = useId()
  return (
    <div className={`word-list ${isEmpty ? 'without' : ''}`} title={isEmpty ? says : undefined}>
      <div className="word-list-name">
        <span id={id}>{name}</span> {words.length > 0 && <span className="count">{words.length}</span>}
        {!isEmpty && <span className="muted">{says}</span>}
      </div>
      <ul className="words" aria-labelledby={id} onKeyDown={walk}>
        {shown.map((word) => (
          <Word key={word} word={word} isWanted={word === wanted} onRemove={isLast ? null : remove} />
        ))}
        {!isOpen && (
          <li>
            <Button type="link" size="small" onClick={() => setAll(true)}>
              {t(`还有 ${kept.length - SHOWN} 个`, `${kept.length - SHOWN} more`)}
            </Button>
          </li>
        )}
        {added.map((word) => (
          <Word
            key={word}
            word={word}
            kind="added"
            isWanted={word === wanted}
            onRemove={isLast ? null : remove}
          />
        ))}
        {removed.map((word) => (
          <Removed key={word} word={word} onUndo={() => add([word])} />
        ))}
        <li className="word-input">
          <WordInput file={file} path={path} label={name} words={words} onAdd={add} />
        </li>
      </ul>
    </div>
  )
}

interface WordProps {
  word: string
  kind?: 'added'
  isWanted: boolean
  onRemove: ((word: string) => void) | null
}

function Word({ word, kind, isWanted, onRemove }: WordProps) {
  const element = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isWanted) element.current?.scrollIntoView({ block: 'center' })
  }, [isWanted])
  return (
    <li ref={element} className={`word ${kind ?? ''} ${isWanted ? 'wanted' : ''}`}>
      <WordText word={word} />
      {onRemove && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t(`去掉 ${word}`, `Remove ${word}`)}
          onClick={() => onRemove(word)}
        >
          <CloseOutlined />
        </button>
      )}
    </li>
  )
}

/** `$坏` leads to the words of that set; `水~` counts as a word of its own only. */
function WordText({ word }: { word: string }): ReactNode {
  const { version, number } = useBench()
  const set =
    word.startsWith('$') && version.files.find((f) => f.lists.some((l) => l.path[1] === word.slice(1)))
  if (set) {
    const size = set.lists.find((l) => l.path[1] === word.slice(1))?.words.length ?? 0
    const href = rulesHref(number, set.file.replace('.yaml', ''), word)
    return (
      <a className="set" href={href} title={t(`词集：${size} 个词`, `A set of ${counted(size, 'word')}`)}>
        {word}
      </a>
    )
  }
  if (!word.endsWith('~')) return word
  return (
    <Tooltip title={t('只在单独成词时算', 'Counts only as a word of its own')}>
      <span>
        {word.slice(0, -1)}
        <sup>{t('单', 'own')}</sup>
      </span>
    </Tooltip>
  )
}

const Removed = ({ word, onUndo }: { word: string; onUndo: () => void }) => (
  <li className="word removed">
    <del>{word}</del>
    <button type="button" tabIndex={-1} aria-label={t(`恢复 ${word}`, `Restore ${word}`)} onClick={onUndo}>
      <UndoOutlined />
    </button>
  </li>
)

interface InputProps {
  file: string
  path: string[]
  label: string
  words: string[]
  onAdd: (words: string[]) => void
}

function WordInput({ file, path, label, words, onAdd }: InputProps) {
  const { isDraft, onTyping } = useBench()
  const [text, setText] = useState('')
  const fresh = splitWords(text).filter((w) => !words.includes(w))
  const known = splitWords(text).filter((w) => words.includes(w))
  const show = (value: string) => {
    setText(value)
    onTyping({ file, path, words: splitWords(value).filter((w) => !words.includes(w)) })
  }
  const add = () => {
    if (fresh.length > 0) onAdd(fresh)
    if (text) show('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const isSeparator = /^[、，,;；]$/.test(event.key)
    if (event.key === 'Enter' || (isSeparator && text)) {
      event.preventDefault()
      add()
    } else if (event.key === 'Escape' && text) show('')
  }
  return (
    <>
      <input
        aria-label={t(`加词：${label}`, `Add words: ${label}`)}
        placeholder={t('＋ 加词', '+ word')}
        // The names of sets are offered to whoever begins one.
        list={text.startsWith('$') ? 'rule-sets' : undefined}
        value={text}
        size={Math.max(8, text.length * 2)}
        autoComplete="off"
        // What is still being composed is no word yet; its end comes as a change of its own.
        onChange={(e) =>
          (e.nativeEvent as InputEvent).isComposing ? setText(e.target.value) : show(e.target.value)
        }
        onCompositionEnd={(e) => show(e.currentTarget.value)}
        onKeyDown={onKeyDown}
        // What was typed is not lost on the way to something else, be that another window.
        onBlur={(e) => isDraft && document.activeElement !== e.currentTarget && add()}
      />
      {fresh.length > 0 && (
        <button type="button" className="word-add" onClick={add}>
          {fresh.length > 1
            ? t(`加入 ${fresh.length} 个词 ↵`, `Add ${counted(fresh.length, 'word')} ↵`)
            : t('加入 ↵', 'Add ↵')}
        </button>
      )}
      {known.length > 0 && (
        <span className="muted">
          {t(`已经有：${known.join('、')}`, `Already there: ${known.join(', ')}`)}
        </span>
      )}
    </>
  )
}

/** The arrow keys walk over the words from an empty input; Backspace and Delete there press the word's button. */
function walk(event: KeyboardEvent<HTMLUListElement>) {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('.word > button, .word-input > input')]
  const here = stops.indexOf(event.target as HTMLElement)
  const isInput = event.target instanceof HTMLInputElement
  if (here < 0 || (event.target instanceof HTMLInputElement && event.target.value !== '')) return
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0
  if (step !== 0 || (isInput && event.key === 'Backspace')) {
    event.preventDefault()
    stops[Math.max(0, Math.min(stops.length - 1, here + (step || -1)))]?.focus()
  } else if (event.key === 'Backspace' || event.key === 'Delete') {
    event.preventDefault()
    const { currentTarget } = event
    const nearest = stops[here - 1]?.closest('li')
    stops[here]?.click()
    requestAnimationFrame(() => {
      const next = nearest?.isConnected
        ? nearest.querySelector('button')
        : currentTarget.querySelector('input')
      next?.focus()
    })
  }
}
