import { startGateway } from './simulator/gateway.ts'
import { PuppetService } from 'wechaty-puppet-service'
const g = await startGateway({ account:{id:'wx-bot',name:'巡群'}, groups:[{id:'g-a',topic:'甲',members:['wx-liu']}], members:[{id:'wx-liu',name:'刘女士'}] })
const t0=performance.now()
const T=()=>Math.round(performance.now()-t0)
function mk(name:string, token=g.token, endpoint=g.endpoint){
  const p:any = new PuppetService({endpoint, token, tls:{disable:true}, timeoutSeconds: 86400} as any)
  for (const e of ['login','logout','scan','error','dong','heartbeat','message','ready','reset','start','stop'] as const) p.on(e,(x:any)=>console.log(T(),name,e,JSON.stringify(x)?.slice(0,200)))
  return p
}
const st=(p:any)=>{const s=p._grpcManager?.eventStream; return s&&{destroyed:s.destroyed, readable:s.readable, ended:s.readableEnded, closed:s.closed}}
const a=mk('a'); await a.start(); console.log(T(),'a started',st(a))
a.grpcManager.on('end',()=>console.log(T(),'a mgr end')); a.grpcManager.on('error',(e:any)=>console.log(T(),'a mgr error',e.code,e.details)); a.grpcManager.on('status',(e:any)=>console.log(T(),'a mgr status',e.code,e.details))
const id=await g.say({at:Date.now(),group:'g-a',from:'wx-liu',text:'@bot 你好',mentions:['bot']})
console.log(await a.messagePayload(id)); console.log(await a.contactPayload('wx-liu'))
console.log('send', await a.messageSendText('g-a','hello',['wx-liu']))
a.ding('x'); await new Promise(r=>setTimeout(r,100))
console.log('--- second client'); const b=mk('b'); await b.start().catch((e:any)=>console.log('b start rejects',e.code,e.message)); console.log(T(),'b started',st(b))
console.log('--- wrong token'); const c=mk('c','insecure_wrong'); await c.start().catch((e:any)=>console.log(T(),'c start rejects',e.code,e.message)); console.log(st(c))
console.log('--- wrong endpoint'); const d=mk('d',g.token,'127.0.0.1:1'); await d.start().catch((e:any)=>console.log(T(),'d start rejects',e.code,e.message)); console.log(st(d))
console.log('--- restart'); await g.restart(); await new Promise(r=>setTimeout(r,500)); console.log(st(a))
await a.messageSendText('g-a','x').catch((e:any)=>console.log('send after restart',e.code,e.details))
await g.stop(); await new Promise(r=>setTimeout(r,200))
await a.messageSendText('g-a','x').catch((e:any)=>console.log('send when down',e.code,e.details))
await a.messageSendText('g-a','x').catch((e:any)=>console.log('send when down',e.code,e.details))
process.exit()
