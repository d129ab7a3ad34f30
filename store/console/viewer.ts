import type { OfficeKind, Role } from '../../cases/world.ts'
import type { Sight } from './sight.ts'

/** Who looks: a console user with what decides over his sight. Without staff (the first admin) office is null. */
export interface Viewer {
  login: string
  name: string
  role: Role
  staff: string | null
  office: { id: string; name: string; kind: OfficeKind; area: string } | null
  sight: Sight
}

/** Adds a value to a statement and names its place: `$1`, `$2`, … */
export type Bind = (value: unknown) => string

/** Collects the values of one statement. */
export function binder(): { values: unknown[]; bind: Bind } {
  const values: unknown[] = []
  return { values, bind: (value) => `$${values.push(value)}` }
}
