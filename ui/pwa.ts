// The engineer's page on the home screen: a worker, for his addresses alone, that keeps his pages' files so that
// they open without signal. It keeps no answer of the server's API and serves no other page.
import type { Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/** The modules that his page needs, whatever else they bring along. */
const ROOTS = [
  /\/src\/main\.ts$/,
  /\/index\.html$/,
  /\/src\/engineer\/EngineerPage\.vue$/,
  /\/src\/login\/(LoginPage|UnreachablePage)\.vue$/,
  /\/src\/kept\/db\.ts$/,
  /\/src\/locales\/[^/]+\/(common|staff|engineer)\.json$/,
]
/** What stands beside the built files. */
const BESIDE = ['index.html', 'lamp.svg', 'engineer.webmanifest']

interface Chunk {
  type: string
  fileName: string
  facadeModuleId?: string | null
  moduleIds?: string[]
  isEntry?: boolean
  imports?: string[]
  viteMetadata?: { importedCss?: Set<string>; importedAssets?: Set<string> }
}

export function engineersShell(): Plugin[] {
  const shell = new Set<string>(BESIDE)

  const collect: Plugin = {
    name: 'engineers-shell',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = bundle as unknown as Record<string, Chunk>
      const add = (name: string) => {
        if (shell.has(name)) return
        shell.add(name)
        const chunk = chunks[name]
        for (const file of chunk?.viteMetadata?.importedCss ?? []) shell.add(file)
        for (const file of chunk?.viteMetadata?.importedAssets ?? []) shell.add(file)
        for (const next of chunk?.imports ?? []) add(next)
      }
      for (const chunk of Object.values(chunks)) {
        const modules = [chunk.facadeModuleId ?? '', ...(chunk.moduleIds ?? [])]
        if (ROOTS.some((root) => modules.some((id) => root.test(id)))) add(chunk.fileName)
      }
    },
  }

  const worker = VitePWA({
    filename: 'sw.js',
    // registered by his page alone, for his addresses alone: engineer/installed.ts
    injectRegister: false,
    manifest: false,
    workbox: {
      globPatterns: ['**/*.{js,css,html,svg,webmanifest}'],
      manifestTransforms: [
        (entries) => ({ manifest: entries.filter(({ url }) => shell.has(url)), warnings: [] }),
      ],
      dontCacheBustURLsMatching: /^assets\//,
      navigateFallback: '/index.html',
      navigateFallbackAllowlist: [/^\/engineer(\/|$)/],
      cleanupOutdatedCaches: true,
      inlineWorkboxRuntime: true,
      sourcemap: false,
    },
  })
  return [collect, ...worker]
}
