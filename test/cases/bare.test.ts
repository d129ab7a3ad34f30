import { describe, expect, it } from 'vitest'
import { bare } from '../../cases/bare.ts'
import { readPicture, type PictureType } from '../../cases/pictures.ts'
import { drawPhoto } from '../../simulator/photo.ts'
import {
  chunk,
  exif,
  extension,
  FRAME,
  gif,
  JFIF,
  jpeg,
  note,
  NOTE,
  png,
  riff,
  segment,
  webp,
} from '../fixtures/pictures.ts'

const text = (picture: Uint8Array | null) => Buffer.from(picture ?? []).toString('latin1')
const COLOURS = segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01colours', 'latin1'))
const PIXELS = chunk('IDAT', Buffer.from('pixels'))
const VP8 = riff('VP8 ', Buffer.from('pixel'))
const extended = (flags: number) => riff('VP8X', Buffer.from([flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
const CLIP = Buffer.concat([Buffer.alloc(16), riff('ALPH', Buffer.from('a')), VP8])
const LOOPS = extension(0xff, Buffer.from('NETSCAPE2.0'), Buffer.from([1, 0, 0]))

describe('a picture is kept without what was written beside it', () => {
  const rows: [what: string, picture: Buffer, kept: Buffer][] = [
    ['a photograph', jpeg(JFIF, exif(1), segment(0xfe, note), segment(0xed, note)), jpeg(JFIF)],
    [
      'its colours',
      jpeg(COLOURS, segment(0xee, Buffer.from('Adobe')), segment(0xe1, note)),
      jpeg(COLOURS, segment(0xee, Buffer.from('Adobe'))),
    ],
    ['other pictures within it', jpeg(segment(0xe2, Buffer.from(`MPF\0${NOTE}`))), jpeg()],
    [
      'a small picture of it',
      jpeg(segment(0xe0, Buffer.from(`JFIF\0 the uncut one`)), COLOURS),
      jpeg(COLOURS),
    ],
    ['segments that no photograph has', jpeg(JFIF, segment(0xf1, note), segment(0x02, note)), jpeg(JFIF)],
    ['what is behind its end', Buffer.concat([jpeg(JFIF), note, jpeg(exif(1))]), jpeg(JFIF)],
    [
      'a PNG',
      png(chunk('eXIf', note), chunk('tEXt', note), PIXELS, chunk('iTXt', note), chunk('tIME', note)),
      png(PIXELS),
    ],
    [
      'what others than its makers may put into a PNG',
      png(chunk('caBX', note), chunk('tRNS', note), chunk('zxIf', note), PIXELS, chunk('zTXt', note)),
      png(chunk('tRNS', note), PIXELS),
    ],
    ['what is behind a PNG', Buffer.concat([png(PIXELS), note]), png(PIXELS)],
    ['a WebP', webp(extended(0x2c), VP8, riff('EXIF', note), riff('XMP ', note)), webp(extended(0x20), VP8)],
    [
      'what may be put into a WebP',
      webp(VP8, riff('C2PA', note), riff('ANMF', CLIP)),
      webp(VP8, riff('ANMF', CLIP)),
    ],
    ['what is behind a WebP', Buffer.concat([webp(VP8), note]), webp(VP8)],
    [
      'a GIF',
      gif(LOOPS, extension(0xfe, note), extension(0xff, Buffer.from('XMP DataXMP'), note), FRAME),
      gif(LOOPS, FRAME),
    ],
  ]
  it.each(rows)('%s', (_, picture, kept) => {
    const handedIn = text(picture)
    const { bytes } = readPicture(picture)!
    expect(text(bytes)).toBe(text(kept))
    bytes.fill(0)
    expect(text(picture), 'what was handed in').toBe(handedIn)
  })

  it('but stays as it is where nothing was', () => {
    const plain = drawPhoto('lamp.jpg')
    expect(text(readPicture(plain)!.bytes)).toBe(text(plain))
  })
})

describe('which way up a photograph is', () => {
  it.each([6, 3, 8])('stays: %i', (way) => {
    const once = readPicture(jpeg(JFIF, exif(way, way === 8)))!.bytes
    expect(text(once)).not.toContain('GPS')
    expect(text(once)).toContain(`\x01\x12\0\x03\0\0\0\x01\0${String.fromCharCode(way)}`)
    expect(text(readPicture(once)!.bytes)).toBe(text(once))
  })
})

describe('what is broken is not kept', () => {
  const rows: [what: string, type: PictureType, picture: Buffer][] = [
    ['a segment beyond the end', 'image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1])],
    ['a segment of no size', 'image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0])],
    ['no picture at all', 'image/jpeg', Buffer.concat([Buffer.from([0xff, 0xd8]), JFIF])],
    ['a PNG without its end', 'image/png', png(PIXELS).subarray(0, -12)],
    ['a chunk beyond the end', 'image/png', png(PIXELS).subarray(0, 60)],
    ['a WebP that is cut off', 'image/webp', webp(VP8).subarray(0, -4)],
    ['a WebP of nothing', 'image/webp', Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')],
    [
      'a note in a frame of a WebP',
      'image/webp',
      webp(riff('ANMF', Buffer.concat([CLIP, riff('EXIF', note)]))),
    ],
    ['a frame of next to nothing', 'image/webp', webp(riff('ANMF', note))],
    ['a frame that is cut off', 'image/webp', webp(riff('ANMF', CLIP.subarray(0, -2)))],
    ['a GIF that is cut off', 'image/gif', gif().subarray(0, -1)],
  ]
  it.each(rows)('%s', (_, type, picture) => expect(bare(picture, type)).toBeNull())

  const many = (part: Buffer) => new Array<Buffer>(20_000).fill(part)
  it.each<[PictureType, Buffer]>([
    ['image/jpeg', jpeg(...many(segment(0xdb, Buffer.alloc(0))))],
    ['image/png', png(...many(chunk('IDAT', Buffer.alloc(0))))],
    ['image/webp', webp(...many(riff('ICCP', Buffer.alloc(0))))],
    ['image/gif', gif(...many(extension(0xf9)))],
  ])('more parts than a picture has, as %s', (type, picture) => expect(bare(picture, type)).toBeNull())

  it('but a photograph whose end was not loaded is shown as far as it goes', () => {
    expect(text(bare(jpeg(JFIF).subarray(0, -2), 'image/jpeg'))).toBe(text(jpeg(JFIF)))
  })

  it('and nothing that begins as a picture makes it fail', () => {
    const all = [jpeg(JFIF, exif(6), COLOURS), png(PIXELS), webp(extended(12), VP8), gif(LOOPS)]
    for (const picture of all)
      for (let end = 0; end < picture.length; end++)
        for (const cut of [picture.subarray(0, end), picture.fill(0xff, end, end + 1)])
          expect(() => readPicture(cut)).not.toThrow()
  })
})
