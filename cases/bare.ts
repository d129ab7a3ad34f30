import type { PictureType } from './pictures.ts'

/*
 * A picture without what a telephone or a program has written beside it: where it was taken, when, with what, by whom. What
 * is known to be needed for showing it stays, such as what its colours mean, and which way up a photograph (JPEG) is;
 * anything else goes. A picture whose form is broken cannot be made bare.
 */

/** Far more parts than a picture has; reading a file of nothing but tiny ones would hold up everybody else. */
const MOST_PARTS = 10_000

/** In bytes of its own, whatever becomes of those that were handed in; null where the form is broken. */
export function bare(bytes: Uint8Array, type: PictureType): Uint8Array | null {
  if (type === 'image/jpeg') return bareJpeg(bytes)
  if (type === 'image/png') return barePng(bytes)
  if (type === 'image/webp') return bareWebp(bytes)
  return bareGif(bytes)
}

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to))
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function joined(parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const SOI = Uint8Array.of(0xff, 0xd8)
const EOI = 0xd9
const SCAN = 0xda
const EXIF = 0xe1
const JPG = 0xc8
const DRI = 0xdd
/** Its bytes where it holds no small picture of what the photograph was before it was cut. */
const BARE_JFIF = 18

/** Segments up to the end of the picture; what some telephones put behind it (a film, another picture) is left out. */
function bareJpeg(bytes: Uint8Array): Uint8Array | null {
  const parts: Uint8Array[] = [SOI]
  const file = view(bytes)
  let turned = false
  for (let at = 2, n = 0; at < bytes.length && n < MOST_PARTS; n++) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++
    const marker = bytes[at + 1]
    if (bytes[at] !== 0xff || marker === undefined) return null
    if (marker === EOI) return joined([...parts, bytes.subarray(at, at + 2)])
    if (at + 4 > bytes.length) return null
    const end = at + 2 + file.getUint16(at + 2)
    if (end < at + 4 || end > bytes.length) return null
    const segment = bytes.subarray(at, end)
    const way = marker === EXIF && !turned ? wayUp(segment) : null
    if (way !== null) {
      parts.push(onlyWayUp(way))
      turned = true
    } else if (isOfPicture(marker, segment)) parts.push(segment)
    at = end
    if (marker === SCAN) {
      at = endOfScan(bytes, end)
      parts.push(bytes.subarray(end, at))
      // A download that was cut off is shown all the same.
      if (at >= bytes.length) return joined([...parts, Uint8Array.of(0xff, EOI)])
    }
  }
  return null
}

/** What the picture is made of; of application segments those alone that say what the colours mean. */
function isOfPicture(marker: number, segment: Uint8Array): boolean {
  if (marker === 0xe0) return ascii(segment, 4, 9) === 'JFIF\0' && segment.length === BARE_JFIF
  if (marker === 0xe2) return ascii(segment, 4, 16) === 'ICC_PROFILE\0'
  if (marker === 0xee) return ascii(segment, 4, 9) === 'Adobe'
  return marker >= 0xc0 && marker <= DRI && marker !== JPG
}

/** The place of the next marker: in a scan 0xff is followed by 0 or by one that restarts it. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1]!
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

const ORIENTATION = 0x112

/** 2 to 8: how it is turned; null: it is not, or nothing is said of it. */
function wayUp(segment: Uint8Array): number | null {
  if (ascii(segment, 4, 10) !== 'Exif\0\0' || segment.length < 18) return null
  const tiff = view(segment.subarray(10))
  const little = tiff.getUint16(0) === 0x4949
  const first = tiff.getUint32(4, little)
  if (first + 2 > tiff.byteLength) return null
  const count = tiff.getUint16(first, little)
  for (let entry = first + 2, i = 0; i < count && entry + 12 <= tiff.byteLength; i++, entry += 12)
    if (tiff.getUint16(entry, little) === ORIENTATION) {
      const way = tiff.getUint16(entry + 8, little)
      return way >= 2 && way <= 8 ? way : null
    }
  return null
}

const onlyWayUp = (way: number) =>
  Uint8Array.of(
    ...[0xff, EXIF, 0, 34, ...[...'Exif'].map((c) => c.charCodeAt(0)), 0, 0],
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, way, 0, 0],
    ...[0, 0, 0, 0],
  )

