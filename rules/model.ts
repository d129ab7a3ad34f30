/** A rule set as it is read from its files, before words become an automaton. */
import type { Category } from './verdict.ts'

/** Where something stands in the files, for messages. */
export interface Place {
  file: string
  line: number
}

export interface Word {
  /** folded as texts are */
  text: string
  /** must be a word of its own by segmentation */
  alone: boolean
  /** as it is written in the file */
  written: string
  place: Place
  /** the set that it is written in, whatever list names that */
  set: string | null
}

/** Words under a name, for many lists to share. */
export interface WordSet {
  place: Place
  name: string
  words: Word[]
  /** whether a list or another set names it */
  isUsed: boolean
}

/** Who says something, and by what: what rules may ask for and callers may tell. */
export const SPEAKERS = ['resident', 'staff'] as const
export const MEDIA = ['text', 'image', 'voice', 'file'] as const
export type Speaker = (typeof SPEAKERS)[number]
export type Media = (typeof MEDIA)[number]

/** What has to be in a text; shared by the rules of categories and of speech. */
export interface Condition {
  place: Place
  name: string
  /** at least one of these; empty only where `opening` is given */
  words: Word[]
  /** at least one of these with at most `within` words between it and one of `words`; empty: no such demand */
  near: Word[]
  within: number
  /** for each list at least one of its words, anywhere */
  all: Word[][]
  /** none of these, anywhere */
  none: Word[]
  /** who says it and by what; null: whoever, whatever */
  speaker: Speaker | null
  media: Media | null
}

/** A rule of one category: adds points to it. */
export interface RuleText extends Condition {
  points: number
  urgency: Category['deadline'] | null
  kind: 'problem' | 'question' | null
}

/** What kind of speech a text is; adds points to, or takes them from, whatever the text is about. */
export interface SpeechText extends Condition {
  points: number
  /** true: a text of this kind is about nothing, whatever it mentions */
  ignore: boolean
  /** the original text begins with one of these, blanks aside; empty: no such demand */
  opening: string[]
  /** only words that stand among the first folded characters count */
  atStart: boolean
  /** says that the text asks; an answer settles it when no fault is named */
  asks: boolean
  /** says that something is wrong, so that it is a problem and no question */
  fault: boolean
  /** says that somebody is needed; without it no case is opened without a person, dangers excepted */
  need: boolean
}

export interface CategoryText {
  place: Place
  category: string
  rules: RuleText[]
  /** words inside which no shorter word counts: 薪水 hides 水 */
  except: Word[]
}

export interface Thresholds {
  review: number
  open: number
  /** speech adds at most this much */
  speech: number
  /** a case is opened without a person only if rules of the category alone bring this much */
  own: number
  /** … and only if they bring this much more than those of any other category */
  lead: number
}

export interface RuleSet {
  categories: Map<string, Category>
  /** where each category is named, by its id */
  categoryPlaces: Map<string, Place>
  sets: WordSet[]
  packs: CategoryText[]
  speech: SpeechText[]
  /** words that segmentation leaves whole: of the dialect, of the place */
  lexicon: Word[]
  /** words that are also recognised when they are written otherwise */
  alike: Word[]
  /** groups of characters that look alike */
  looks: string[]
  thresholds: Thresholds
}
