import { unzipSync, zipSync, type UnzipFileInfo } from 'fflate'
import { isRuleFile, type Content } from './rules-files.ts'

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
  let [bytes, count] = [0, 0]
  // What the archive says of a file is asked before it is unpacked.
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    if (name.endsWith('/') || CHAFF.test(name)) return false
    if (!isRuleFile(name.replace(FOLDER, '')))
      throw new ZipRefused(`不认识的文件 ${name}：只收 keywords 目录里的文件`)
    bytes += originalSize
    if (++count > MOST_FILES || bytes > MOST_BYTES) throw new ZipRefused('压缩包太大')
    return true
  }
  let files: Record<string, Uint8Array>
  try {
    files = unzipSync(zip, { filter })
  } catch (error) {
    if (error instanceof ZipRefused) throw error
    throw new ZipRefused('这不是 .zip 文件，或已损坏')
  }
  const content = new Map<string, Buffer>()
  for (const [path, file] of Object.entries(files)) {
    const name = path.replace(FOLDER, '')
    if (content.has(name)) throw new ZipRefused(`文件 ${name} 有两份`)
    content.set(name, Buffer.from(file))
  }
  if (!content.has('categories.yaml')) throw new ZipRefused('缺少 categories.yaml：这不是 keywords 目录')
  return new Map([...content].sort(([a], [b]) => (a < b ? -1 : 1)))
}