const PNG_PARTS = new Set(
  'IHDR PLTE IDAT IEND tRNS bKGD pHYs acTL fcTL fdAT gAMA cHRM sRGB iCCP cICP sBIT'.split(' '),
)

function barePng(bytes: Uint8Array): Uint8Array | null {
  const parts = [bytes.subarray(0, 8)]
  const file = view(bytes)
  for (let at = 8, n = 0; at + 12 <= bytes.length && n < MOST_PARTS; n++) {
    const end = at + 12 + file.getUint32(at)
    if (end > bytes.length) return null
    const name = ascii(bytes, at + 4, at + 8)
    if (PNG_PARTS.has(name)) parts.push(bytes.subarray(at, end))
    if (name === 'IEND') return joined(parts)
    at = end
  }
  return null
}

const WEBP_PARTS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
const FRAME_PARTS = new Set(['VP8 ', 'VP8L', 'ALPH'])
/** What a chunk and a frame begin with, in bytes. */
const CHUNK_HEAD = 8
const FRAME_HEAD = 16
/** In the first chunk of an extended file: that there are notes. */
const NOTED = 0b1100

function bareWebp(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < 20) return null
  const file = view(bytes)
  const size = file.getUint32(4, true)
  const chunks = webpChunks(bytes, file, 12, 8 + size + (size % 2), MOST_PARTS)
  if (!chunks) return null
  const parts: Uint8Array[] = []
  for (const { name, from, to } of chunks) {
    if (name === 'ANMF' && !isBareFrame(bytes, file, from, to)) return null
    if (name === 'VP8X') parts.push(withoutNoted(bytes.subarray(from, to)))
    else if (WEBP_PARTS.has(name)) parts.push(bytes.subarray(from, to))
  }
  const head = Uint8Array.from(bytes.subarray(0, 12))
  view(head).setUint32(4, 4 + parts.reduce((sum, part) => sum + part.length, 0), true)
  return joined([head, ...parts])
}

interface Chunk {
  name: string
  from: number
  to: number
}

/** The chunks that fill [from, to); null: they do not, or there are more than `most`. */
function webpChunks(
  bytes: Uint8Array,
  file: DataView,
  from: number,
  to: number,
  most: number,
): Chunk[] | null {
  if (to > bytes.length) return null
  const chunks: Chunk[] = []
  for (let at = from; at < to;) {
    if (at + CHUNK_HEAD > to || chunks.length === most) return null
    const size = file.getUint32(at + 4, true)
    const end = at + CHUNK_HEAD + size + (size % 2)
    if (end > to) return null
    chunks.push({ name: ascii(bytes, at, at + 4), from: at, to: end })
    at = end
  }
  return chunks
}

/** Whether a frame holds its picture, perhaps with what shines through it, and nothing else. */
function isBareFrame(bytes: Uint8Array, file: DataView, from: number, to: number): boolean {
  const chunks = webpChunks(bytes, file, from + CHUNK_HEAD + FRAME_HEAD, to, 2)
  return !!chunks?.length && chunks.every((chunk) => FRAME_PARTS.has(chunk.name))
}

function withoutNoted(chunk: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(chunk)
  copy[CHUNK_HEAD] = chunk[CHUNK_HEAD]! & ~NOTED
  return copy
}

/** Comments, and what programs add but how often a film is shown. */
function bareGif(bytes: Uint8Array): Uint8Array | null {
  const tableSize = (packed: number) => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0)
  /** Behind blocks that each begin with their size, the last with none. */
  const behindBlocks = (from: number) => {
    let at = from
    while (bytes[at]) at += bytes[at]! + 1
    return at + 1
  }
  let at = 13 + tableSize(bytes[10] ?? 0)
  const parts = [bytes.subarray(0, at)]
  for (let n = 0; at < bytes.length && n < MOST_PARTS; n++) {
    if (bytes[at] === 0x3b) return joined([...parts, bytes.subarray(at, at + 1)])
    const isImage = bytes[at] === 0x2c
    if (!isImage && bytes[at] !== 0x21) return null
    const end = behindBlocks(isImage ? at + 11 + tableSize(bytes[at + 9] ?? 0) : at + 2)
    if (end > bytes.length) return null
    const loops = bytes[at + 1] === 0xff && ascii(bytes, at + 3, at + 14) === 'NETSCAPE2.0'
    if (isImage || bytes[at + 1] === 0xf9 || loops) parts.push(bytes.subarray(at, end))
    at = end
  }
  return null
}
