import type { Category, Rules } from '../rules/verdict.ts'
import type { Directory } from './directory.ts'
import type { PlaceFinder } from './place.ts'
import type { Wording } from './wording.ts'

/** All that a decision may look up besides the case itself; replaced as a whole when the world or the rules change. */
export interface County {
  directory: Directory
  categories: Map<string, Category>
  rules: Rules
  findPlace: PlaceFinder
  wording: Wording
  /** from which codes are made; never shown */
  secret: string
}
