/** What is wrong with rules, in Chinese for the console; the command line says it in English. */

/** How the fields of a rule are called on the page. */
const FIELDS: Record<string, string> = {
  ...{ words: '“说到”', near: '“旁边有”', all: '“还要有”', also: '“并且有”', none: '“不能有”' },
  ...{ opening: '“开头”', points: '分数', within: '“最多隔几个词”', name: '名字' },
  ...{ except: '例外', lexicon: '不拆开的词', thresholds: '阈值' },
}
const field = (name: string) => FIELDS[name] ?? ` ${name} `

/** `near of water.a`, `the set 坏`, `except of water`, `the lexicon` */
function list(name: string): string {
  const [, set] = /^the set (.+)$/u.exec(name) ?? []
  if (set) return `词集 $${set} `
  const [, key = '', rule = ''] = /^(\w+) of (.+)$/u.exec(name) ?? []
  if (key === 'except') return `例外`
  return rule ? `规则 ${rule} 的${field(key)}` : '词典'
}
/** `停水` or `停水了, which holds 停水,` */
const word = (text: string) =>
  text.replace(/^(.+), which holds (.+),$/u, '“$1”（含有“$2”）').replace(/^[^“].*$/u, '“$&”')

type Rewrite = (...parts: string[]) => string
const REASONS: [RegExp, Rewrite][] = [
  [/^no valid YAML/u, () => '这一行不是有效的 YAML：看看缩进、引号、括号'],
  [/^the file has no fields/u, () => '文件里没有内容'],
  [/^no categories are given/u, () => '没有类别文件 categories.yaml'],
  [/^the file has no rules/u, () => '文件里没有规则，至少要有一条'],
  [/^unknown field (\S+) — use (.+)$/u, (key, known) => `没有“${key}”这一项，可用的有 ${known}`],
  [/^unknown category (\S+)/u, (id) => `没有编号为“${id}”的类别`],
  [/^(\S+) is missing or no text/u, (key) => `缺少${field(key)}，或者不是文字`],
  [
    /^(\S+) is missing or no number — write a number from (\S+) to (\S+)$/u,
    (key, low, high) => `${field(key)}要写 ${low} 到 ${high} 的数`,
  ],
  [/^(\S+) is neither true nor false/u, (key) => `${key} 只能写 true，或者不写`],
  [/^(\S+) is not known — use one of (.+)$/u, (key, known) => `${key} 写得不对，可用的有 ${known}`],
  [/^(\S+) holds something that is no word/u, (key) => `${field(key)}里有的不是词；词之间用空格隔开`],
  [/^(\S+) is no list/u, (key) => `${key} 要写成列表，每项以“- ”开头`],
  [/^(?:an entry of )?(\S+) has no fields/u, (key) => `${key} 里要写成“名: 值”`],
  [/^no set is named (\S+)/u, (name) => `没有词集 ${name}；先建这个词集，或者换一个`],
  [/^(.+) holds no letter or digit/u, (text) => `“${text}”只有标点，标点不参与匹配，请去掉`],
  [/^category (\S+) is named twice/u, (id) => `类别 ${id} 写了两次，请合成一个`],
  [
    /^category (\S+) is for (\S*), which is no kind of office — use one of (.+)$/u,
    (id, office, known) => `类别 ${id} 的单位性质“${office}”不对，可用的有 ${known}`,
  ],
  [/^there is no category (\S+),/u, (id) => `缺少类别 ${id}：对不上别类的诉求归在这里`],
  [/^set (\S+) is named twice/u, (name) => `词集 $${name} 写了两次，请合成一个`],
  [/^no rule uses the set (\S+)/u, (name) => `词集 $${name} 没有规则用到；写进规则，或者删掉它`],
  [/^rule (\S+) has no words/u, (name) => `规则 ${name} 没有词，至少要有一个“说到”的词`],
  [/^two rules are named (\S+)/u, (name) => `有两条规则都叫 ${name}，请改一个名字`],
  [/^(\S+) has a rule (\S+) already/u, (place, name) => `规则 ${name} 在 ${place} 已经有了，请改一个名字`],
  [/^thresholds are given twice/u, () => '阈值写了两处，只留一处'],
  [/^(.+) goes across a sign that ends a clause/u, (text) => `“${text}”跨了标点，抓不到；只写标点一边的`],
  [
    /^(.+) is drawn out and counts as (.+?) — /u,
    (text, short) => `“${text}”会当作“${short}”，请直接写“${short}”`,
  ],
  [/^(.+) ends in a wide ～/u, (text) => `“${text}”末尾的 ～ 不起作用，要写 ~`],
  [/^(.+) counts wherever it stands here/u, (text) => `“${text}”末尾的 ~ 在这里不起作用，请去掉`],
  [
    /^(.+) stands in (.+) and a set brings it without ~/u,
    (text, where) => `${list(where)}里的“${text}”，词集里已有不带 ~ 的，只留一个`,
  ],
  [
    /^(.+) stands in (.+) once with ~ and once without/u,
    (text, where) => `${list(where)}里的“${text}”带 ~ 和不带 ~ 都有，只留一个`,
  ],
  [
    /^(.+) stands in (.+) twice(?:, as (.+?) before)? — /u,
    (text, where, before) =>
      `${list(where)}里的“${text}”重复了${before ? `（和“${before}”是同一个词）` : ''}，只留一个`,
  ],
  [
    /^(.+) in the lexicon cuts every word/u,
    (text) => `词典里的“${text}”只有一个字，会把含它的词都拆开；去掉，或者写长一点的词`,
  ],
  [
    /^the exception (.+?) hides nothing: .*itself it counts all the same, in (.+?) — /u,
    (text, rule) => `例外“${text}”不起作用：它里面没有别的词，它自己又在规则 ${rule} 里`,
  ],
  [/^the exception (.+?) hides nothing/u, (text) => `例外“${text}”不起作用：它里面没有规则用到的词，请去掉`],
  [
    /^(\S+) can never fire(.*?): none rules out every word of its (\w+), such as (.+?) by (.+?) — /u,
    (rule, _, key, text, by) =>
      `规则 ${rule} 永远不会算：${field(key)}的每个词都被“不能有”排除了，如“${text}”被“${by}”排除`,
  ],
  [
    /^(.+) never counts in (\w+) of (\S+), whose none has it/u,
    (text, key, rule) => `规则 ${rule} ${field(key)}里的${word(text)}不会算，因为“不能有”里也有它；去掉一处`,
  ],
  [
    /^(.+) stands in (\w+) of (\S+), but (\S+) ignores every text with it/u,
    (text, key, rule, by) =>
      `规则 ${rule} ${field(key)}里的${word(text)}不会算：说法 ${by} 一票否决含它的消息；去掉一处`,
  ],
  [
    /^an all list of (\S+) demands nothing: every word of its (\w+)/u,
    (rule, key) => `规则 ${rule} 的“还要有”没有作用：${field(key)}的每个词都带着它；去掉，或者换别的词`,
  ],
  [
    /^(\S+) has no words, so that its opening alone decides/u,
    (rule) => `规则 ${rule} 只看开头，其他条件不起作用；去掉它们，或者写上“说到”的词`,
  ],
  [
    /^(\S+) fires on the very texts on which (\S+) fires/u,
    (rule, other) => `规则 ${rule} 和 ${other} 抓的完全一样，请合成一条`,
  ],
  [
    /^(.+): in (\S+) and in (\S+), which decide for two categories/u,
    (words, one, other) => `“${words}”同时在规则 ${one} 和 ${other} 里，条件一样、类别不同；每个词只留在一处`,
  ],
  // The wording stands in the same folder.
  [/^(\S+) must be a text$/u, (name) => `话术 ${name} 要写文字`],
  [
    /^(\S+) may not use \{(.*?)\}, only: (.+)$/u,
    (name, other, known) => `话术 ${name} 不能用 {${other}}，可用的有 ${known}`,
  ],
  [
    /^(\S+) has about (\d+) characters; shorten it to (\d+)$/u,
    (name, is, most) => `话术 ${name} 大约有 ${is} 个字，请缩短到 ${most} 个字以内`,
  ],
  [/^the text (\S+) is missing$/u, (name) => `缺少话术 ${name}`],
  [/^unknown text (\S+);/u, (name) => `没有话术“${name}”，请去掉`],
  [/^no learned weights|^learned weights/u, () => '学到的权重用不了；可以删掉这个文件，只用规则'],
]

/** A reason with what to do about it as `RuleError` says it; one that is not known stays as it is. */
export function chineseReason(reason: string): string {
  for (const [pattern, rewrite] of REASONS) {
    const found = pattern.exec(reason)
    if (found) return rewrite(...found.slice(1))
  }
  return reason
}
