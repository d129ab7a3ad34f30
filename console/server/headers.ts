import type { App } from './deps.ts'

// Ant Design writes its styles into the page at run time; scripts come from our own files alone.
const CSP = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data: blob:`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

const HEADERS = {
  'content-security-policy': CSP,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
}

export function secureHeaders(app: App) {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS)
    if (/^\/(?:api|intake)\//.test(request.url)) reply.header('cache-control', 'no-store')
  })
}
