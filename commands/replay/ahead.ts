import { translate } from '../../bot/translate.ts'
import type { County } from '../../cases/county.ts'
import { Docket } from '../../cases/docket.ts'
import { decide } from '../../cases/intake.ts'
import type { Heard } from '../../cases/model.ts'
import { createNotices } from '../../cases/notices.ts'
import { toPayload, type SimMessage } from '../../simulator/payload.ts'
import { loadCases } from '../../store/cases.ts'
import type { Pool } from '../../store/db.ts'
import { waitingComplaints } from '../../store/messages.ts'
import { optedOut } from '../../store/opted-out.ts'
import { casesFor } from '../../workers/triage.ts'
import type { ChatEvent } from './chat-file.ts'

/**
 * The next events, from the one at `from` on, as far as they are talk: messages that are said before `until` (epoch ms)
 * and of which nothing comes. They may be heard together: where nothing falls due before `until`, each alone would be
 * decided on the very same cases.
 */
export type TalkAhead = (events: ChatEvent[], from: number, until: number) => Promise<SimMessage[]>

export interface AheadParts {
  pool: Pool
  county: County
  /** the bot's account */
  account: { id: string; name: string }
  /** what a member is called */
  nameOf: (member: string) => string
}

/** How far ahead is looked: enough that a batch is worth its price, little enough that few looks are in vain. */
const MOST = 200

/** Decides about coming messages as the workers will, and writes nothing. */
export function createTalkAhead({ pool, county, account, nameOf }: AheadParts): TalkAhead {
  const notices = createNotices()

  /** A message as the bot will hear it. */
  function hear(message: SimMessage): Heard | null {
    const payload = toPayload(message.id!, message, {
      account: account.id,
      nameOf,
      find: () => undefined,
    })
    const made = translate(payload, { account: account.id, name: account.name }, null, message.at)
    return 'heard' in made ? made.heard : null
  }

  return async (events, from, until) => {
    const said = candidates(events, from, until)
    const heard = said.map(hear)
    if (!heard[0]) return []
    const isTalk = await openTalk(pool, county, heard)
    const bringsNotice = (h: Heard) => notices.due([h], county).length > 0
    const end = heard.findIndex((h) => h === null || bringsNotice(h) || !isTalk(h))
    // The first one goes alone now, and its notice is written with it.
    if (end === 0) notices.written(notices.due([heard[0]], county))
    return end < 0 ? said : said.slice(0, end)
  }
}

/** What quotes, takes back, names a case or is private may hang on more than is looked at here: it is left out. */
function candidates(events: ChatEvent[], from: number, until: number): SimMessage[] {
  const said = new Map<string, SimMessage>()
  for (let i = from; i < events.length && said.size < MOST; i++) {
    const event = events[i]!
    if (event.kind !== 'message' || event.at >= until || said.has(event.id)) break
    const { id, at, group, from: sender, body, mentions, quote, recalls } = event
    if (group === null || quote !== null || recalls !== null || body.text.includes('{code:')) break
    said.set(id, { id, at, group, from: sender, [body.type]: body.text, mentions })
  }
  return [...said.values()]
}

/** Loads what the messages may be about; they must be asked about in their order, up to the first that is no talk. */
async function openTalk(
  pool: Pool,
  county: County,
  messages: (Heard | null)[],
): Promise<(h: Heard) => boolean> {
  const heard = messages.filter((h) => h !== null)
  const docket = new Docket(await loadCases(pool, casesFor(heard, new Map(), county)))
  const leftAlone = await optedOut(
    pool,
    heard.flatMap((h) => h.from ?? []),
  )
  const intake = {
    ...{ docket, county, attempt: 0 },
    complaints: await waitingComplaints(pool, heard),
    quoted: () => null,
    lastGroup: () => null,
    optedOut: (member: string) => leftAlone.has(member),
  }
  return (h) => {
    if (h.quote !== null) return false
    const { state, withdraws, replies } = decide(h, intake)
    return state === 'ignored' && withdraws === null && replies.length === 0 && docket.changes().length === 0
  }
}
