// Every address as every role that has it, in both languages, light and dark, on a desk at work: axe finds
// nothing, no page complains, no word is missing.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '@/api/wire'
import { violations } from './axe'
import { launch } from './fake'
import { Lamplight } from './lamplight'

interface Visit {
  role: Role
  path: string
  width: number
  height: number
  /** There when the page has something to show. */
  ready: string
}

const PC = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

/** A page that is not here is not looked at: add it with its first version. */
const VISITS: Visit[] = [
  { role: 'dispatcher', path: '/console', ...PC, ready: '.strip' },
  { role: 'dispatcher', path: '/overview', ...PC, ready: '[data-panel=gaps] li' },
  { role: 'supervisor', path: '/overview', ...PC, ready: '[data-panel=gaps] li' },
  { role: 'supervisor', path: '/overview', ...PHONE, ready: '[data-panel=gaps] li' },
  { role: 'supervisor', path: '/console', ...PC, ready: '.strip' },
  { role: 'supervisor', path: '/wall', width: 1920, height: 1080, ready: '[data-figure] strong' },
  { role: 'engineer', path: '/engineer', ...PHONE, ready: 'h1, h2' },
  { role: 'reporter', path: '/report', ...PHONE, ready: 'h1, h2' },
  { role: 'screen', path: '/wall', width: 1920, height: 1080, ready: '[data-figure] strong' },
  { role: 'admin', path: '/wall', width: 1920, height: 1080, ready: '[data-figure] strong' },
  { role: 'reporter', path: '/console', ...PHONE, ready: 'h1, h2' },
]
const LOOKS = [
  { language: 'zh-CN', theme: 'light' },
  { language: 'zh-CN', theme: 'dark' },
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const

let browser: Browser
let hospital: Lamplight
beforeAll(async () => {
  browser = await launch()
  hospital = await Lamplight.start(browser, false)
}, 150_000)
afterAll(async () => {
  await hospital?.stop()
  await browser?.close()
})

async function look(page: Page, path: string, { language, theme }: (typeof LOOKS)[number], ready: string) {
  await page.evaluate(
    ([language, theme]) => {
      localStorage.setItem('lamplight.language', language)
      localStorage.setItem('lamplight.theme', theme)
    },
    [language, theme] as const,
  )
  await page.goto(`${hospital.url}${path}`)
  await page.locator(ready).first().waitFor()
  return (await violations(page)).map((line) => `${language} ${theme} ${line}`)
}

describe.each(VISITS)('$role on $path, $width wide', ({ role, path, width, height, ready }) => {
  test('nothing is wrong', { timeout: 120_000 }, async () => {
    hospital.complaints.length = 0
    const page = await hospital.window(role, width, height)
    const found: string[] = []
    for (const one of LOOKS) found.push(...(await look(page, path, one, ready)))
    await page.context().close()
    expect(found).toEqual([])
    expect(hospital.complaints).toEqual([])
  })
})

test('the login page, before anybody is known', { timeout: 120_000 }, async () => {
  const page = await (await browser.newContext({ viewport: PC, reducedMotion: 'reduce' })).newPage()
  await page.goto(`${hospital.url}/login`)
  const found: string[] = []
  for (const one of LOOKS) found.push(...(await look(page, '/login', one, '[data-demo]')))
  await page.context().close()
  expect(found).toEqual([])
})
