// How the screens are built: one page, components of Element Plus and Vant imported where they are used,
// messages compiled ahead (the pages' Content-Security-Policy forbids eval). The binary embeds `dist`.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import VueI18n from '@intlify/unplugin-vue-i18n/vite'
import vue from '@vitejs/plugin-vue'
import { ElementPlusResolver, VantResolver } from 'unplugin-vue-components/resolvers'
import Components from 'unplugin-vue-components/vite'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { engineersShell } from './pwa.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const server = process.env.LAMPLIGHT_URL ?? 'http://127.0.0.1:8080'

/** Vant's icon font names a foreign host as its second source; the pages fetch nothing from elsewhere. */
const withoutVantFont: Plugin = {
  name: 'without-vant-font',
  enforce: 'pre',
  transform(code, id) {
    return id.includes('vant/es/icon/index.css') ? code.replace(/@font-face\{[^}]*\}/, '') : undefined
  },
}

/** Their variables stand below ours in whatever order the pages' files come: Element's base is in `desk.css`, in
 * a layer, so what its components bring along is left out; Vant's go into a layer where they stand. */
const tokensWin: Plugin = {
  name: 'tokens-win',
  enforce: 'pre',
  transform(code, id) {
    const file = id.split('?')[0] ?? ''
    if (file.endsWith('/element-plus/theme-chalk/base.css')) return ''
    if (!/\/vant\/es\/.*\.css$/.test(file)) return undefined
    return code.replace(/:root,:host\{[^}]*\}/g, (variables) => `@layer vant{${variables}}`)
  },
}

/** Each file beside itself as small as can be: the server sends these as they are. */
const packed: Plugin = {
  name: 'packed',
  apply: 'build',
  enforce: 'post',
  async writeBundle({ dir = 'dist' }, bundle) {
    // As written: before that, not every plugin has had its say.
    const names = Object.keys(bundle).filter((name) => /\.(js|css|html|svg|json|webmanifest)$/.test(name))
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
    const pack = async (name: string) => {
      const plain = await readFile(join(dir, name))
      await writeFile(join(dir, `${name}.br`), brotliCompressSync(plain, quality))
      await writeFile(join(dir, `${name}.gz`), gzipSync(plain, { level: 9 }))
    }
    await Promise.all(names.map(pack))
  },
}

export default defineConfig({
  base: '/',
  resolve: { alias: { '@': here('./src') } },
  plugins: [
    withoutVantFont,
    tokensWin,
    vue(),
    Components({ dirs: [], dts: 'components.d.ts', resolvers: [ElementPlusResolver(), VantResolver()] }),
    VueI18n({
      include: here('./src/locales/**'),
      runtimeOnly: true,
      compositionOnly: true,
      fullInstall: false,
      dropMessageCompiler: true,
    }),
    engineersShell(),
    packed,
  ],
  define: { __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  build: { target: 'chrome109', assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': server, '/ws': { target: server, ws: true } },
  },
  test: {
    include: ['test/unit/**/*.test.ts'],
    environment: 'happy-dom',
    server: { deps: { inline: ['element-plus', 'vant'] } },
  },
})
