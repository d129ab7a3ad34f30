import { useEffect, useRef, useState } from 'react'
import type { Effect, RuleEdit } from '../../../../server/schemas.ts'
import { post } from '../../api.ts'
import type { VersionId } from './place.ts'

const PAUSE = 150
const AGAIN = 700

export interface EffectState {
  effect: Effect | null
  /** what is shown is of what was asked before */
  isLate: boolean
  error: Error | null
}

/**
 * What a version with edits does, asked for while somebody types: not before he pauses, and what he has typed over is no
 * longer waited for. `stamp` changes whenever the answer may be another one for the same question.
 */
export function useEffectOf(version: VersionId, edits: RuleEdit[], stamp: string): EffectState {
  const asked = `${version} ${stamp} ${JSON.stringify(edits)}`
  const [state, setState] = useState<{ asked: string; effect: Effect | null; error: Error | null }>({
    asked: '',
    effect: null,
    error: null,
  })
  const latest = useRef(edits)
  useEffect(() => {
    latest.current = edits
  })

  useEffect(() => {
    const mine = new AbortController()
    let timer = 0
    const ask = async () => {
      try {
        const effect = await post<Effect>(
          '/api/rules/effect',
          { version, edits: latest.current },
          mine.signal,
        )
        if (mine.signal.aborted) return
        if (!effect.ready) timer = window.setTimeout(ask, AGAIN)
        setState({ asked: effect.ready ? asked : '', effect, error: null })
      } catch (error) {
        if (!mine.signal.aborted) setState((old) => ({ ...old, asked, error: error as Error }))
      }
    }
    timer = window.setTimeout(ask, PAUSE)
    return () => {
      window.clearTimeout(timer)
      mine.abort()
    }
  }, [asked, version])

  return { effect: state.effect, error: state.error, isLate: state.asked !== asked }
}
