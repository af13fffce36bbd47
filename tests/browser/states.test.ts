// The states that a screen must show honestly, on the built pages with a server that the test plays: empty,
// stale, cut off, forbidden, refused, ten thousand rows.
import type { Server } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Role, Row } from '@/api/wire'
import { boardRows, id, tickets } from '../../ui/test/hospital'
import { fake, launch, servePages, type Fake } from './fake'

let browser: Browser
let server: Server
let url: string
let page: Page

beforeAll(async () => {
  browser = await launch()
  ;({ server, url } = await servePages())
})
afterAll(async () => {
  await browser.close()
  server.close()
})
afterEach(() => page.context().close())

async function opens(role: Role, path: string, rows?: Row[]): Promise<Fake> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  })
  page = await context.newPage()
  await page.addInitScript(() => localStorage.setItem('lamplight.logged_in', 'yes'))
  const state = await fake(page, role, rows)
  await page.goto(url + path)
  return state
}
const sees = (text: string) => page.getByText(text).first().waitFor({ timeout: 20_000 })

test('nobody waits', async () => {
  await opens('dispatcher', '/console', [])
  await sees('没有人在等')
  await sees('没有人在岗')
})

test('cut off: said loudly, commands are off, and it tries again', async () => {
  const state = await opens('dispatcher', '/console')
  await page.locator('.row').first().click()
  await page.locator('[data-action=offer]').waitFor()
  state.cut()
  await sees('已断开')
  expect(await page.locator('[data-action=offer]').isDisabled()).toBe(true)
  await sees('现在重连')
})

test('the wall says that its figures are old', { timeout: 40_000 }, async () => {
  const state = await opens('screen', '/wall')
  await page.locator('[data-figure=late] strong').waitFor()
  state.cut()
  await sees('正在重连')
})

test('a screen that the role does not have', async () => {
  await opens('engineer', '/console')
  await sees('你的角色看不到服务台')
  await page.goto(`${url}/overview`)
  await sees('你的角色看不到总览')
})

const ENDED = {
  status: 401,
  json: { type: '', title: 'x', status: 401, code: 'login-required' },
}

test('a login that has ended leads to the next one, and back to where one was', async () => {
  await opens('dispatcher', '/console')
  await page.route('**/release', (route) => route.fulfill(ENDED))
  await page.getByText('标签打印机不出纸').first().click()
  await page.locator('.actions .el-dropdown button').click()
  await page.getByText('收回').first().click()
  await page.waitForURL(/\/login\?to=\/console/)
})

test('a report whose login has ended is kept for after the next one', async () => {
  await opens('reporter', '/report', [])
  await page.route('**/api/v1/tickets', (route) => route.fulfill(ENDED))
  await page.locator('[data-tile]').first().click()
  await page.locator('textarea').fill('腕带打不出来')
  await page.locator('[data-action=submit]').click()
  await page.waitForURL(/\/login/)
  await page.goto(`${url}/report`)
  await page.locator('[data-kept]', { hasText: '腕带打不出来' }).waitFor()
})

test('a report that cannot be fetched says so, and is asked for again', async () => {
  await opens('reporter', `/report/${tickets[0]?.id}`, [])
  let refused = 0
  await page.route('**/api/v1/tickets/*/progress', (route) => {
    refused += 1
    return route.abort()
  })
  await page.reload()
  // The page asks by itself at its start and when it has become live; from then on only the button asks.
  await expect.poll(() => refused, { timeout: 20_000 }).toBe(2)
  const again = page.locator('[data-failed] button')
  await again.waitFor()
  await page.unroute('**/api/v1/tickets/*/progress')
  await again.click()
  await page.locator('[data-stage]').waitFor()
})

test('a refused command is said in words and changes nothing', async () => {
  await opens('dispatcher', '/console')
  await page.route('**/release', (route) =>
    route.fulfill({
      status: 409,
      json: { type: '', title: 'x', status: 409, code: 'not-owned', params: { stage: 'unassigned' } },
    }),
  )
  await page.getByText('标签打印机不出纸').first().click()
  await page.locator('.actions .el-dropdown button').click()
  await page.getByText('收回').first().click()
  await sees('这张单还没有人接，现在未分配')
})

test('undo pressed before the answer has come means the command that it will answer', async () => {
  const state = await opens('dispatcher', '/console')
  let answer: () => void = () => undefined
  const held = new Promise<void>((done) => (answer = done))
  await page.route('**/release', async (route) => {
    await held
    await route.fallback()
  })
  await page.getByText('标签打印机不出纸').first().click()
  await page.locator('.actions .el-dropdown button').waitFor()
  const asked = page.waitForRequest('**/release')
  await page.keyboard.press('l')
  await asked
  await page.keyboard.press('z')
  answer()
  await expect.poll(() => state.asked.some((one) => one.path.endsWith('/undo'))).toBe(true)
})

test('ten thousand rows: few are drawn', async () => {
  const many = Array.from({ length: 10_284 }, (_, n): Row => {
    const model = tickets[9]
    if (!model) throw new Error('no ticket to copy')
    return { row: 'ticket', ...model, id: id('m', n), number: `20261124-${n}` }
  })
  const state = await opens('dispatcher', '/console', [...boardRows, ...many])
  await sees('在办 10298')
  expect(await page.locator('.row').count()).toBeLessThan(60)
  expect(state.errors).toEqual([])
})

test('on a phone the alerts show ticket and button, the board its summaries', async () => {
  const state = await opens('supervisor', '/console')
  await page.setViewportSize({ width: 390, height: 844 })
  const inside = async (selector: string) => {
    const place = await page.locator(selector).first().boundingBox()
    expect(place && place.width > 40 && place.x >= 0 && place.x + place.width <= 390).toBe(true)
  }
  await page.locator('[data-acknowledge]').first().waitFor()
  await inside('[data-acknowledge]')
  await inside('.alerts .what b')
  await inside('.alerts .what small')
  await page.locator('.rail button').first().click()
  await inside('.row .lines b')
  expect(state.errors).toEqual([])
})

test('a ring while something is filled in: a bar above, nothing typed is lost', async () => {
  const mine = tickets[9]
  const other = tickets[3]
  if (!mine || !other?.offer || !mine.owner) throw new Error('no tickets to ring with')
  const state = await opens('engineer', '/engineer', [{ row: 'ticket', ...mine }])
  await page.locator(`[data-ticket="${mine.id}"]`).click()
  await page.locator('[data-action=complete]').click()
  await page.locator('textarea').fill('换了走纸轮')
  const { id: offer, attempt, transfer, offered_at, accept_by } = other.offer
  const { id: ticket, number, priority, summary, place } = other
  const offered = { offer, attempt, transfer, offered_at, accept_by }
  state.send({
    type: 'ring',
    ring: { ...offered, ticket, number, priority, summary, place, category: '硬件' },
  })
  await page.locator('[data-ring]').click()
  await page.locator('[data-action=decline]').waitFor()
  expect(await page.locator('textarea').isVisible()).toBe(false)
  state.send({ type: 'hush', offer, why: 'accepted' })
  await page.locator('textarea').waitFor()
  expect(await page.locator('textarea').inputValue()).toBe('换了走纸轮')
  expect(state.errors).toEqual([])
})
