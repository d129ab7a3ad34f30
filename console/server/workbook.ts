import { zipSync } from 'fflate'
import readExcel from 'read-excel-file/node'
import writeExcel from 'write-excel-file/node'
import type { SheetRows } from '../../cases/world-workbook.ts'
import { BadZip, readIndex, unpack } from '../../store/unzip.ts'
import { badRequest } from './errors.ts'

/** Unpacked, in bytes: a file that says to be larger is none that people have written. */
const LARGEST = 64 * 1024 * 1024
const WIDEST = 40

/**
 * The cells of a workbook as texts; of a formula only what it came to.
 * @throws Refusal 400 for what is no workbook, or one that is larger than it looks
 */
export async function readXlsx(file: Buffer): Promise<SheetRows[]> {
  const sheets = await readExcel(repacked(file), { trim: false }).catch(() => {
    throw badRequest('这个 Excel 文件读不出来，请用 Excel 或 WPS 另存为 .xlsx 再试')
  })
  return sheets.map(({ sheet, data }) => ({ sheet, rows: data.map((row) => row.map(textOf)) }))
}

/**
 * What of the file is read, packed anew: of each part no more is unpacked than what the index says, which is looked at first,
 * while the reader would take the part for as long as it is.
 */
function repacked(file: Buffer): Buffer {
  try {
    const entries = readIndex(file)
    if (!entries.some(({ name }) => name === 'xl/workbook.xml'))
      throw badRequest('这不是 Excel 文件（.xlsx）')
    if (entries.reduce((sum, { size }) => sum + size, 0) > LARGEST)
      throw badRequest('这个 Excel 文件太大，请分几次导入')
    const parts = entries.filter(({ name }) => /\.xml(?:\.rels)?$/.test(name))
    const texts = Object.fromEntries(parts.map((part) => [part.name, unpack(file, part)]))
    return Buffer.from(zipSync(texts, { level: 0 }))
  } catch (error) {
    if (error instanceof BadZip) throw badRequest('这个文件不完整，请重新保存再试')
    throw error
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  const text = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
  return text.replaceAll('\r\n', '\n').replace(/[\0\ud800-\udfff]/gu, '')
}

/** A workbook of texts, which no program takes for formulas. */
export function writeXlsx(sheets: readonly SheetRows[]): Promise<Buffer> {
  return writeExcel(
    sheets.map(({ sheet, rows }) => ({
      sheet,
      stickyRowsCount: 1,
      columns: widthsOf(rows),
      data: rows.map((row, i) =>
        row.map((value) => ({
          ...{ value, type: String, format: '@', wrap: value.includes('\n') },
          ...(i === 0 && rows.length > 1 && { fontWeight: 'bold' as const, backgroundColor: '#E6F2F0' }),
        })),
      ),
    })),
  ).toBuffer()
}

/** As wide as the longest of the first lines; a Chinese character takes twice the room. */
const widthsOf = (rows: readonly string[][]) =>
  (rows[0] ?? []).map((_, i) => {
    const lengths = rows.slice(0, 200).map((row) => [...(row[i] ?? '')].length)
    return { width: Math.min(WIDEST, 2 * Math.max(4, ...lengths) + 2) }
  })
