// Tests in a real browser, beside the house's other end-to-end tests in tests/browser: one after the other,
// on the built pages and the program that LAMPLIGHT_BIN names.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('..'),
  resolve: {
    alias: [
      { find: '@', replacement: here('./src') },
      { find: /^playwright-core$/, replacement: here('./node_modules/playwright-core/index.mjs') },
      { find: /^vitest$/, replacement: here('./node_modules/vitest/dist/index.js') },
    ],
  },
  test: {
    include: ['tests/browser/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 150_000,
    cache: false,
  },
})
