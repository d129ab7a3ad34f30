import type { Said } from './weigh.ts'

/** What the rules say of one text. Offsets are UTF-16 code units into the text as given. */
export interface Hit {
  /** `category.name` of the rule */
  rule: string
  term: string
  start: number
  end: number
}
export interface Verdict {
  /** open: sure enough to open a case without a person; review: a person should look */
  decision: 'open' | 'review' | 'ignore'
  category: string | null
  kind: 'problem' | 'question' | null
  urgency: 'urgent' | 'normal' | 'complex' | null
  confidential: boolean
  /** 0 to 1, the higher the surer that it needs a case */
  score: number
  hits: Hit[]
}
export interface Explained extends Verdict {
  /** why, in lines for the staff and the admin who read it; first the sum, or why a person is asked */
  why: string[]
}
/** An id of keywords/categories.yaml with its defaults. */
export interface Category {
  id: string
  name: string
  class: string
  deadline: 'urgent' | 'normal' | 'complex'
  /** the kind of office that handles it */
  office: string
  confidential: boolean
  /** whoever handles it must know where it is */
  place: boolean
}
/** A compiled rule set; pure, the same for workers, triage and console. */
export interface Rules {
  categories: Map<string, Category>
  judge(text: string, said?: Said): Verdict
  /** like judge, with the reasons in lines for people; costs more */
  explain(text: string, said?: Said): Explained
  /** like judge, for a text whose sender asks for a case in so many words: never `ignore`, category `other` when nothing fits */
  judgeForced(text: string, said?: Said): Verdict
}
