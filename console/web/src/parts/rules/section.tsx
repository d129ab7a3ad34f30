import { PlusOutlined } from '@ant-design/icons'
import { Button, Empty } from 'antd'
import { memo, useEffect, useRef, useState } from 'react'
import { t } from '../../language.ts'
import { useBench } from './bench.ts'
import { RuleCard } from './rule-card.tsx'
import { deletedRules, type RuleFile } from './edits.ts'
import { NewRule, NewSet } from './new-rule.tsx'
import { anchorOf } from './place.ts'
import { SHARED, WHOLE } from './said.ts'
import { WordList } from './word-list.tsx'
import { SectionHead } from './head.tsx'

interface Props {
  file: RuleFile
  /** the rule or list that the address names, and the word that is looked for in it */
  anchor: string | undefined
  wanted: string | undefined
}

/** All rules and lists of one file. */
export const Section = memo(function Section({ file, anchor, wanted }: Props) {
  const { categoryOf, originals, version } = useBench()
  const [making, setMaking] = useState<'rule' | 'set' | null>(null)
  const id = file.file.replace('.yaml', '')
  const sets = file.lists.filter((l) => l.path[0] === 'sets')
  const whole = listsOf(file)
  const hasRules = file.kind === 'category' || file.kind === 'speech'
  const deleted = deletedRules(originals, version, file.file)
  const wantedAt = (name: string) => (anchor === name ? wanted : undefined)
  return (
    <>
      <SectionHead title={file.category?.name ?? SHARED[id]?.name ?? id} says={SHARED[id]?.says}>
        {hasRules && (
          <Button size="small" icon={<PlusOutlined />} onClick={() => setMaking('rule')}>
            {t('新规则', 'New rule')}
          </Button>
        )}
        {(hasRules || file.kind === 'words') && (
          <Button size="small" icon={<PlusOutlined />} onClick={() => setMaking('set')}>
            {t('新词集', 'New set')}
          </Button>
        )}
      </SectionHead>
      {deleted.length > 0 && (
        <p className="deleted">
          {t(`这份草稿删掉了规则：${deleted.join('、')}`, `Rules deleted here: ${deleted.join(', ')}`)}
        </p>
      )}
      {file.rules.map((rule) => (
        <RuleCard
          key={rule.name}
          file={file.file}
          rule={rule}
          isHere={anchor === rule.name}
          wanted={wantedAt(rule.name)}
        />
      ))}
      {[...whole, ...sets].map(({ path }) => (
        <ListCard
          key={path.join('/')}
          file={file.file}
          path={path}
          isHere={anchor === anchorOf(path)}
          wanted={wantedAt(anchorOf(path))}
        />
      ))}
      {file.rules.length + whole.length + sets.length === 0 && (
        <Empty description={t('这里还没有词', 'Nothing here yet')} />
      )}
      {making === 'rule' && (
        <NewRule file={file} category={categoryOf(file.file)} onClosed={() => setMaking(null)} />
      )}
      {making === 'set' && <NewSet file={file} onClosed={() => setMaking(null)} />}
    </>
  )
})

/** The lists of the file itself; a category may always get exceptions. */
function listsOf({ lists, kind }: RuleFile): { path: string[] }[] {
  const whole = lists.filter((l) => l.path[0] !== 'sets')
  const lacks = kind === 'category' && !whole.some((l) => l.path[0] === 'except')
  return lacks ? [{ path: ['except'] }, ...whole] : whole
}

interface ListProps {
  file: string
  path: string[]
  isHere: boolean
  wanted: string | undefined
}

function ListCard({ file, path, isHere, wanted }: ListProps) {
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isHere) element.current?.scrollIntoView({ block: 'start' })
  }, [isHere])
  const [kind = '', set = ''] = path
  const known = WHOLE[kind]
  const name = kind === 'sets' ? t(`词集 $${set}`, `Set $${set}`) : (known?.name ?? kind)
  const says = known?.says ?? t('写 $名字 的规则都用这些词', 'used by every rule that names it')
  return (
    <section ref={element} className={`rule ${isHere ? 'here' : ''}`} aria-label={name}>
      <WordList file={file} path={path} name={name} says={says} wanted={wanted} />
    </section>
  )
}
