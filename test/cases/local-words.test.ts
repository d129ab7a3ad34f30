import { expect, test } from 'vitest'
import { createDirectory } from '../../cases/directory.ts'
import { localWords } from '../../cases/local-words.ts'
import { valley } from '../fixtures/valley.ts'

test('areas with their aliases and landmarks, staff with theirs; each word once', () => {
  const words = localWords(createDirectory(valley()))
  expect(words).toEqual(expect.arrayContaining(['谷县', '店下村', '店下', '老祠堂', '谭有福', '老谭叔']))
  // A bridge of two villages, a secretary of two offices.
  for (const shared of ['观音桥', '尹书记']) expect(words.filter((word) => word === shared)).toEqual([shared])
})
