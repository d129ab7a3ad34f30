import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { unpackContent, ZipRefused } from '../../store/rules-zip.ts'
import { BadZip, readIndex, unpack } from '../../store/unzip.ts'

const MB = 1024 * 1024
const zipOf = (files: Record<string, Uint8Array>, level: 0 | 6 = 6) => Buffer.from(zipSync(files, { level }))
const small = () => zipOf({ a: Buffer.from('water') })
/** The archive, whose index says that its last file is `size` bytes long. */
function saying(zip: Buffer, size: number): Buffer {
  const entry = zip.lastIndexOf('PK\x01\x02', undefined, 'latin1')
  zip.writeUInt32LE(size, entry + 24)
  return zip
}
const unzip = (zip: Buffer) => readIndex(zip).map((entry) => [entry.name, unpack(zip, entry).toString()])

describe('an archive', () => {
  it.each([0, 6] as const)('comes out as it went in, at level %s', (level) => {
    const zip = zipOf({ '规则/a.txt': Buffer.from('水管漏水'), 'b.txt': Buffer.alloc(0) }, level)
    const files = [
      ['规则/a.txt', '水管漏水'],
      ['b.txt', ''],
    ]
    expect(unzip(zip)).toEqual(files)
    expect(unzip(Buffer.concat([zip.subarray(0, -2), Buffer.from('\x03\x00why')]))).toEqual(files)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no archive', Buffer.from('no zip, but long enough to be one')],
    ['half of one', zipOf({ a: Buffer.alloc(MB, 'abc') }).subarray(0, 200)],
    ['one that says more than there is', saying(zipOf({ a: Buffer.alloc(99) }), 100)],
    ['one that says less than there is', saying(zipOf({ a: Buffer.alloc(99) }), 98)],
    ['one that says less of what is not packed', saying(zipOf({ a: Buffer.alloc(99) }, 0), 98)],
    ['one that says nothing', saying(zipOf({ a: Buffer.alloc(99) }), 0)],
    ['a broken one', small().fill(255, 31, 36)],
    ['an index elsewhere', small().fill(255, small().length - 6, small().length - 2)],
  ])('is refused: %s', (_, zip) => expect(() => unzip(zip)).toThrow(BadZip))

  it('is unpacked no further than its index says', () => {
    const bomb = saying(zipOf({ 'categories.yaml': Buffer.alloc(8 * MB) }), 10)
    const before = process.memoryUsage().arrayBuffers
    expect(() => unpackContent(bomb)).toThrow(ZipRefused)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MB)
  })
})
