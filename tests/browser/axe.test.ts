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
  /** Pressed then, and what they open. */
  keys?: string[]
  opens?: string
}

const PC = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

/** A page that is not here is not looked at: add it with its first version. */
const VISITS: Visit[] = [
  { role: 'dispatcher', path: '/console', ...PC, ready: '.strip' },
  {
    role: 'dispatcher',
    path: '/console',
    ...PC,
    ready: '.row',
    keys: ['j', 'a'],
    opens: '.assign [role=option]',
  },
  {
    role: 'dispatcher',
    path: '/console',
    ...PC,
    ready: '.row',
    keys: ['j', 'm', '2'],
    opens: '.merge [role=option]',
  },
  {
    role: 'dispatcher',
    path: '/console',
    ...PC,
    ready: '.row',
    keys: ['j', 'c'],
    opens: '.choice .el-radio',
  },
  { role: 'dispatcher', path: '/console', ...PC, ready: '.row', keys: ['n'], opens: '#form-reporter' },
  { role: 'dispatcher', path: '/console', ...PC, ready: '.row', keys: ['?'], opens: '.el-dialog dl' },
  { role: 'dispatcher', path: '/overview', ...PC, ready: '[data-panel=gaps] li' },
  { role: 'supervisor', path: '/overview', ...PC, ready: '[data-panel=gaps] li' },
  { role: 'supervisor', path: '/overview', ...PHONE, ready: '[data-panel=gaps] li' },
  { role: 'supervisor', path: '/console', ...PC, ready: '.strip' },
  { role: 'supervisor', path: '/wall', width: 1920, height: 1080, ready: '[data-figure] strong' },
  { role: 'engineer', path: '/engineer', ...PHONE, ready: 'h1, h2' },
  { role: 'reporter', path: '/report', ...PHONE, ready: 'h1, h2' },
  { role: 'screen', path: '/wall', width: 1920, height: 1080, ready: '[data-figure] strong' },
  { role: 'admin', path: '/wall', width: 1920, height: 1080, ready: '[data-figure] strong' },
  { role: 'admin', path: '/screens', ...PC, ready: '[data-screen]' },
  { role: 'supervisor', path: '/screens', ...PHONE, ready: '[data-screen]' },
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

type Seen = Pick<Visit, 'path' | 'ready' | 'keys' | 'opens'>
async function look(
  page: Page,
  { path, ready, keys, opens }: Seen,
  { language, theme }: (typeof LOOKS)[number],
) {
  await page.evaluate(
    ([language, theme]) => {
      localStorage.setItem('lamplight.language', language)
      localStorage.setItem('lamplight.theme', theme)
    },
    [language, theme] as const,
  )
  await page.goto(`${hospital.url}${path}`)
  await page.locator(ready).first().waitFor()
  for (const key of keys ?? []) await page.keyboard.press(key)
  if (opens) await page.locator(opens).first().waitFor()
  return (await violations(page)).map((line) => `${language} ${theme} ${line}`)
}

describe.each(VISITS)('$role on $path, $width wide, $opens', (visit) => {
  test('nothing is wrong', { timeout: 120_000 }, async () => {
    hospital.complaints.length = 0
    const page = await hospital.window(visit.role, visit.width, visit.height)
    const found: string[] = []
    for (const one of LOOKS) found.push(...(await look(page, visit, one)))
    await page.context().close()
    expect(found).toEqual([])
    expect(hospital.complaints).toEqual([])
  })
})

test('the login page, before anybody is known', { timeout: 120_000 }, async () => {
  const page = await (await browser.newContext({ viewport: PC, reducedMotion: 'reduce' })).newPage()
  await page.goto(`${hospital.url}/login`)
  const found: string[] = []
  for (const one of LOOKS) found.push(...(await look(page, { path: '/login', ready: '[data-demo]' }, one)))
  await page.context().close()
  expect(found).toEqual([])
})
