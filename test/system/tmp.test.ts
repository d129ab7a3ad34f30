import { afterEach, test } from 'vitest'
import { openStand, type Stand } from './stand.ts'
import { makeTalk } from './talk.ts'
let stand: Stand
const t0 = performance.now()
const lap = (w: string) => console.log(w, Math.round(performance.now() - t0))
afterEach(async () => { await stand.close(); lap('closed') })
test.each(['PostgreSQL', 'Redis'] as const)('%s', async (kind) => {
    lap('begin')
    stand = await openStand(kind)
    lap('stand')
    await stand.open()
    lap('open')
    const lines = makeTalk('m', 500, 40)
    await stand.speak(lines, 2_000)
    lap('spoken')
    console.log('settle', await stand.settle())
    for (const q of ['select kind, status, count(*), count(distinct post) from outbox group by 1,2', 'select state, count(*) from messages group by 1', 'select type, count(*) from case_events group by 1'])
      console.log(JSON.stringify((await stand.pool.query(q)).rows))
    console.log(stand.gateway.sent.length, stand.gateway.sent[3])
})
