import { Type, type TSchema } from 'typebox'

/** What the schemas of the API are made of. Times are epoch milliseconds. */

export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const text = Type.String()
export const maybe = orNull(text)
export const time = Type.Number()
export const maybeTime = orNull(time)
export const named = Type.Object({ id: text, name: text })
/** What a client sends: PostgreSQL knows no NUL, and no half of a pair. */
export const given = (maxLength: number, minLength = 0) =>
  Type.String({ minLength, maxLength, pattern: '^[^\\u0000\\ud800-\\udfff]*$' })
/** Words that say something: not blanks alone. */
export const words = (maxLength: number) =>
  Type.String({
    maxLength,
    pattern: '^[^\\u0000\\ud800-\\udfff]*[^\\s\\u0000\\ud800-\\udfff][^\\u0000\\ud800-\\udfff]*$',
  })
export const oneOf = <T extends string>(...of: readonly T[]) => Type.Unsafe<T>({ type: 'string', enum: of })
export const page = <T extends TSchema>(item: T) => Type.Object({ items: Type.Array(item), next: maybe })
export const closed = { additionalProperties: false } as const
