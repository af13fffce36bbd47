// A nurse's day on her phone against the real program: two taps to a report, who comes, how it went; a label
// scanned, a colleague's report joined, a report written without a network and filed once; nothing cut off on
// narrow phones in either language; and how much the first page weighs on a slow line.
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DirectoryView } from '@/api/wire'
import { ask, sees } from './desk'
import { launch } from './fake'
import { Lamplight } from './lamplight'

const ENGINEER = '陈屿'
const WARD = '心内科一病区'
/** The demo hospital's second printer in that ward: the same in every demo. */
const LABEL = 'yz3d2ze5'
/** Compressed, in all: page, scripts, styles, words, what the API and the socket say. */
const FIRST_PAGE_BYTES_MAX = 150_000
/** A bad 3G: 750 kbit/s down, 250 up, 300 ms to the server and back. */
const THREE_G = { offline: false, latency: 300, downloadThroughput: 93_750, uploadThroughput: 31_250 }

let browser: Browser
let hospital: Lamplight
let nurse: Page
let engineer: Page

beforeAll(async () => {
  browser = await launch()
  hospital = await Lamplight.start(browser)
  nurse = await hospital.window('reporter', 390, 844)
  engineer = await hospital.window('engineer', 390, 844)
}, 150_000)

afterAll(async () => {
  await hospital?.stop()
  await browser?.close()
})

const tile = (page: Page, name: string) => page.locator('[data-tile]', { hasText: name }).first()
const action = (page: Page, name: string) => page.locator(`[data-action=${name}]`)
const home = async () => {
  await nurse.goto(`${hospital.url}/report`)
  await tile(nurse, '打印机').waitFor()
}

async function answer(...steps: string[]): Promise<void> {
  for (const step of steps) await action(engineer, step).click()
}

test('two taps file it; then who comes, what happened, how it went', { timeout: 120_000 }, async () => {
  await sees(nurse, WARD)
  await tile(nurse, '打印机').click()
  await action(nurse, 'submit').click()
  await nurse.waitForURL(/\/report\/[0-9a-z]{13}$/)
  await sees(nurse, '报修收到')
  await sees(nurse, '正在问工程师')

  await sees(engineer, '派给你一张单')
  await answer('accept')
  await nurse.locator('h2', { hasText: `${ENGINEER} 正在来` }).waitFor()
  expect(await action(nurse, 'call').getAttribute('href')).toMatch(/^tel:1\d{10}$/)
  await sees(nurse, `${ENGINEER} 接单`)

  await action(nurse, 'urge').click()
  await sees(nurse, '起可以再催')
  expect(await action(nurse, 'urge').isDisabled()).toBe(true)

  await answer('arrive')
  await nurse.locator('h2', { hasText: `${ENGINEER} 已到场` }).waitFor()
  await answer('complete')
  await engineer.locator('[data-cause]').first().click()
  await answer('confirm')

  await nurse.locator('h2', { hasText: '修好了吗' }).waitFor()
  expect(await action(nurse, 'reopen').isVisible()).toBe(true)
  const star = nurse.locator('.van-rate__item').nth(3)
  expect((await star.boundingBox())?.width).toBeGreaterThanOrEqual(44)
  await star.click()
  await nurse.locator('[data-tag=fast]').click()
  await action(nurse, 'rate').click()
  await sees(nurse, '你评了 4 星')
  await nurse.locator('[data-event=rated]', { hasText: '来得快' }).waitFor()
  expect(hospital.complaints).toEqual([])
})

test('what the desk does within itself is not told', { timeout: 60_000 }, async () => {
  await home()
  await tile(nurse, '打印机').click()
  await action(nurse, 'submit').click()
  await sees(engineer, '派给你一张单')
  await answer('decline')
  await engineer.locator('[data-reason=no_tools]').click()
  await sees(nurse, '报修收到')
  expect(await nurse.locator('[data-event]').count()).toBe(1)
  expect(await nurse.getByText('拒单').count()).toBe(0)
  await action(nurse, 'withdraw').click()
  await nurse.locator('[data-reason=solved_itself]').click()
  await nurse.locator('h2', { hasText: '你撤回了' }).waitFor()
  expect(hospital.complaints).toEqual([])
})

test('a label brings place and category; another label is none', { timeout: 60_000 }, async () => {
  await nurse.goto(`${hospital.url}/r/${LABEL.toUpperCase()}`)
  await sees(nurse, '扫码带出：护士站 打印机 2')
  await nurse.locator('[role=radio][aria-checked=true]', { hasText: '打印机' }).first().waitFor()
  const complaints = hospital.complaints.length
  await nurse.goto(`${hospital.url}/r/00000000`)
  await sees(nurse, '这个码我们不认识')
  await action(nurse, 'report-anyway').click()
  await tile(nurse, '打印机').waitFor()
  // The browser itself notes the 404.
  hospital.complaints.splice(complaints)
})

