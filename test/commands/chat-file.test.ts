import { describe, expect, it } from 'vitest'
import { ChatFileError, parseChat } from '../../commands/replay/chat-file.ts'

const at = '"at":"2026-03-02T08:00:00+08:00"'
const refused = (text: string) => {
  try {
    parseChat(text, 'chat.jsonl')
  } catch (error) {
    expect(error).toBeInstanceOf(ChatFileError)
    return (error as Error).message
  }
  throw new Error('it was taken')
}

describe('parseChat', () => {
  it('reads messages, reviews and ticks', () => {
    const lines = [
      `{"id":"m1",${at},"group":"g","from":"a","text":"好","mentions":["bot"],"quote":"m0"}`,
      `{"id":"m2",${at},"direct":true,"from":"a","image":"x.jpg"}`,
      `{"id":"m3",${at},"group":"g","system":"撤回","recalls":"m1"}`,
      '',
      `{"id":"r1",${at},"review":"m1","by":"li","verdict":"merge","into":"m0"}`,
      `{"id":"t1",${at},"tick":true}`,
    ]
    const time = Date.parse('2026-03-02T08:00:00+08:00')
    expect(parseChat(lines.join('\n'), 'f')).toMatchObject([
      {
        kind: 'message',
        id: 'm1',
        at: time,
        group: 'g',
        body: { type: 'text', text: '好' },
        mentions: ['bot'],
        quote: 'm0',
      },
      { kind: 'message', group: null, body: { type: 'image', text: 'x.jpg' } },
      { kind: 'message', from: null, recalls: 'm1' },
      { kind: 'review', review: 'm1', by: 'li', verdict: 'merge', into: 'm0' },
      { kind: 'tick', at: time },
    ])
  })

  it.each([
    ['no JSON', '{"id":', 'is no JSON'],
    ['no object', '[1]', 'must be a JSON object'],
    ['no offset', '{"at":"2026-03-02T08:00:00","tick":true}', '"at" must be a time with offset'],
    ['no body', `{"id":"m",${at},"group":"g","from":"a"}`, 'exactly one of text'],
    ['two bodies', `{"id":"m",${at},"group":"g","from":"a","text":"a","image":"b"}`, 'exactly one of text'],
    ['neither group nor direct', `{"id":"m",${at},"from":"a","text":"a"}`, 'either "group" or "direct"'],
    ['no sender', `{"id":"m",${at},"group":"g","text":"a"}`, '"from" is missing'],
    ['an unknown verdict', `{"id":"m",${at},"review":"x","by":"a","verdict":"maybe"}`, '"verdict" must be'],
  ])('refuses a line with %s, naming it', (_, line, reason) => {
    const message = refused(`{${at},"tick":true}\n${line}`)
    expect(message).toContain('chat.jsonl:2: ')
    expect(message).toContain(reason)
  })

  it('refuses lines out of order and names all that is wrong at once', () => {
    const message = refused(`{${at},"tick":true}\nx\n{"at":"2026-03-01T08:00:00+08:00","tick":true}`)
    expect(message.split('\n')).toHaveLength(2)
    expect(message).toContain('chat.jsonl:3: is earlier')
  })
})
