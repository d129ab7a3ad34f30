import { zipSync } from 'fflate'
import { isRuleFile, type Content } from './rules-files.ts'
import { BadZip, readIndex, unpack } from './unzip.ts'

/** An upload that cannot be taken; the message says why, for its sender. */
export class ZipRefused extends Error {}

/** bytes of all files together, unpacked; and how many there may be */
const MOST_BYTES = 64 * 1024 * 1024
const MOST_FILES = 200
/** What archivers add by themselves; left out. */
const CHAFF = /^__MACOSX\/|(?:^|\/)\.DS_Store$/
/** One folder around all files, as archivers put it there. */
const FOLDER = /^[^/\\]{1,100}\//

/** The files as a .zip: the same content gives the same bytes. */
export function packContent(content: Content): Buffer {
  const mtime = new Date(Date.UTC(2000, 0, 1))
  const files = Object.fromEntries([...content].map(([name, bytes]) => [name, new Uint8Array(bytes)]))
  return Buffer.from(zipSync(files, { mtime, level: 6 }))
}

/**
 * The files of a .zip, which may stand in one folder.
 * @throws ZipRefused when it is none, is too large or holds anything that is no part of a keywords folder
 */
export function unpackContent(zip: Buffer): Content {
  const content = reading(() => filesOf(zip))
  if (!content.has('categories.yaml')) throw new ZipRefused('缺少 categories.yaml：这不是 keywords 目录')
  return new Map([...content].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function filesOf(zip: Buffer): Content {
  const entries = readIndex(zip).filter(({ name }) => !name.endsWith('/') && !CHAFF.test(name))
  const odd = entries.find(({ name }) => !isRuleFile(plainName(name)))
  if (odd) throw new ZipRefused(`不认识的文件 ${odd.name}：只收 keywords 目录里的文件`)
  const bytes = entries.reduce((sum, { size }) => sum + size, 0)
  if (entries.length > MOST_FILES || bytes > MOST_BYTES) throw new ZipRefused('压缩包太大')
  const content = new Map<string, Buffer>()
  for (const entry of entries) {
    const name = plainName(entry.name)
    if (content.has(name)) throw new ZipRefused(`文件 ${name} 有两份`)
    content.set(name, unpack(zip, entry))
  }
  return content
}

const plainName = (path: string) => path.replace(FOLDER, '')

function reading<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof BadZip) throw new ZipRefused('这不是 .zip 文件，或已损坏')
    throw error
  }
}
