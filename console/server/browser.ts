type Known = [RegExp, string][]

// The first that fits: most name those that they want to be taken for as well.
const BROWSERS: Known = [
  [/MicroMessenger|WeChat/i, '微信'],
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/QQBrowser/, 'QQ 浏览器'],
  [/360SE|QihooBrowser|QHBrowser/, '360 浏览器'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS|Chromium/, 'Chrome'],
  [/Safari/, 'Safari'],
]
const SYSTEMS: Known = [
  [/HarmonyOS|OpenHarmony/, '鸿蒙'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
]
const first = (known: Known, agent: string) => known.find(([pattern]) => pattern.test(agent))?.[1]

/** The family of a browser and of its system, no more: `Chrome · Windows`; null when neither is known. */
export function browserOf(agent: string): string | null {
  const names = [first(BROWSERS, agent), first(SYSTEMS, agent)].filter((name) => name !== undefined)
  return names.length ? names.join(' · ') : null
}

/** An address without what tells one computer from its neighbours: `10.2.3.*`, `2001:db8:1:*`. */
export function vague(address: string): string {
  const [, four] = /(?:^|:)(\d+\.\d+\.\d+)\.\d+$/.exec(address) ?? []
  if (four) return `${four}.*`
  return `${address.split(':').slice(0, 3).join(':')}:*`
}
