export const SHORTEST = 10
const DISTINCT = 5
/** Of those that are tried first, the ones that are long enough. */
const COMMON = new Set([
  ...['1234567890', '0123456789', '12345678910', '123456789a', 'a123456789', 'abc123456789', '1q2w3e4r5t'],
  ...['1qaz2wsx3edc', 'qwertyuiop', 'qwerty12345', 'qwerty123456', 'asdfghjkl;', 'zxcvbnm123', 'password12'],
  ...[
    'password123',
    'password1234',
    'passw0rd123',
    'administrator',
    'admin12345',
    'admin123456',
    'administrator1',
  ],
  ...[
    'woaini1314',
    'woaini1314520',
    'woaini5201314',
    '5201314woaini',
    'zhongguo123',
    'xunqun1234',
    'xunqun12345',
  ],
  ...[
    'xunqun123456',
    'iloveyou123',
    'letmein1234',
    'welcome123',
    'welcome1234',
    'changeme123',
    'p@ssw0rd123',
  ],
  ...[
    'abcdefghij',
    'abcd123456',
    'abcd1234567',
    'aa123456789',
    'aaa123456789',
    '123456789abc',
    '1234567890abc',
  ],
])

/** Why it is no password for this user, in words for him; null: it is one. Length counts, not kinds of characters. */
export function passwordFault(password: string, of: { login: string; name: string }): string | null {
  const said = password.normalize('NFKC').toLowerCase()
  if ([...password].length < SHORTEST) return `密码至少要 ${SHORTEST} 个字符`
  if (new Set(said).size < DISTINCT) return '密码里重复的字符太多，请换一个'
  if (COMMON.has(said)) return '这个密码太常见，请换一个'
  const own = [of.login, of.name].map((word) => word.normalize('NFKC').toLowerCase())
  if (own.some((word) => isMostly(said, word))) return '密码不能是用户名或姓名，请换一个'
  return null
}

/** Whether little is left of it without the word. */
const isMostly = (said: string, word: string) =>
  word !== '' && said.includes(word) && [...said.replaceAll(word, '')].length < DISTINCT
