import { mkdirSync } from 'node:fs'
import { it } from 'vitest'
import { setUser } from '../../console/server/passwords.ts'
import { buildPage, openBrowser, openPage, signIn, DESK, PHONE } from './browser.ts'
import { openBench } from './bench.ts'
import { addCase, addFlag, addPost, NOW } from './county.ts'

it('shots', { timeout: 120_000 }, async () => {
  mkdirSync('/tmp/shots', { recursive: true })
  const built = await buildPage()
  const bench = await openBench({ webDir: built.dir })
  bench.pass(Date.now() - NOW)
  const now = Date.now()
  const { pool } = bench.db
  const texts = ['村口那段路塌了半边，昨晚有人骑车摔了，能不能先围起来', '自来水这两天都是黄的，有没有人管啊', '幼儿园门口早上堵得一塌糊涂，接孩子的车乱停，希望派人疏导一下，不然迟早出事', '桥上护栏坏了']
  for (const [i, text] of texts.entries()) await addFlag(pool, { id: `f${i}`, text, at: now - i * 3000_000 })
  await addFlag(pool, { id: 'fs', text: '张主任收了人家两条烟才给办低保', at: now - 100000, confidential: true, category: 'conduct' })
  const id = await addCase(pool, { code: 'K7M2', dueAt: now - 7200_000, openedAt: now - 6 * 86400_000, supervised: true })
  await addCase(pool, { code: 'P9W4', text: '自来水停了三天', category: 'roads', status: 'accepted', openedAt: now - 86400_000, dueAt: now + 3600_000 * 5 })
  await addCase(pool, { code: 'T3R5', status: 'resolved', openedAt: now - 2 * 86400_000, dueAt: now + 86400_000 * 3 })
  await addCase(pool, { code: 'B4N8', status: 'closed', text: '大路上有个坑，下雨天看不见，摔了好几个人了', openedAt: now - 3 * 86400_000, dueAt: now + 86400_000 })
  await pool.query(`insert into accounts (id, state, name, qrcode, error, updated_at) values ('wx1', 'scan', '巡群小助手', 'https://login.weixin.qq.com/l/abc', null, now()), ('wx2','online','二号',null,null,now())`)
  await pool.query(`insert into blind_windows (account, from_at, to_at, reason) values ('wx1', now() - interval '1 hour', null, 'gateway lost'), ('wx2', now() - interval '9 hour', now() - interval '8 hour', 'gateway lost')`)
  await pool.query(`insert into dead_letters (account, message, stage, reason, payload, at) values ('wx1', '8812737', 'hear', 'payload could not be fetched: timeout', null, now())`)
  await addPost(pool, { caseId: id, status: 'unknown', text: '已登记【路灯照明】，编号 K7M2，交冷水村村委会办理，3月10日前答复。办好后会在这里告诉您。' })
  await addPost(pool, { caseId: id, status: 'pending', text: 'x' })
  const S = bench.stage
  await S.say({ group: 'g-lengshui', from: 'wx-liu', text: '八组的路灯坏了半个月了，能不能修一下', at: now })
  await S.say({ group: 'g-lengshui', from: 'wx-liu', image: 'lamp.jpg', at: now })
  await S.say({ group: 'g-lengshui', from: 'bot', text: '@刘女士\u2005已登记【路灯照明】，编号 K7M2，交冷水村村委会办理', at: now })
  await S.say({ group: 'g-lengshui', from: 'wx-zhangjian', text: '「刘女士：八组的路灯坏了半个月了，能不能修一下」\n- - - - - - - - - - - - - - -\n收到，马上去看', at: now })
  const base = await bench.app.listen({ host: '127.0.0.1', port: 0 })
  const password = (await setUser(pool, { login: 'admin', role: 'admin' }))!
  const p2 = (await setUser(pool, { login: 'discipline', staff: 'lifang' }))!
  const browser = await openBrowser()
  for (const [name, size] of [['desk', DESK], ['phone', PHONE]] as const) {
    const { page, problems } = await openPage(browser, size)
    const shot = async (what: string) => {
      await page.waitForTimeout(700)
      await page.screenshot({ path: `/tmp/shots/${what}-${name}.png` })
    }
    let bytes = 0; page.on('response', (r) => r.status() >= 400 && console.log(r.status(), r.url()));page.on('console', (l) => console.log(l.text())); page.on('pageerror', (e) => console.log(e.stack))
    page.on('response', async (r) => (bytes += Number((await r.allHeaders())['content-length'] ?? 0)))
    await page.goto(base)
    await page.getByLabel('用户名').waitFor()
    await shot('login')
    await signIn(page, base, 'admin', password)
    await shot('review')
    console.log('bytes', bytes)
    await page.goto(`${base}/#/cases`); await shot('cases')
    await page.goto(`${base}/#/cases/K7M2`); await shot('case')
    await page.goto(`${base}/#/chat`)
    await page.getByText('lamp.jpg').click(); await shot('chat')
    if (name === 'phone') { await page.getByText('试一试').click(); await shot('chat-hints'); await page.getByLabel('会话列表').click(); await shot('chat-rooms') }
    await page.goto(`${base}/#/system`); await page.reload(); await shot('system')
    console.log(name, problems)
  }
  const { page } = await openPage(browser)
  await signIn(page, base, 'discipline', p2)
  await page.waitForTimeout(700)
  await page.screenshot({ path: `/tmp/shots/review-discipline.png` })
  await browser.close(); await bench.close(); await built.remove()
})
