import { randomNumbers } from '../../../rules/learned/noise.ts'
import type { ChatEvent, ChatMessage } from '../../replay/chat-file.ts'
import { makeNeed, plotOf, type Need, type Step, type Who } from './needs.ts'
import { HOURS, pick, talk, unsure, type Chance } from './talk.ts'
import type { Size, Village } from './world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const START = Date.parse('2026-03-02T00:00:00+08:00')
const SEED = 20260302
/** Of so many messages of ordinary talk one is a picture, one a voice, one unsure, one comes twice, one is taken back. */
const ONE_IN = { picture: 25, voice: 60, unsure: 2_000, twice: 900, recalled: 1_500 }

type Message = ChatEvent & { kind: 'message' }

/** All that a county says in so many days, in order, the same for the same size; it ends with a tick. */
export function makeChat(size: Size, villages: Village[]): ChatEvent[] {
  const chance = randomNumbers(SEED)
  const end = START + size.days * DAY
  const told = Array.from({ length: size.needs }, (_, i) => {
    const village = villages[(i * 7) % villages.length]!
    return playNeed(i, START + needTime(i, size, chance), village, chance)
  })
  const events = told.flat().filter(({ at }) => at < end)
  for (let i = 0; events.length < size.messages; i++) events.push(...chatter(i, size.days, villages, chance))
  const ordered = events.slice(0, size.messages).sort((a, b) => a.at - b.at)
  return [...ordered, { kind: 'tick', at: end }]
}

/** Needs come at all times of the waking day, spread over all days. */
function needTime(i: number, { days, needs }: Size, chance: Chance): number {
  const day = Math.floor((i * days) / needs)
  return day * DAY + 7 * HOUR + chance(14 * HOUR)
}

function playNeed(i: number, at: number, village: Village, chance: Chance): Message[] {
  const need = makeNeed(i, village, chance)
  const id = `n${i}`
  const reporter = pick(village.residents, chance)
  const first = message({
    id,
    at,
    from: reporter,
    group: need.direct ? null : village.group,
    text: need.text,
  })
  const messages = [first]
  if (i % 3 === 0) messages.push(picture({ ...first, id: `${id}-picture`, at: at + chance(4 * MINUTE) }))
  let now = at
  for (const [n, step] of plotOf(i, need).entries()) {
    const [least, most] = step.hours
    now += least * HOUR + chance((most - least) * HOUR)
    messages.push(playStep(step, { id: `${id}-${n}`, at: now, reporter, first, need, village, chance }))
  }
  return messages
}

interface Scene {
  id: string
  at: number
  reporter: string
  first: Message
  need: Need
  village: Village
  chance: Chance
}

function playStep(step: Step, scene: Scene): Message {
  const { id, at, first } = scene
  const text = step.text.replace('{code}', `{code:${first.id}}`)
  const quote = step.quotes ? first.id : null
  const made = message({ id, at, text, quote, ...speaker(step.who, scene) })
  return step.isPicture ? picture(made) : made
}

/** Who does a step, and where. */
function speaker(
  who: Who,
  { reporter, first, need, village, chance }: Scene,
): Pick<Message, 'from' | 'group'> {
  switch (who) {
    case 'handler':
      return { from: need.handler, group: need.from }
    case 'above':
      return { from: village.township, group: village.group }
    case 'reporter':
      return { from: reporter, group: first.group }
    case 'neighbour':
      return { from: pick(village.residents, chance), group: first.group }
  }
}

/** One message of ordinary talk, rarely with a second one that repeats it or takes it back. */
function chatter(i: number, days: number, villages: Village[], chance: Chance): Message[] {
  const { group, residents } = pick(villages, chance)
  const at = START + chance(days) * DAY + timeOfDay(chance)
  const one = message({ id: `c${i}`, at, group, from: pick(residents, chance), text: talk(chance) })
  const isOne = (every: number) => chance(every) === 0
  if (isOne(ONE_IN.picture)) return [picture(one)]
  if (isOne(ONE_IN.voice)) return [{ ...one, body: { type: 'voice', text: `${one.id}.mp3` } }]
  if (isOne(ONE_IN.unsure)) return [{ ...one, body: { type: 'text', text: unsure(chance) } }]
  if (isOne(ONE_IN.twice)) return [one, { ...one, at: at + chance(MINUTE) }]
  if (isOne(ONE_IN.recalled)) {
    const back = { id: `c${i}-back`, at: at + chance(MINUTE), recalls: one.id }
    return [one, { ...one, ...back, body: { type: 'system', text: '撤回了一条消息' } }]
  }
  return [one]
}

function timeOfDay(chance: Chance): number {
  let left = chance(HOURS.reduce((sum, n) => sum + n, 0))
  const hour = HOURS.findIndex((n) => (left -= n) < 0)
  return hour * HOUR + chance(HOUR)
}

type Said = Pick<ChatMessage, 'id' | 'at' | 'group' | 'from'> & { text: string; quote?: string | null }

const message = ({ id, at, group, from, text, quote = null }: Said): Message => ({
  ...{ kind: 'message', id, at: Math.round(at), group, from, mentions: [], quote, recalls: null },
  body: { type: 'text', text },
})

const picture = (of: Message): Message => ({ ...of, body: { type: 'image', text: `${of.id}.jpg` } })
