import type { PictureType } from './pictures.ts'

/*
 * A picture without what a telephone or a program has written beside it: where it was taken, when, with what, by whom. Of
 * that only which way up it is stays, and what its colours mean. A picture whose form is broken cannot be made bare.
 */

/** Null where the form is broken. */
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
const COMMENT = 0xfe
const EXIF = 0xe1

/** Segments up to the end of the picture; what some telephones put behind it (a film, another picture) is left out. */
function bareJpeg(bytes: Uint8Array): Uint8Array | null {
  const parts: Uint8Array[] = [SOI]
  let turned = false
  for (let at = 2; at < bytes.length;) {
    const marker = bytes[at + 1]
    if (bytes[at] !== 0xff || marker === undefined) return null
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === EOI) return joined([...parts, bytes.subarray(at, at + 2)])
    if (at + 4 > bytes.length) return null
    const end = at + 2 + view(bytes).getUint16(at + 2)
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

/** Application segments: those alone that say what the colours mean. */
function isOfPicture(marker: number, segment: Uint8Array): boolean {
  if (marker === 0xe0) return ascii(segment, 4, 9) === 'JFIF\0'
  if (marker === 0xe2) return ascii(segment, 4, 16) === 'ICC_PROFILE\0'
  if (marker === 0xee) return ascii(segment, 4, 9) === 'Adobe'
  return marker !== COMMENT && (marker < 0xe0 || marker > 0xef)
}

/** The place of the next marker: in a scan 0xff is followed by 0 or by one that restarts it. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from)
  for (; at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
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

const PNG_NOTES = new Set(['eXIf', 'tEXt', 'iTXt', 'zTXt', 'tIME'])

function barePng(bytes: Uint8Array): Uint8Array | null {
  const parts = [bytes.subarray(0, 8)]
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + view(bytes).getUint32(at)
    if (end > bytes.length) return null
    const name = ascii(bytes, at + 4, at + 8)
    if (!PNG_NOTES.has(name)) parts.push(bytes.subarray(at, end))
    if (name === 'IEND') return joined(parts)
    at = end
  }
  return null
}

const WEBP_NOTES = new Set(['EXIF', 'XMP '])
/** In the first chunk of an extended file: that there are such notes. */
const NOTED = 0b1100

function bareWebp(bytes: Uint8Array): Uint8Array | null {
  const parts: Uint8Array[] = []
  if (bytes.length < 20) return null
  const whole = 8 + view(bytes).getUint32(4, true)
  if (whole > bytes.length) return null
  for (let at = 12; at < whole;) {
    if (at + 8 > whole) return null
    const size = view(bytes).getUint32(at + 4, true)
    const end = at + 8 + size + (size % 2)
    if (end > bytes.length) return null
    const name = ascii(bytes, at, at + 4)
    const chunk = bytes.slice(at, end)
    if (name === 'VP8X') chunk[8] = chunk[8]! & ~NOTED
    if (!WEBP_NOTES.has(name)) parts.push(chunk)
    at = end
  }
  const head = bytes.slice(0, 12)
  view(head).setUint32(4, 4 + parts.reduce((sum, part) => sum + part.length, 0), true)
  return joined([head, ...parts])
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
  while (at < bytes.length) {
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
