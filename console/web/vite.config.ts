import react from '@vitejs/plugin-react'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const WORTH_IT = 1024

/** Puts a .br and a .gz beside every script and style, so that the server never compresses at run time. */
const compress = (): Plugin => ({
  name: 'compress',
  apply: 'build',
  // Once they are on disk: until then Vite still rewrites them.
  writeBundle({ dir = '' }, bundle) {
    for (const name of Object.keys(bundle).filter((file) => /\.(js|css)$/.test(file))) {
      const path = join(dir, name)
      const source = readFileSync(path)
      if (source.length < WORTH_IT) continue
      writeFileSync(`${path}.br`, brotliCompressSync(source))
      writeFileSync(`${path}.gz`, gzipSync(source, { level: 9 }))
    }
  },
})

// Everything is served by the console itself: no inline scripts, no other hosts.
export default defineConfig({
  plugins: [react(), compress()],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
})
