import type { CountySaving } from '../../../../server/schemas.ts'
import { post } from '../../api.ts'

/** Saves one thing of the county as it was seen at `version`. */
export const saveItem = (
  version: number,
  kind: CountySaving['kind'],
  item: object,
  isNew = false,
): Promise<{ done: true }> => post('/api/county/save', { version, kind, new: isNew, item })

export const removeItem = (version: number, kind: 'area' | 'office' | 'staff' | 'group', id: string) =>
  post('/api/county/remove', { version, kind, id })
