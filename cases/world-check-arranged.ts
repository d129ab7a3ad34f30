/** What must hold of the lists in which a county arranges things its own way. */
import { scopeKey } from './arranged.ts'
import { maskNumbers } from './mask.ts'
import {
  checkUnique,
  mustBeArea,
  mustBeCategory,
  mustBeOffice,
  repeated,
  type Against,
  type Wrong,
} from './world-against.ts'
import type { DeadlineRule, Dispatch, KeptAnswer, Removed, World } from './world.ts'

/** Characters. With both and the words around them a reply is short enough to be read in a group. */
const LONGEST = { text: 80, source: 20 } as const

export function checkArranged(file: World, removed: Removed, known: World | null, against: Against): void {
  const { wrong } = against
  checkScopes([...file.dispatch, ...removed.dispatch], wrong)
  checkScopes([...file.deadlines, ...removed.deadlines], wrong)
  checkUnique([...file.answers, ...removed.answers], 'id', (a) => a.id, wrong)
  for (const entry of file.dispatch) checkDispatch(entry, against)
  for (const rule of [...file.deadlines, ...removed.deadlines])
    if (rule.category === null && rule.area === null)
      wrong(rule, 'category', 'it needs a category or an area; the times of all are in the settings')
  for (const rule of file.deadlines) checkDeadline(rule, against)
  for (const answer of file.answers) checkAnswer(answer, against)
  checkChangedOffices(file, removed, known, wrong)
}

/** At most one entry for a category and an area. */
function checkScopes(list: { category: string | null; area: string | null }[], wrong: Wrong): void {
  for (const item of repeated(list, ({ category, area }) => scopeKey(category, area))) {
    const scope = [item.category ?? 'every category', item.area && `in ${item.area}`].filter((part) => part)
    wrong(item, item.category === null ? 'area' : 'category', `${scope.join(' ')} is named twice`)
  }
}

/** A confidential case goes by whom it is about, so an entry for it means nothing; no other reaches a discipline office. */
function checkDispatch(entry: Dispatch, against: Against): void {
  const { categories, offices, wrong } = against
  mustBeCategory(entry, 'category', entry.category, against)
  mustBeArea(entry, against)
  mustBeOffice(entry, against)
  if (categories.get(entry.category)?.confidential)
    wrong(entry, 'category', `${entry.category} is confidential: its office depends on whom a case is about`)
  else if (offices.get(entry.office)?.kind === 'discipline')
    wrong(entry, 'office', `the discipline office ${entry.office} gets confidential cases only`)
}

/** An office that the installation dispatches to stays one that may get such cases. */
function checkChangedOffices(file: World, removed: Removed, known: World | null, wrong: Wrong): void {
  const replaced = new Set([...file.dispatch, ...removed.dispatch].map((d) => scopeKey(d.category, d.area)))
  const kept = known?.dispatch.filter((d) => !replaced.has(scopeKey(d.category, d.area))) ?? []
  for (const office of file.offices) {
    const entry = kept.find((d) => d.office === office.id)
    if (entry && office.kind === 'discipline')
      wrong(
        office,
        'kind',
        `the installation dispatches ${entry.category} in ${entry.area} to it, and a discipline office gets confidential cases only`,
      )
  }
}

function checkDeadline(rule: DeadlineRule, against: Against): void {
  const { wrong } = against
  mustBeCategory(rule, 'category', rule.category, against)
  mustBeArea(rule, against)
  if (rule.done === null && rule.accept === null) wrong(rule, 'done', 'it needs a time: done, accept or both')
}

function checkAnswer(answer: KeptAnswer, against: Against): void {
  mustBeCategory(answer, 'category', answer.category, against)
  mustBeArea(answer, against)
  if (maskNumbers(answer.text) !== answer.text)
    against.wrong(
      answer,
      'text',
      'it holds a telephone number, which is masked in all that is posted; say whom to ask',
    )
  for (const key of ['text', 'source'] as const) {
    const { length } = [...answer[key]]
    if (length > LONGEST[key])
      against.wrong(
        answer,
        key,
        `${key} has ${length} characters, but at most ${LONGEST[key]} fit into a reply`,
      )
  }
}
