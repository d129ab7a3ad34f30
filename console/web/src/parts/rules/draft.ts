import { useCallback, useEffect, useRef, useState } from 'react'
import type { RuleDiff, RuleEdit, RuleEdited, RuleVersion } from '../../../../server/schemas.ts'
import { ApiError, get, pathOf, post } from '../../api.ts'
import { t } from '../../language.ts'
import { changed, editsOf, originalsOf, type Change, type Originals } from './edits.ts'
import type { VersionId } from './place.ts'

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
async function saveChanges(version: RuleVersion, changes: Change[]): Promise<RuleVersion> {
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

/** Makes a draft and saves into it what its maker has begun already; returns its number. */
export async function newDraft(from: VersionId, why: string, changes: Change[]): Promise<number> {
  const { number } = await post<{ number: number }>('/api/rules/drafts', { from, why })
  if (changes.length > 0) await saveChanges((await load(number)).version, changes)
  return number
}

/** A version with what is typed into it, saved as it is done; `revision` is the newest that the server speaks of. */
export function useDraft(number: VersionId, revision: number): Draft | Unloaded | null {
  const [loaded, setLoaded] = useState<Loaded | Error | null>(null)
  const [waiting, setWaiting] = useState<Change[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const running = useRef(false)
  const version = loaded && 'version' in loaded ? loaded.version : null

  const reload = useCallback(() => {
    load(number).then(setLoaded, setLoaded)
  }, [number])
  useEffect(reload, [reload])

  const isBehind = version !== null && version.revision < revision
  useEffect(() => {
    if (isBehind && !running.current && waiting.length === 0) reload()
  }, [isBehind, reload, waiting.length])

  useEffect(() => {
    if (!version || waiting.length === 0 || running.current || problem) return
    running.current = true
    const sent = waiting
    saveChanges(version, sent).then(
      (saved) => {
        running.current = false
        setLoaded((old) => (old && 'version' in old ? { ...old, version: saved } : old))
        setWaiting((all) => all.slice(sent.length))
      },
      (error: Error) => {
        running.current = false
        setProblem(error.message)
        // What the server will never take is not kept as if it would.
        if (error instanceof ApiError && error.status !== 0) setWaiting((all) => all.slice(sent.length))
      },
    )
  }, [version, waiting, problem])

  const change = useCallback((one: Change) => {
    setProblem(null)
    setWaiting((all) => [...all, one])
  }, [])

  if (loaded && !('version' in loaded)) return { error: loaded, retry: reload }
  if (!loaded) return null
  return {
    version: changed(loaded.version, waiting),
    originals: loaded.originals,
    saving: waiting.length > 0,
    unsaved: (more) => editsOf(loaded.version, [...waiting, ...more]),
    problem: problem && t(`没有保存：${problem}`, `Not saved: ${problem}`),
    change,
    retry: () => {
      setProblem(null)
      reload()
    },
  }
}
