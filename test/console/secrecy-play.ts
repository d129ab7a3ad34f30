import type { Heard } from '../../cases/model.ts'
import { carryOutDecisions, UNDO } from '../../store/deciding.ts'
import { sweep } from '../../workers/sweep.ts'
import { triageBatch } from '../../workers/triage.ts'
import { at } from '../fixtures/county.ts'
import type { Installation } from './secrecy-bench.ts'
import { ALL, codeOf, COMPLAINTS, county, LATER, MARKED_AT, ORDINARY, PHONE, TALK } from './secrecy-world.ts'

/** The morning of 2 March: what everybody says, the complaints that this one hears, and an ordinary flag that is opened. */
export async function playMorning(it: Installation): Promise<void> {
  const complaints = ALL.flatMap((which): Heard[] => {
    const { heard } = COMPLAINTS[which]
    if (it.hears.includes(which)) return [heard]
    return heard.group === null ? [] : [{ ...heard, text: TALK }]
  })
  const all = [...ORDINARY, ...complaints].sort((a, b) => a.at - b.at)
  for (const heard of all) await hear(it, heard)
  await deliver(it)
  it.now = MARKED_AT
  const marked = codeOf(COMPLAINTS.marked.heard)
  if (it.hears.includes('marked'))
    await post(it, 'lu', `/api/cases/${marked}/confidential`, { about: ['fang'] })
  const { account, id } = ORDINARY.find((h) => h.text === '停水可能要三天')!
  await post(it, 'lu', `/api/flags/${account}/${id}/open`, {})
  await carryOutDecisions(it.pool, county, it.now + UNDO, it.app.log)
  it.now = at('2026-03-02T12:00:00')
}

/** The week after: what is done about the cases, and what time alone does. */
export async function playWeek(it: Installation): Promise<void> {
  const said = LATER.filter(({ of }) => of === null || it.hears.includes(of)).map(({ heard }) => heard)
  for (let day = 2; day <= 8; day++)
    for (const time of ['07:30', '12:30', '17:30', '18:00', '22:30']) {
      const now = at(`2026-03-0${day}T${time}:00`)
      while (said[0] && said[0].at <= now) await hear(it, said.shift()!)
      it.now = now
      await sweep(it.pool, county, now)
    }
  await deliver(it)
}

async function hear(it: Installation, heard: Heard): Promise<void> {
  const { account, id, text, at: now } = heard
  it.now = Math.max(it.now, now)
  if (account.startsWith('key:'))
    await post(it, account, '/intake/v1/cases', { id, text, at: now, ...HOTLINE })
  else await triageBatch(it.pool, [heard], county, now)
}
const HOTLINE = { channel: 'hotline', area: '111', contact: { phone: PHONE } }

export async function post(it: Installation, login: string, url: string, payload: object): Promise<void> {
  const { status, body } = await it.ask(login, { method: 'POST', url, payload })
  if (status >= 300) throw new Error(`${url}: ${body}`)
}

/** Of what waits the first receipts fail in two ways, so that a person must settle them; the rest is said, but for reminders. */
async function deliver({ pool, now }: Installation): Promise<void> {
  const state = `case when kind = 'receipt' then 'unknown' when kind in ('answer', 'closure') then 'refused' else 'sent' end`
  await pool.query(
    `update outbox set status = ${state}, posted_text = text, claimed_at = created_at, error = 'no answer',
       sent_at = case when ${state} = 'sent' then created_at end
     where status = 'pending' and kind <> 'reminder' and created_at <= $1`,
    [new Date(now)],
  )
}
