import { crc32, deflateSync } from 'node:zlib'

const WIDTH = 96
const HEIGHT = 72
const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** A small PNG in the colours that follow from a name: what the simulated WeChat has for a photograph. */
export function drawPhoto(name: string): Buffer {
  const seed = crc32(name)
  const [red, green, blue] = [seed & 0xff, (seed >> 8) & 0xff, (seed >> 16) & 0xff]
  const rows = Array.from({ length: HEIGHT }, (_, y) => {
    const light = 0.4 + (0.6 * y) / HEIGHT
    const pixel = [red, green, blue].map((part) => Math.round(part * light))
    // Each line begins with the number of its filter; 0: none.
    return Buffer.from([0, ...Array.from({ length: WIDTH }, () => pixel).flat()])
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  // 8 bits for each of red, green and blue
  header.set([8, 2], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