test('a colleague has reported it: me too', { timeout: 60_000 }, async () => {
  const desk = await hospital.window('dispatcher')
  const { people, categories, departments } = await ask<DirectoryView>(desk, 'GET', '/directory')
  const ward = departments.find((one) => one.name === WARD)!.id
  const colleague = people.find((one) => one.department === ward && one.name !== '张雯')!
  const category = categories.find((one) => one.name === '激光打印机')!.id
  await ask(desk, 'POST', '/tickets', {
    summary: '护士站打印机卡纸',
    category,
    reporter: colleague.id,
    dispatch: 'later',
  })

  await home()
  await tile(nurse, '打印机').click()
  await sees(nurse, '1 人报过“护士站打印机卡纸”')
  await action(nurse, 'join').click()
  await nurse.waitForURL(/\/report\/[0-9a-z]{13}$/)
  await sees(nurse, '你也报了这件事')
  await sees(nurse, '下一个就是你')
  expect(await nurse.getByText(colleague.name).count()).toBe(0)
  expect(hospital.complaints).toEqual([])
})

test('written without a network, kept over a reload, filed once', { timeout: 60_000 }, async () => {
  await home()
  const count = async () => (await ask<{ items: unknown[] }>(nurse, 'GET', '/tickets?limit=200')).items.length
  const before = await count()
  const complaints = hospital.complaints.length
  // It arrives, but the answer is lost: worse than no network at all.
  await nurse.route('**/api/v1/tickets', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await tile(nurse, '电脑').click()
  await nurse.locator('#summary').fill('护士站电脑黑屏')
  await action(nurse, 'submit').click()
  await nurse.locator('[data-kept]', { hasText: '护士站电脑黑屏' }).waitFor()
  await nurse.unroute('**/api/v1/tickets')
  await nurse.reload()
  await nurse.locator('[data-kept]', { hasText: '护士站电脑黑屏' }).waitFor()
  await action(nurse, 'send').click()
  await nurse.waitForURL(/\/report\/[0-9a-z]{13}$/)
  await sees(nurse, '护士站电脑黑屏')
  expect(await count()).toBe(before + 1)
  await home()
  expect(await nurse.locator('[data-kept]').count()).toBe(0)
  hospital.complaints.splice(complaints)
})

async function nothingIsCutOff(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(wide, page.url()).toBeLessThanOrEqual(0)
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, h1, h2, b, small')]
      .filter((one) => one.offsetParent && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
      .map((one) => one.textContent?.trim()),
  )
  expect(cut, page.url()).toEqual([])
}

test('narrow and wide phones, Chinese and English', { timeout: 120_000 }, async () => {
  for (const language of ['zh-CN', 'en']) {
    await nurse.evaluate((language) => localStorage.setItem('lamplight.language', language), language)
    for (const width of [320, 390, 430]) {
      await nurse.setViewportSize({ width, height: 700 })
      await home()
      await nothingIsCutOff(nurse)
      await nurse.locator('[data-ticket]').first().click()
      await nurse.locator('[data-event=opened]').waitFor()
      await nothingIsCutOff(nurse)
      await home()
      await tile(nurse, '打印机').click()
      await action(nurse, 'submit').waitFor()
      await nothingIsCutOff(nurse)
    }
  }
  await nurse.evaluate(() => localStorage.setItem('lamplight.language', 'zh-CN'))
  await nurse.setViewportSize({ width: 390, height: 844 })
})

/** Bytes on the wire until the first tile can be tapped and nothing more is under way. */
async function weigh(context: BrowserContext, encoding?: string): Promise<{ bytes: number; ms: number }> {
  const page = await context.newPage()
  const session: CDPSession = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await session.send('Network.emulateNetworkConditions', THREE_G)
  if (encoding)
    await session.send('Network.setExtraHTTPHeaders', { headers: { 'Accept-Encoding': encoding } })
  let bytes = 0
  session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength))
  session.on('Network.webSocketFrameReceived', (event) => (bytes += event.response.payloadData.length))
  const began = Date.now()
  await page.goto(`${hospital.url}/report`)
  await page.locator('[data-tile]').first().waitFor()
  const ms = Date.now() - began
  await page.waitForLoadState('networkidle')
  await sees(page, '实时')
  await page.close()
  return { bytes, ms }
}

test('the first page is light on a slow line', { timeout: 120_000 }, async () => {
  for (const encoding of [undefined, 'gzip']) {
    const { bytes, ms } = await weigh(nurse.context(), encoding)
    console.info(`first page (${encoding ?? 'as asked'}): ${bytes} bytes, first tile after ${ms} ms on 3G`)
    expect(bytes).toBeLessThan(FIRST_PAGE_BYTES_MAX)
    expect(bytes).toBeGreaterThan(20_000)
  }
})
