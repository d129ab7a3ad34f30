import { describe, expect, it } from 'vitest'
import type { RuleVersion } from '../../console/server/schemas.ts'
import type { Change } from '../../console/web/src/parts/rules/edits.ts'
import { SaveQueue } from '../../console/web/src/parts/rules/save-queue.ts'

const version = (revision: number) => ({ revision }) as RuleVersion
const word = (name: string): Change => ({
  do: 'add',
  file: 'roads.yaml',
  path: ['rules', 'r', 'words'],
  words: [name],
})
const namesOf = (changes: readonly Change[]) =>
  changes.flatMap((change) => (change.do === 'add' ? change.words : []))

const failure = (status: number, message: string) => Object.assign(new Error(message), { status })

/** A server that answers when it is told to, or refuses. */
function open() {
  const saved: string[][] = []
  let answer: () => void = () => undefined
  let refusal: Error | null = null
  const queue = new SaveQueue({
    load: async () => version(1),
    save: async (base, changes) => {
      await new Promise<void>((resolve) => (answer = resolve))
      if (refusal) throw refusal
      saved.push(namesOf(changes))
      return version(base.revision + 1)
    },
  })
  const settle = async (how: Error | null = null) => {
    refusal = how
    for (let i = 0; i < 10; i++) await Promise.resolve()
    answer()
    for (let i = 0; i < 10; i++) await Promise.resolve()
  }
  return { queue, saved, settle }
}

describe('what is typed into a draft', () => {
  it('is saved in its order though nobody looks any more', async () => {
    const { queue, saved, settle } = open()
    const leave = queue.subscribe(() => undefined)
    queue.add([word('一')])
    queue.add([word('二')])
    queue.add([word('三')])
    leave()
    await settle()
    await settle()
    expect(saved).toEqual([['一'], ['二', '三']])
    expect(queue.state).toEqual({ version: version(3), waiting: [], problem: null })
  })

  it.each([0, 401, 429, 500, 502])('waits when the answer is %i, and is sent once more', async (status) => {
    const { queue, saved, settle } = open()
    queue.add([word('一')])
    queue.add([word('二')])
    await settle(failure(status, '请稍后再试'))
    expect(namesOf(queue.state.waiting)).toEqual(['一', '二'])
    expect(queue.state.problem).toBe('请稍后再试')
    queue.retry()
    await settle()
    expect(saved).toEqual([['一', '二']])
    expect(queue.state).toMatchObject({ waiting: [], problem: null })
  })

  it.each([400, 403, 404, 409])('is given up when the answer is %i', async (status) => {
    const { queue, settle } = open()
    queue.add([word('一')])
    await settle(failure(status, '不行'))
    expect(queue.state).toMatchObject({ waiting: [], problem: '不行' })
  })

  it('stands on the newest that is known', () => {
    const { queue } = open()
    queue.take(version(4))
    queue.take(version(3))
    expect(queue.state.version).toEqual(version(4))
  })
})
