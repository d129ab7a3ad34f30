import { t } from '../../language.ts'
import { span } from '../../time.ts'

/** How long there is left; on a day that does not count a case can be late, or have time left, without any of it. */
export function leftWords(left: number, late: boolean): string {
  if (left === 0) return late ? t('已超期', 'Late') : t('马上到期', 'Due now')
  const time = span(Math.abs(left))
  return late ? t(`已超期 ${time}`, `Late by ${time}`) : t(`还有 ${time}`, `${time} left`)
}

export const WORKING = t('（按工作日）', ' (working days)')
