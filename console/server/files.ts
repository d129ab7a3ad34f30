import type { FastifyReply } from 'fastify'

/**
 * Answers with a file that somebody has sent: to be saved or shown by our own page, never run. `name` is written into a
 * header, so it must be ours.
 */
export function sendFile(reply: FastifyReply, type: string, name: string, bytes: Buffer) {
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('content-security-policy', `default-src 'none'; sandbox`)
    .send(bytes)
}
