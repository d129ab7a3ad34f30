import type { Logger } from 'pino'
import type { Readable } from 'node:stream'
import { types, type Puppet } from 'wechaty-puppet'
import { LARGEST_PICTURE, readPicture, type Picture } from '../cases/pictures.ts'
import type { Pool } from '../store/db.ts'
import { limited } from '../store/limited.ts'
import { keepPicture, missPicture, nextPicture } from '../store/pictures.ts'
import type { Clock } from './ports.ts'
import type { Session } from './session.ts'
import { createSleeper } from './sleeper.ts'

export interface Pictures {
  /** fetches at most one picture that is due at `now` (epoch ms); whether there was one */
  step(now: number): Promise<boolean>
  /** the live loop; resolves after `close` */
  run(): Promise<void>
  /** one may be wanted now */
  wake(): void
  /** ends the loop after the picture that is on its way */
  close(): Promise<void>
}

export interface PicturesParts {
  pool: Pool
  session: Pick<Session, 'speaker'>
  clock: Clock
  log: Logger
  /** how long a gateway may take over one picture, in ms */
  timeout: number
}

/** The loop looks by itself this often, should a wake-up be lost; ms. */
const LOOK_INTERVAL = 30_000

/** Something else than a picture that is shown, or too large a one: asking again changes nothing. */
class NoPicture extends Error {}

/** Fetches from the gateway, one after the other, the pictures that are wanted. */
export function createPictures({ pool, session, clock, log, timeout }: PicturesParts): Pictures {
  const sleeper = createSleeper()
  let running: Promise<void> = Promise.resolve()
  let closed = false

  async function step(now: number): Promise<boolean> {
    const speaker = session.speaker()
    if (!speaker) return false
    const { account, puppet } = speaker
    const message = await nextPicture(pool, account, now)
    if (message === null) return false
    try {
      await keepPicture(
        pool,
        account,
        message,
        await limited(fetchPicture(puppet, message), timeout, 'a picture'),
      )
    } catch (error) {
      const [reason = ''] = (error as Error).message.split('\n', 1)
      log.warn({ account, message }, 'a picture cannot be fetched')
      log.debug({ reason }, 'why it cannot')
      await missPicture(pool, account, message, { reason, forGood: error instanceof NoPicture, now })
    }
    return true
  }

  async function loop(): Promise<void> {
    while (!closed) {
      const more = await step(clock()).catch((err: unknown) => {
        log.error({ err }, 'pictures are not fetched; trying again')
        return false
      })
      if (!more && !closed) await sleeper.sleep(LOOK_INTERVAL)
    }
  }

  return {
    step,
    run: () => (running = loop()),
    wake: sleeper.wake,
    async close() {
      closed = true
      sleeper.wake()
      await running
    },
  }
}

async function fetchPicture(puppet: Puppet, message: string): Promise<Picture> {
  const file = await puppet.messageImage(message, types.Image.HD)
  const bytes = await readUpTo(LARGEST_PICTURE, (await file.toStream()) as Readable)
  const picture = readPicture(bytes)
  if (!picture) throw new NoPicture('it is no picture')
  return picture
}

async function readUpTo(most: number, stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += (chunk as Buffer).length
    // Leaving the loop destroys the stream.
    if (size > most) throw new NoPicture(`it is larger than ${most} bytes`)
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}
