import { limited, TimeLimitError } from '../store/limited.ts'
import type { GrpcError } from './connection.ts'
import type { Post, SendResult, Sink } from './ports.ts'
import type { Session } from './session.ts'
import { clean, LONGEST_ID, renderMentions } from './translate.ts'

/** ms after which a post is worth another try when the account is away, or the gateway asks for patience */
const AWAY = 5_000
const PATIENCE = 60_000
/** A gateway's reason is kept no longer than this. */
const LONGEST_REASON = 500
/**
 * Codes of gRPC with which a call surely did nothing: 3 invalid argument, 5 not found, 7 permission denied,
 * 12 unimplemented, 16 unauthenticated (null: never again); 8 too much of something. Any other error, whoever
 * reports it, may have come after the message had left.
 */
const REFUSALS: Record<number, number | null> = {
  3: null,
  5: null,
  7: null,
  8: PATIENCE,
  12: null,
  16: PATIENCE,
}

/** Speaks through the session's puppet. `timeout`: ms after which a send is given up as unknown. */
export function createSink(session: Pick<Session, 'speaker'>, timeout: number): Sink {
  return {
    account: () => session.speaker()?.account ?? null,
    async send(post) {
      const speaker = session.speaker()
      const to = post.group ?? post.direct
      if (!to) return { status: 'refused', reason: 'it goes to nobody', retryAfter: null }
      if (!speaker) return { status: 'refused', reason: 'the account is not connected', retryAfter: AWAY }
      const text = render(post)
      const ids = [...new Set(post.lines.flatMap((line) => line.mentions.map((mentioned) => mentioned.id)))]
      try {
        const id = await limited(speaker.puppet.messageSendText(to, text, ids), timeout, 'sending')
        return { status: 'sent', id: storable(id), text }
      } catch (error) {
        return judge(error as GrpcError, text)
      }
    },
  }
}

/** An id that PostgreSQL can keep; null: none, or one that is too long to be told from others by a part of it. */
function storable(id: unknown): string | null {
  const native = clean(id)
  return native && native.length <= LONGEST_ID ? native : null
}

/** In a private talk nobody is mentioned: the one who is meant reads it anyway. */
const render = ({ group, lines }: Post) =>
  lines
    .map(({ mentions, text }) =>
      renderMentions(group ? mentions.map((mentioned) => mentioned.name) : [], text),
    )
    .join('\n')

function judge(error: GrpcError, text: string): SendResult {
  const [line = ''] = (error.details || error.message).split('\n', 1)
  const reason = clean(line).slice(0, LONGEST_REASON)
  if (error instanceof TimeLimitError) return { status: 'unknown', reason, text }
  const code = error.code ?? -1
  // A puppet that is being replaced has no client any more; a channel that never opened took no call.
  const neverLeft = code === 14 && /^(No connection established|Name resolution failed)/.test(reason)
  if (neverLeft || /^(Error: )?(not logged in|NO CLIENT|no grpc manager)/.test(reason)) {
    return { status: 'refused', reason, retryAfter: AWAY }
  }
  const retryAfter = REFUSALS[code]
  return retryAfter === undefined
    ? { status: 'unknown', reason, text }
    : { status: 'refused', reason, retryAfter }
}
