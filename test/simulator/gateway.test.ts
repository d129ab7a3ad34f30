import { PuppetService } from 'wechaty-puppet-service'
import { log, types } from 'wechaty-puppet'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startGateway, type Gateway } from '../../simulator/gateway.ts'
import { limited, TimeLimitError } from '../../store/limited.ts'
import { until } from '../helpers/until.ts'

const LINE = '- - - - - - - - - - - - - - -'
const NOW = Date.parse('2026-03-02T08:00:00+08:00')
let gateway: Gateway
let puppet: PuppetService
const ids: string[] = []

beforeEach(async () => {
  gateway = await startGateway({
    account: { id: 'wx-bot', name: '巡群' },
    groups: [{ id: 'g-1', topic: '幸福株洲·冷水村', members: ['wx-liu', 'wx-zhang'] }],
    members: [
      { id: 'wx-liu', name: '刘女士' },
      { id: 'wx-zhang', name: '张健' },
    ],
    clock: () => NOW,
  })
  log.level('silent')
  puppet = new PuppetService({
    endpoint: gateway.endpoint,
    token: gateway.token,
    tls: { disable: true },
  } as never)
  // It would write into the home folder.
  ;(puppet as unknown as { _payloadStore: object })._payloadStore = {
    start: async () => {},
    stop: async () => {},
  }
  puppet.on('error', () => undefined)
  ids.length = 0
  puppet.on('message', ({ messageId }) => void ids.push(messageId))
  await puppet.start()
  await until(() => puppet.isLoggedIn)
})
afterEach(async () => {
  await puppet.stop()
  await gateway.stop()
})
const say = async (message: Partial<Parameters<Gateway['say']>[0]>) => {
  const id = await gateway.say({ at: NOW, group: 'g-1', from: 'wx-liu', ...message })
  await until(() => ids.includes(id))
  return puppet.messagePayload(id)
}

test.each([
  [
    'text',
    { text: '路灯坏了' },
    { type: types.Message.Text, text: '路灯坏了', talkerId: 'wx-liu', roomId: 'g-1' },
  ],
  ['photo', { image: 'a.jpg' }, { type: types.Message.Image, filename: 'a.jpg', text: '' }],
  ['voice', { voice: 'a.mp3' }, { type: types.Message.Audio, filename: 'a.mp3' }],
  ['file', { file: 'a.xlsx' }, { type: types.Message.Attachment, filename: 'a.xlsx' }],
  [
    'line of WeChat',
    { system: '某某加入了群聊', from: null },
    { type: types.Message.GroupNote, talkerId: '' },
  ],
  ['recall', { recalls: 'm0', system: '撤回了一条消息' }, { type: types.Message.Recalled, text: 'm0' }],
  ['private talk', { text: '您好', group: null }, { roomId: '', listenerId: 'wx-bot' }],
  [
    'mention',
    { text: '@bot 在吗', mentions: ['bot'] },
    { text: '@巡群\u2005在吗', mentionIdList: ['wx-bot'] },
  ],
  ['unwritten mention', { text: '在吗', mentions: ['wx-zhang'] }, { text: '@张健\u2005在吗' }],
])('a %s comes as WeChat would bring it', async (_, message, payload) => {
  expect(await say(message)).toMatchObject({ timestamp: NOW, ...payload })
})

test('a quote is rendered into the text, without what was quoted there', async () => {
  await say({ id: 'm1', text: '路灯坏了' })
  const joined = await say({ id: 'm2', from: 'wx-zhang', text: '同问', quote: { id: 'm1' } })
  expect(joined.text).toBe(`「刘女士：路灯坏了」\n${LINE}\n同问`)
  expect((await say({ text: '+1', quote: { id: 'm2' } })).text).toBe(`「张健：同问」\n${LINE}\n+1`)
  expect((await say({ text: '+1', quote: { id: 'long gone' } })).text).toBe('+1')
})

test('the same id is heard again, unchanged', async () => {
  await say({ id: 'm1', text: '一' })
  await gateway.say({ id: 'm1', at: NOW + 1, group: 'g-1', from: 'wx-liu', text: '二' })
  await until(() => ids.length === 2)
  expect(ids).toEqual(['m1', 'm1'])
  expect(gateway.history('g-1').map((line) => line.text)).toEqual(['一'])
})

test('what the bot says is kept, shown and echoed', async () => {
  const changed: string[] = []
  const stop = gateway.onChange((conversation) => changed.push(conversation))
  const id = await puppet.messageSendText('g-1', '收到', ['wx-liu'])
  await puppet.messageSendText('wx-liu', '您好')
  stop()
  const common = { at: NOW, id: expect.any(String) as string }
  expect(gateway.sent).toEqual([
    { ...common, group: 'g-1', direct: null, mentions: ['wx-liu'], text: '收到' },
    { ...common, group: null, direct: 'wx-liu', mentions: [], text: '您好' },
  ])
  expect(gateway.sent[0]?.id).toBe(id)
  expect(changed).toEqual(['g-1', 'wx-liu'])
  expect(gateway.history('g-1')).toMatchObject([{ who: 'wx-bot', name: '巡群', own: true, text: '收到' }])
  await until(() => ids.length === 2)
  expect(await puppet.messagePayload(id as string)).toMatchObject({ talkerId: 'wx-bot', roomId: 'g-1' })
})

test('new groups and members are welcome', async () => {
  await say({ group: 'g-9', from: 'wx-new', text: '大家好' })
  expect(gateway.groups()).toContainEqual({ id: 'g-9', topic: 'g-9' })
  expect(gateway.members('g-9')).toEqual([{ id: 'wx-new', name: 'wx-new' }])
  expect((await puppet.contactPayload('wx-liu')).name).toBe('刘女士')
  expect((await puppet.roomPayload('g-1')).topic).toBe('幸福株洲·冷水村')
})

test('sends go wrong as they are told to', async () => {
  gateway.fault.send = 'error'
  await expect(puppet.messageSendText('g-1', 'a')).rejects.toThrow('told to fail')
  gateway.fault.send = 'no-id'
  expect(await puppet.messageSendText('g-1', 'b')).toBeFalsy()
  gateway.fault.send = 'no-answer'
  void puppet.messageSendText('g-1', 'c').catch(() => undefined)
  await until(() => gateway.sent.length === 2)
  gateway.fault.send = 'hang'
  await expect(limited(puppet.messageSendText('g-1', 'd'), 300, 'sending')).rejects.toThrow(TimeLimitError)
  gateway.fault.send = null
  await puppet.messageSendText('g-1', 'e')
  expect(gateway.sent.map((s) => s.text)).toEqual(['b', 'c', 'e'])
})

test('logout, scan and login are told', async () => {
  const events: string[] = []
  puppet.on('logout', () => void events.push('logout'))
  puppet.on('scan', ({ qrcode }) => void events.push(qrcode ?? ''))
  puppet.on('login', () => void events.push('login'))
  await gateway.logout()
  await until(() => events.includes('logout'))
  gateway.scan('https://login')
  await until(() => events.includes('https://login'))
  gateway.login()
  await until(() => events.includes('login'))
})
