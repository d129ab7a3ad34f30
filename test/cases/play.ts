import { waitingAfter, type Complaint } from '../../cases/complaints.ts'
import { Docket } from '../../cases/docket.ts'
import { nextDue, takeStep } from '../../cases/due.ts'
import type { Decision } from '../../cases/decision.ts'
import { decide } from '../../cases/intake.ts'
import type { Case, Heard, Reply } from '../../cases/model.ts'
import type { County } from '../../cases/county.ts'
import { at, makeCounty, said } from '../fixtures/county.ts'

/** Plays messages one after the other without IO; `{code}` stands for the code of the first case. */
export function play(county: County = makeCounty()) {
  const docket = new Docket([])
  const heard: Heard[] = []
  const decisions: Decision[] = []
  const owners = new Map<string, string>()
  const left = new Set<string>()
  let complaints: Complaint[] = []
  const replies = (): Reply[] => [
    ...docket.changes().flatMap((c) => c.replies),
    ...decisions.flatMap((d) => d.replies),
  ]
  const first = () => docket.changes()[0]!.case

  return {
    docket,
    replies,
    first,
    events: (c: Case = first()) =>
      docket
        .changes()
        .find((change) => change.case.id === c.id)!
        .events.map((e) => e.type),
    /** says a text and returns what became of it */
    say(text: string, more: Partial<Heard> & { when?: string } = {}): Decision {
      const { when, ...rest } = more
      const last = heard.at(-1)
      const time = when ? at(when) : last ? last.at + 60 * 60_000 : at('2026-03-02T09:00:00')
      const h = said(text.replace('{code}', docket.changes()[0]?.case.code ?? ''), { at: time, ...rest })
      const quoted = (q: Heard) =>
        owners.get(heard.findLast((x) => x.text === q.quote?.text)?.id ?? '') ?? null
      const decision = decide(h, {
        docket,
        county,
        complaints,
        quoted,
        lastGroup: () => null,
        optedOut: (m) => left.has(m),
        attempt: 0,
      })
      if (decision.leaves === true) left.add(h.from!)
      if (decision.leaves === false) left.delete(h.from!)
      complaints = waitingAfter(complaints, h, decision)
      heard.push(h)
      decisions.push(decision)
      if (decision.caseId) owners.set(h.id, decision.caseId)
      return decision
    },
    /** lets time pass until `when` */
    wait(when: string): void {
      for (const { case: c } of docket.changes()) {
        let now = docket.byId(c.id)!
        for (let due = nextDue(now, county); due && due.at <= at(when); due = nextDue(now, county)) {
          docket.apply(takeStep(now, due.step, due.at, county))
          now = docket.byId(c.id)!
        }
      }
    },
  }
}
