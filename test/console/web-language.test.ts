import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'

const PAGE = 'console/web/src'
const files = readdirSync(PAGE, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))

/** What people read in Chinese and that is not the first of two languages. */
function untranslated(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(PAGE, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
  const found: string[] = []
  const visit = (node: ts.Node) => {
    if (isTranslation(node)) return
    if (isText(node) && /\p{Script=Han}/u.test(node.text)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      found.push(`${file}:${line + 1} ${node.text.trim()}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** `t('中文', 'English')`; the English may tell what is called otherwise than in Chinese. */
const isTranslation = (node: ts.Node) =>
  ts.isCallExpression(node) && node.expression.getText() === 't' && node.arguments.length === 2

const isText = (node: ts.Node): node is ts.StringLiteralLike | ts.JsxText | ts.TemplateHead =>
  ts.isStringLiteralLike(node) ||
  ts.isJsxText(node) ||
  node.kind === ts.SyntaxKind.TemplateHead ||
  node.kind === ts.SyntaxKind.TemplateMiddle ||
  node.kind === ts.SyntaxKind.TemplateTail

/** What is data: marks by which texts are taken apart, names of places that a hint looks for. */
const DATA = new Set(['parts/chat/hints.ts', 'parts/people/samples.ts'])

it.each(files.filter((file) => !DATA.has(file)))('%s speaks both languages', (file) => {
  expect(untranslated(file)).toEqual([])
})
