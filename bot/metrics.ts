import { Counter, Gauge, type Registry } from 'prom-client'
import type { SendResult } from './ports.ts'

export interface BotMetrics {
  heard(): void
  unread(): void
  sent(status: SendResult['status']): void
}

/** The bot's metrics in the registry of its process. */
export function botMetrics(registry: Registry): BotMetrics {
  const registers = [registry]
  const heard = new Counter({
    ...{ name: 'xunqun_messages_heard_total', help: 'Messages by whether they could be read', registers },
    labelNames: ['read'],
  })
  const sends = new Counter({
    ...{ name: 'xunqun_sends_total', help: 'Messages of our own by what became of them', registers },
    labelNames: ['status'],
  })
  return {
    heard: () => heard.inc({ read: 'yes' }),
    unread: () => heard.inc({ read: 'no' }),
    sent: (status) => sends.inc({ status }),
  }
}

/** How the bot fares at the moment when somebody asks for the metrics. */
export function watchBot(registry: Registry, bot: { backlog(): number; account(): string | null }): void {
  const registers = [registry]
  new Gauge({
    ...{ name: 'xunqun_spool_batches', help: 'Batches on disk that the queue has not taken yet', registers },
    collect() {
      this.set(bot.backlog())
    },
  })
  new Gauge({
    ...{ name: 'xunqun_account_online', help: '1 while an account is logged in and can speak', registers },
    collect() {
      this.set(bot.account() === null ? 0 : 1)
    },
  })
}
