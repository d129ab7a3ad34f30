/** The address of a place of the console. */
export const hrefOf = (...parts: string[]) => `#/${parts.map(encodeURIComponent).join('/')}`

/** The address of a place such as `groups/list` with a query, without what is empty. */
export function hrefWith(
  place: string,
  query: Record<string, string | number | boolean | undefined>,
): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(
    given.map(([key, value]): [string, string] => [key, String(value)]),
  ).toString()
  return hrefOf(...place.split('/')) + (search && `?${search}`)
}
