import pg from 'pg'

/** What a process may want to hear of at once: something to send, pictures to fetch, something on the console changed, a new world. */
export const CHANNELS = ['outbox', 'pictures', 'changed', 'world'] as const
export type Channel = (typeof CHANNELS)[number]

/**
 * Hears PostgreSQL's notifications on one connection of its own and joins again when it is lost.
 * A notification only saves waiting: whoever listens also looks by himself from time to time.
 * `onNotice` is called with every channel after each (re)connection, since something may have been missed.
 */
export async function listenTo(
  connectionString: string,
  onNotice: (channel: Channel, payload: string) => void,
  onError: (error: Error) => void,
): Promise<{ close(): Promise<void> }> {
  let client: pg.Client | null = null
  let closed = false
  let timer: NodeJS.Timeout | undefined

  const connect = async () => {
    const fresh = new pg.Client({ connectionString, application_name: 'xunqun-listen', keepAlive: true })
    fresh.on('error', lost)
    fresh.on('end', () => lost(new Error('the connection that listens has ended')))
    fresh.on('notification', (n) => onNotice(n.channel as Channel, n.payload ?? ''))
    client = fresh
    await fresh.connect()
    for (const channel of CHANNELS) await fresh.query(`listen ${channel}`)
    for (const channel of CHANNELS) onNotice(channel, '')
  }
  const lost = (error: Error) => {
    if (closed || timer) return
    onError(error)
    client?.removeAllListeners()
    client?.on('error', onError)
    void client?.end().catch(onError)
    client = null
    timer = setTimeout(() => {
      timer = undefined
      connect().catch(lost)
    }, 500)
  }

  await connect()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      client?.removeAllListeners()
      client?.on('error', onError)
      await client?.end()
    },
  }
}
