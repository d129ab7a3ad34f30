/** Words by which one text is sure to be of two categories. */
import type { Word } from '../model.ts'
import { demandsKey, type Fault, type Named, type Rule } from './parts.ts'

function shared({ text }: Rule, other: Rule): Word[] {
  return text.words.filter((w) => other.text.words.some((o) => o.text === w.text && o.alone === w.alone))
}

export function checkCategories({ rules }: Named): Fault[] {
  const deciding = rules.filter((rule) => rule.decides)
  const keys = new Map(deciding.map((rule) => [rule, demandsKey(rule)]))
  return deciding.flatMap((rule, i) =>
    deciding.slice(0, i).flatMap((other) => {
      if (other.category === rule.category || keys.get(other) !== keys.get(rule)) return []
      const words = shared(rule, other)
      if (!words[0]) return []
      return {
        place: words[0].place,
        reason: `${words.map((w) => w.written).join(' ')}: in ${other.id} and in ${rule.id}, which decide for two categories on the same conditions`,
        remedy: 'leave each in one of the two',
      }
    }),
  )
}
