import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { RuleDiff, RuleEdit, RuleEdited, RuleVersion } from '../../../../server/schemas.ts'
import { ApiError, get, pathOf, post } from '../../api.ts'
import { t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { changed, editsOf, originalsOf, type Change, type Originals } from './edits.ts'
import type { VersionId } from './place.ts'
import { SaveQueue } from './save-queue.ts'

interface Loaded {
  version: RuleVersion
  originals: Originals
}

export interface Draft extends Loaded {
  /** what is not saved yet is part of `version` already */
  saving: boolean
  /** what is not saved yet, and `more`, as edits of what is */
  unsaved(more: Change[]): RuleEdit[]
  problem: string | null
  change(change: Change): void
  retry(): void
}
/** It could not be loaded. */
export interface Unloaded {
  error: Error
  retry(): void
}

async function load(number: VersionId): Promise<Loaded> {
  const version = await get<RuleVersion>(pathOf(['rules', 'versions', String(number)]))
  if (number === 'folder') return { version, originals: originalsOf(version, { files: [] }) }
  const from = version.parent ?? 'folder'
  const diff = await get<RuleDiff>(pathOf(['rules', 'diff'], { from, to: number }))
  return { version, originals: originalsOf(version, diff) }
}

const TRIES = 3

/** Saves changes to a draft; whoever was overtaken by somebody else's edit does his own anew upon it. */
async function saveChanges(version: RuleVersion, changes: readonly Change[]): Promise<RuleVersion> {
  let base = version
  for (let tries = 1; ; tries++) {
    const edits = editsOf(base, changes)
    if (edits.length === 0) return base
    try {
      const path = pathOf(['rules', 'drafts', String(base.number), 'edit'])
      const { revision, mistakes } = await post<RuleEdited>(path, { revision: base.revision, edits })
      if (mistakes.length > 0)
        throw new ApiError(400, 'mistakes', mistakes.map((m) => m.reason).join(t('；', '; ')))
      return { ...changed(base, changes), revision }
    } catch (error) {
      const isOvertaken = error instanceof ApiError && error.code === 'changed' && tries < TRIES
      if (!isOvertaken) throw error
      base = (await load(base.number)).version
    }
  }
}

const queues = new Map<string, SaveQueue>()

// What waits is gone with the page.
const warn = (event: BeforeUnloadEvent) => event.preventDefault()
function warnWhileWaiting() {
  const isWaiting = [...queues.values()].some(({ state }) => state.waiting.length > 0)
  if (isWaiting) window.addEventListener('beforeunload', warn)
  else window.removeEventListener('beforeunload', warn)
}

/** What a person does to a version; it outlives the place where it is done. */
export function queueOf(login: string, number: VersionId): SaveQueue {
  const key = `${login} ${number}`
  const known = queues.get(key)
  if (known) return known
  const queue = new SaveQueue({ load: async () => (await load(number)).version, save: saveChanges })
  queue.subscribe(warnWhileWaiting)
  queues.set(key, queue)
  return queue
}

/** A version with what is typed into it, saved as it is done; `revision` is the newest that the server speaks of. */
export function useDraft(number: VersionId, revision: number): Draft | Unloaded | null {
  const { login } = useMe()
  const queue = queueOf(login, number)
  const { version, waiting, problem } = useSyncExternalStore(queue.subscribe, () => queue.state)
  const [originals, setOriginals] = useState<Originals | null>(null)
  const [error, setError] = useState<Error | null>(null)

  const reload = useCallback(() => {
    load(number).then((loaded) => {
      queue.take(loaded.version)
      setOriginals(loaded.originals)
      setError(null)
    }, setError)
  }, [number, queue])
  useEffect(reload, [reload])

  const isBehind = version !== null && version.revision < revision
  useEffect(() => {
    if (isBehind && waiting.length === 0) reload()
  }, [isBehind, reload, waiting.length])

  const change = useCallback((one: Change) => queue.add([one]), [queue])
  const retry = () => {
    queue.retry()
    reload()
  }
  if (!version || !originals) return error && { error, retry }
  return {
    version: changed(version, waiting),
    originals,
    saving: waiting.length > 0,
    unsaved: (more) => editsOf(version, [...waiting, ...more]),
    problem: problem && t(`没有保存：${problem}`, `Not saved: ${problem}`),
    change,
    retry,
  }
}
