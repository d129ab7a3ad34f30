import type { RuleVersions } from '../../../../server/schemas.ts'
import { hrefOf } from '../../href.ts'
import { t } from '../../language.ts'

type Me = { login: string; name: string }
export type VersionRow = RuleVersions['versions'][number]
/** The rules that were installed have no number. */
export type VersionId = number | 'folder'

export const versionName = (version: VersionId | null) =>
  version === null || version === 'folder' ? t('安装时的规则', 'the installed rules') : `v${version}`

/** The views that are no list of words. */
export const VIEWS = ['versions', 'shadow', 'examples', 'suggestions'] as const

export interface RulesPlace {
  /** the version that the address names; null: the one that is worked on */
  number: number | null
  /** a view, `thresholds`, or a file without its ending */
  section: string
  rest: string[]
}

/** `#/rules/water/no-water`, `#/rules/13/water`, `#/rules/versions/12/13`. */
export function placeOf([first = '', ...rest]: string[]): RulesPlace {
  if (/^\d+$/.test(first)) return { number: Number(first), section: rest[0] ?? '', rest: rest.slice(1) }
  return { number: null, section: first, rest }
}

export const rulesHref = (number: number | null, ...parts: string[]) =>
  hrefOf('rules', ...(number === null ? [] : [String(number)]), ...parts)

/** How an address names a list or a rule of a file: `no-water`, `except`, `$没水`. */
export const anchorOf = ([kind = '', name = '']: string[]) =>
  kind === 'sets' ? `$${name}` : kind === 'rules' || kind === 'speech' ? name : kind

/** Whether this person has made it. */
export const isOf = ({ by }: VersionRow, { login, name }: Me) => by === login || by === name

/** The version that one works on: the draft that one began, another's, what is being tried, what runs. */
export function workedOn({ versions, everywhere, activations }: RuleVersions, me: Me): number | null {
  const drafts = versions.filter(({ state }) => state === 'draft')
  const draft = drafts.find((v) => isOf(v, me)) ?? drafts[0]
  if (draft) return draft.number
  const hasRun = new Set(activations.filter((a) => a.scope === 'everywhere').map((a) => a.version))
  const [newest] = versions
  const isNext = newest && newest.number > (everywhere ?? 0) && !hasRun.has(newest.number)
  return isNext ? newest.number : (everywhere ?? newest?.number ?? null)
}

export const STEPS = ['draft', 'check', 'shadow', 'trial', 'everywhere'] as const
export type Step = (typeof STEPS)[number]

/** How far a version has come: the last step that it has done. */
export function reached(versions: RuleVersions, version: VersionRow): Step {
  const { number, state } = version
  if (versions.everywhere === number) return 'everywhere'
  if (versions.trials.some((trial) => trial.version === number)) return 'trial'
  if (versions.shadow === number) return 'shadow'
  return state === 'draft' ? 'draft' : 'check'
}

/** The one step that comes next; null: it runs everywhere. */
export const nextStep = (step: Step): Exclude<Step, 'draft'> | null =>
  (({ draft: 'check', check: 'shadow', shadow: 'trial', trial: 'everywhere', everywhere: null }) as const)[
    step
  ]
