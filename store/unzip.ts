import { inflateRawSync } from 'node:zlib'

/** An archive that is none, or is damaged, or lies. */
export class BadZip extends Error {}

/** A file as the index of an archive tells of it. */
export interface ZipEntry {
  name: string
  /** unpacked, in bytes */
  size: number
  packed: number
  method: number
  /** of its own header */
  at: number
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
/** Bytes of each of these without what varies, and how long the comment after the last may be. */
const END_SIZE = 22
const ENTRY_SIZE = 46
const LOCAL_SIZE = 30
const LONGEST_COMMENT = 0xffff
const STORED = 0
const DEFLATED = 8

/**
 * What the index of a .zip says is in it, in its order; folders end in `/`. Nothing is unpacked yet.
 * @throws BadZip
 */
export const readIndex = (zip: Buffer): ZipEntry[] =>
  reading(() => {
    const end = endOf(zip)
    const entries: ZipEntry[] = []
    let at = zip.readUInt32LE(end + 16)
    for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
      if (zip.readUInt32LE(at) !== ENTRY) throw new BadZip('no entry where the index has one')
      const named = at + ENTRY_SIZE + zip.readUInt16LE(at + 28)
      entries.push({
        name: zip.toString('utf8', at + ENTRY_SIZE, named),
        size: zip.readUInt32LE(at + 24),
        packed: zip.readUInt32LE(at + 20),
        method: zip.readUInt16LE(at + 10),
        at: zip.readUInt32LE(at + 42),
      })
      at = named + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    }
    return entries
  })

/**
 * One file of it. Not a byte more is unpacked than the index says, whatever the file holds.
 * @throws BadZip also where it is not as long as the index says
 */
export const unpack = (zip: Buffer, { size, packed, method, at }: ZipEntry): Buffer =>
  reading(() => {
    if (zip.readUInt32LE(at) !== LOCAL) throw new BadZip('no file where the index has one')
    const from = at + LOCAL_SIZE + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
    const part = zip.subarray(from, from + packed)
    if (method !== STORED && method !== DEFLATED) throw new BadZip(`packed in the unknown way ${method}`)
    const file = method === STORED ? part : inflateRawSync(part, { maxOutputLength: Math.max(1, size) })
    if (file.length !== size) throw new BadZip(`${file.length} bytes, and not ${size}`)
    return file
  })

function endOf(zip: Buffer): number {
  const last = zip.length - END_SIZE
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--)
    if (zip.readUInt32LE(at) === END) return at
  throw new BadZip('no index')
}

/** Whatever cannot be read where it should be, or be inflated, is damaged. */
function reading<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof BadZip ? error : new BadZip((error as Error).message)
  }
}
