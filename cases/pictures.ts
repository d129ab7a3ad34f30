import { bare } from './bare.ts'

/** What a picture may weigh, in bytes: a photograph as WeChat sends it has far less. */
export const LARGEST_PICTURE = 5 * 1024 * 1024

export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif'

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to))

/** What kind of picture these bytes are, by how they begin and not by any name; null: none that is shown. */
export function pictureType(bytes: Uint8Array): PictureType | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return 'image/gif'
  return null
}

export interface Picture {
  type: PictureType
  bytes: Uint8Array
}

/** A picture as it may be kept: without place, time and names that were written beside it; null: it is none, or broken. */
export function readPicture(bytes: Uint8Array): Picture | null {
  const type = pictureType(bytes)
  const kept = type && bare(bytes, type)
  return type && kept && { type, bytes: kept }
}
