import { expect, it } from 'vitest'
import { pictureType } from '../../cases/pictures.ts'
import { drawPhoto } from '../../simulator/photo.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')

it.each([
  ['a photograph', bytes('\xff\xd8\xff\xe0\0\x10JFIF'), 'image/jpeg'],
  ['a PNG', drawPhoto('lamp.jpg'), 'image/png'],
  ['a WebP', bytes('RIFF\0\0\0\0WEBPVP8 '), 'image/webp'],
  ['a GIF', bytes('GIF89a\x01\0'), 'image/gif'],
  ['a film in the same wrapping as a WebP', bytes('RIFF\0\0\0\0AVI '), null],
  ['a page', bytes('<html><script>alert(1)</script>'), null],
  ['a drawing that may hold a script', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), null],
  ['a document', bytes('%PDF-1.7'), null],
  ['next to nothing', bytes('\xff\xd8'), null],
  ['nothing', bytes(''), null],
])('%s', (_, picture, type) => expect(pictureType(picture)).toBe(type))
