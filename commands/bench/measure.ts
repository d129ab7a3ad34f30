import { setTimeout as pause } from 'node:timers/promises'
import { GROUPS, type Stage } from './stage.ts'
import { need, talk } from './texts.ts'

/** One message in this many says what somebody needs: far more than in any real group. */
const NEED_EVERY = 500

/** Says `count` messages as fast as they are taken; messages per second until the last one is filed. */
export async function measureThroughput(stage: Stage, count: number): Promise<number> {
  let filed = 0
  let done = () => {}
  const finished = new Promise<void>((resolve) => (done = resolve))
  stage.onFiled((batch) => {
    filed += batch.length
    if (filed >= count) done()
  })
  const start = performance.now()
  for (let i = 0; i < count; i++) {
    const text = i % NEED_EVERY === 0 ? need(i / NEED_EVERY) : talk(i)
    void stage.gateway.say({
      id: `t${i}`,
      at: Date.now(),
      group: `g-${i % GROUPS}`,
      from: `wx-${i % 997}`,
      text,
    })
    if (i % 200 === 199) await pause(0)
  }
  await finished
  return Math.round((count / (performance.now() - start)) * 1000)
}

/**
 * Says messages at `rate` a second for a while, one need in each group among them.
 * @returns ms from each need to its receipt in the group, ascending
 */
export async function measureLatency(stage: Stage, rate: number, seconds: number): Promise<number[]> {
  const asked = new Map<string, number>()
  const waits: number[] = []
  const stop = stage.gateway.onSent(({ mentions }) => {
    for (const member of mentions) {
      const since = asked.get(member)
      if (since !== undefined) waits.push(performance.now() - since)
      asked.delete(member)
    }
  })
  const total = rate * seconds
  const every = Math.floor(total / GROUPS)
  const start = performance.now()
  for (let i = 0; i < total; i++) {
    await pause(Math.max(0, start + (i * 1000) / rate - performance.now()))
    const isNeed = i % every === 0 && i / every < GROUPS
    const from = isNeed ? `wx-asks-${i}` : `wx-${i % 997}`
    if (isNeed) asked.set(from, performance.now())
    const group = `g-${isNeed ? i / every : i % GROUPS}`
    await stage.gateway.say({
      id: `l${i}`,
      at: Date.now(),
      group,
      from,
      text: isNeed ? need(i / every) : talk(i),
    })
  }
  for (let i = 0; i < 100 && asked.size; i++) await pause(100)
  stop()
  if (asked.size) throw new Error(`${asked.size} needs got no receipt within 10 s`)
  return waits.sort((a, b) => a - b)
}

export const percentile = (sorted: number[], share: number) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN)
