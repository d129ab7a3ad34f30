import { fork } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'vitest'
import { openStack } from '/work/main/test/bot/stack.ts'
import { openProducer } from '/work/main/store/queue.ts'
import { startRedis } from '/work/main/test/helpers/redis.ts'
import { until } from '/work/main/test/helpers/until.ts'
for (const kind of ['redis','postgres','redis','postgres']) test(kind, {timeout:120000}, async () => {
  const stack = await openStack(); const redis = await startRedis()
  const child = fork('/tmp/th/gw.mts', { execArgv: ['--import','tsx'] , cwd:'/work/main'})
  const [gw] = await once(child,'message') as any
  const real = await openProducer(kind==='redis'?{redis:redis.url}:{postgres:stack.database.url}, (e)=>console.log(e.message))
  const lat:number[]=[]; let adds=0
  const queue = { close: async()=>{}, async add(id:string,b:any){ await real.add(id,b); adds++; const now=Date.now(); for(const h of b) lat.push(now-h.at) } }
  const bot = await stack.start({ ...gw, queue } as any)
  await until(()=>bot.account())
  for (const [n,rate] of [[300,50],[3000,1000],[10000,100000]] as const) {
    lat.length=0; adds=0; const t0=performance.now(), c0=process.cpuUsage()
    child.send({n,rate}); const said = once(child,'message')
    await until(()=>lat.length>=n,{within:60000,every:5}); const ms=performance.now()-t0
    const c=process.cpuUsage(c0); const l=[...lat].sort((a,b)=>a-b)
    console.log(kind, rate, 'msgs', n, 'through', Math.round(n/ms*1000),'/s', 'gateway', (await said)[0], 'p50',l[n>>1],'p95',l[Math.floor(n*.95)],'jobs',adds,'cpu ms',Math.round((c.user+c.system)/1000))
  }
  child.send('x'); await real.close(); await stack.close(); await redis.stop()
})
