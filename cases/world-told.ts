/** What others have changed meanwhile, in one Chinese sentence for whoever would write over it. */
import { timeAt } from './time.ts'
import { fieldName, kindName } from './world-reasons.ts'
import type { Change } from './world-diff.ts'

/** How many of several are told. */
const SHOWN = 3

export function tellChanges(
  past: readonly { at: number; by: string | null; what: readonly Change[] }[],
  timezone: string,
): string {
  const told = past.flatMap(({ at, by, what }) =>
    what.map((change) => `${timeAt(at, timezone)} ${by ?? '导入命令'}${sentence(change)}`),
  )
  const more = told.length > SHOWN ? `，等 ${told.length} 处` : ''
  return `${told.slice(-SHOWN).join('；') || '内容已有新的版本'}${more}`
}

const DID = { added: '新增了', changed: '改了', removed: '删除了' } as const

function sentence({ kind, name, change, fields }: Change): string {
  if (kind === 'member') return '导入了成员'
  const subject = kind === 'wording' ? '话术' : `${kindName(kind)}${name && `“${name}”`}`
  const parts = fields
    .slice(0, SHOWN)
    .map((f) => `${fieldName(f.field)} ${short(f.before)} → ${short(f.after)}`)
  return `${DID[change]}${subject}${change === 'changed' && parts.length ? `（${parts.join('，')}）` : ''}`
}

const short = (value: string | null) =>
  value === null ? '空' : value.length > 20 ? `${value.slice(0, 20)}…` : value
