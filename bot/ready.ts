import type { Check } from '../store/ready.ts'
import type { Bot } from './bot.ts'

/** Whether the account is logged in and this bot speaks for it. */
export function gatewayCheck(bot: Pick<Bot, 'account' | 'state'>): Check {
  return async () => {
    if (bot.account() !== null) return null
    const state = bot.state()
    return state === 'online'
      ? 'another bot speaks for the account'
      : `the account is ${state ?? 'not tried yet'}`
  }
}
