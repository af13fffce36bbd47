// The supervisor's page and the alerts that follow him: the sentence, the worst on top, one action each; what
// has left is handed over; elsewhere a card says what has risen until somebody has seen it.
import type { Server } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AlertRow, Role, Row } from '@/api/wire'
import { alerts, at, boardRows, id, NOW, people } from '../../ui/test/hospital'
import { groupLoads } from '../../ui/test/overview'
import { fake, launch, servePages, type Fake } from './fake'

let browser: Browser
let server: Server
let url: string

beforeAll(async () => {
  browser = await launch()
  ;({ server, url } = await servePages())
})
afterAll(async () => {
  await browser?.close()
  server?.close()
})

const late = alerts[0] as AlertRow
const soon: AlertRow = {
  ...late,
  ticket: id('t', 77),
  number: '20261124-077',
  summary: 'PACS 调阅慢，CT 图像要等一分钟',
  kind: 'resolve_soon',
  level: 0,
  since: at(-3),
  due_at: at(9),
  repeat_s: 300,
}
const away = people[11]
if (!away) throw new Error('nobody is away')
const rows: Row[] = [
  ...boardRows,
  { row: 'alert', ...soon },
  { row: 'groups', ...groupLoads },
  { row: 'person', ...away, hand_over: [{ id: id('t', 79), name: '1124-079' }] },
]

async function open(role: Role, path: string, shown: Row[] = rows, width = 1440): Promise<[Page, Fake]> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const said = await fake(page, role, shown)
  await page.addInitScript(() => localStorage.setItem('lamplight.logged_in', 'yes'))
  await page.goto(`${url}${path}`)
  return [page, said]
}

test('a sentence, the worst on top, and Y acknowledges it', async () => {
  const [page, said] = await open('supervisor', '/overview')
  await page.getByRole('heading', { name: '2 张要你管，其中 1 张没人能接；再过 9 分还有 1 张' }).waitFor()
  const first = page.locator('article[data-alert]').first()
  expect(await first.getAttribute('data-alert')).toBe(late.number)
  await page.keyboard.press('y')
  await expect.poll(() => said.asked.filter((one) => one.path.endsWith('/acknowledge')).length).toBe(1)
  const asked = said.asked.find((one) => one.path.endsWith('/acknowledge'))
  expect([asked?.path, asked?.body]).toEqual([`/tickets/${late.ticket}/acknowledge`, { level: 1 }])
  expect(said.errors).toEqual([])
  await page.context().close()
})

test('every figure opens its tickets; only a dispatcher releases', async () => {
  const [page] = await open('supervisor', '/overview')
  const hand = page.locator('[data-panel=hand-over]')
  await hand.getByText('马骁').waitFor()
  expect(await hand.getByRole('button', { name: '收回' }).count()).toBe(0)
  await page.locator('[data-panel=gaps]').getByText('手麻系统').waitFor()
  await page.locator('[data-panel=returns] summary', { hasText: '手上忙' }).click()
  await page.getByRole('link', { name: '1124-071' }).first().click()
  await page.waitForURL(/\/console\?ticket=/)
  await page.locator('.pane').waitFor()
  await page.context().close()

  const [desk, said] = await open('dispatcher', '/overview')
  await desk.locator('[data-panel=hand-over]').getByRole('button', { name: '收回' }).click()
  await expect.poll(() => said.asked.some((one) => one.path === `/tickets/${id('t', 79)}/release`)).toBe(true)
  await desk.context().close()
})

test('elsewhere a card says what has risen, until somebody has seen it', async () => {
  const [page, said] = await open('supervisor', '/console', boardRows)
  await page.locator('.strip').waitFor()
  const cards = page.locator('aside [data-alert]')
  expect(await cards.count()).toBe(0)
  expect(await page.title()).toBe('(2) Lamplight')
  const send = (prev: number, alert: AlertRow) =>
    said.send({
      type: 'rows',
      audience: 'board',
      prev,
      position: prev + 1,
      now: new Date(NOW).toISOString(),
      rows: [{ row: 'alert', ...alert }],
    })
  send(9, soon)
  await cards.getByText(soon.summary).waitFor()
  expect(await page.title()).toBe('(3) Lamplight')
  await cards.getByRole('button', { name: '先放一边' }).click()
  await expect.poll(() => cards.count()).toBe(0)
  const missed: AlertRow = { ...soon, kind: 'resolve_overdue', level: 1, repeat_s: null }
  send(10, missed)
  await cards.getByText('解决超时').waitFor()
  send(11, { ...missed, acknowledged: true, open: false, sounds: false, action: 'open' })
  await expect.poll(() => cards.count()).toBe(0)
  expect(await page.title()).toBe('(2) Lamplight')
  expect(said.errors).toEqual([])
  await page.context().close()
})

test('offline it says so and gives no commands', async () => {
  const [page, said] = await open('supervisor', '/overview')
  const acknowledge = page.locator(`[data-acknowledge="${late.ticket}"]`)
  await acknowledge.waitFor()
  said.cut()
  await page.getByText(/断线 \d+ 秒/).waitFor()
  await expect.poll(() => acknowledge.isDisabled()).toBe(true)
  await page.context().close()
})

test('nothing to do is said as the good thing it is', async () => {
  const [page] = await open('supervisor', '/overview', [])
  await page.getByText('没有要你管的').waitFor()
  await page.getByText('没有要交接的').waitFor()
  await page.context().close()
})

test('on a phone nothing is cut off sideways', async () => {
  const [page] = await open('supervisor', '/overview', rows, 390)
  await page.locator('article[data-alert]').first().waitFor()
  const wide = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth)
  expect(wide).toBeLessThanOrEqual(0)
  await page.context().close()
})
