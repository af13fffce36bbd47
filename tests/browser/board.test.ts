// The board by keyboard and by mouse, on the built pages with a server that the test plays: search, kanban and
// carrying, own filters, unread marks, rows that wait, one act on many with one undo.
import type { Server } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Row, TicketRow } from '@/api/wire'
import { at, id, people, tickets } from '../../ui/test/hospital'
import { fake, launch, servePages, type Fake } from './fake'

let browser: Browser
let server: Server
let url: string
let page: Page
let state: Fake
let position = 9

beforeAll(async () => {
  browser = await launch()
  ;({ server, url } = await servePages())
})
afterAll(async () => {
  await browser.close()
  server.close()
})
afterEach(async () => {
  expect(state.errors).toEqual([])
  await page.context().close()
})

async function opens(): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  })
  page = await context.newPage()
  await page.addInitScript(() => localStorage.setItem('lamplight.logged_in', 'yes'))
  state = await fake(page, 'dispatcher')
  position = 9
  await page.goto(`${url}/console`)
  await page.locator('.row').first().waitFor()
}

function changes(...rows: Row[]): void {
  const prev = position
  position += 1
  state.send({ type: 'rows', audience: 'board', prev, position, now: at(0), rows })
}
const named = (words: string) => tickets.find((one) => one.summary.includes(words)) as TicketRow
const newcomer = (n: number, change: Partial<TicketRow> = {}): Row => ({
  row: 'ticket',
  ...named('手麻'),
  id: id('n', n),
  number: `20261124-2${String(n).padStart(2, '0')}`,
  opened_at: at(0.5),
  version: 1,
  summary: `新来的 ${n}`,
  ...change,
})
const row = (words: string) => page.locator('.row', { hasText: words })
const commands = (verb: string) =>
  state.asked.filter(({ method, path }) => method === 'POST' && path.endsWith(verb))

test('the palette finds by initials and by number, and opens by Enter; commands too', async () => {
  await opens()
  await page.keyboard.press('/')
  await page.locator('[data-hit=command]').first().waitFor()
  await page.keyboard.type('xnk')
  await page.locator('[data-hit=ticket]', { hasText: '标签打印机' }).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.pane h2', { hasText: '标签打印机' }).waitFor()

  await page.keyboard.press('Control+k')
  await page.locator('.palette input').fill('075')
  await page.locator('[data-hit=ticket]', { hasText: '输血系统' }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.pane h2', { hasText: '输血系统' }).waitFor()

  await page.keyboard.press('/')
  await page.locator('.palette input').fill('换成看板')
  await page.locator('[data-hit=command]').first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('[data-kanban]').waitFor()
})

test('an older ticket is found by the server; when that fails it is said and can be tried again', async () => {
  await opens()
  const older = { ...named('卡纸'), id: id('o', 1), number: '20260301-007', summary: '三月的旧单' }
  let broken = true
  await page.route('**/api/v1/tickets?*', (route) =>
    broken ? route.abort() : route.fulfill({ json: { items: [older], next: null } }),
  )
  await page.keyboard.press('/')
  await page.locator('.palette input').fill('旧单')
  await page.getByText('更早的单没取到').waitFor()
  broken = false
  state.errors.length = 0
  await page.locator('.palette').getByText('再试一次').click()
  await page.locator('[data-hit=ticket]', { hasText: '三月的旧单' }).waitFor()
})

test('kanban: carried to a person it is offered to him, dimmed until the server has answered', async () => {
  await opens()
  await page.keyboard.press('v')
  const ticket = named('手麻')
  const card = page.locator(`[data-column=unassigned] [data-ticket="${ticket.id}"]`)
  await card.waitFor()
  let answer: () => void = () => undefined
  const answered = new Promise<void>((done) => (answer = done))
  await page.route('**/offer', async (route) => {
    await answered
    await route.fulfill({ json: { ticket: { ...ticket, version: 4 }, position: 10 } })
  })
  const him = page.locator(`[data-person="${people[1]?.id}"]`)
  const transfer = await page.evaluateHandle(() => new DataTransfer())
  await card.dispatchEvent('dragstart', { dataTransfer: transfer })
  await page.locator('.person', { hasText: '满载' }).first().waitFor()
  await him.dispatchEvent('dragenter', { dataTransfer: transfer })
  await page.locator('.tip', { hasText: '派给 吴桐：能接，但不是最合适' }).waitFor()
  await page.locator('.tip', { hasText: '更合适：陈屿' }).waitFor()
  const asked = page.waitForRequest('**/offer')
  await him.dispatchEvent('drop', { dataTransfer: transfer })
  expect((await asked).headers()['if-match']).toBe(String(ticket.assignment_version))
  await page.locator('.card.sending').waitFor()
  answer()
  await page.locator('.toasts', { hasText: '已派给 吴桐' }).waitFor()
  await page.locator('.card.sending').waitFor({ state: 'detached' })
})

test('a filter of one’s own: saved, counted, turned to, still there after a reload', async () => {
  await opens()
  await page.locator('[data-filters]').click()
  await page.locator('#filter-name').fill('打印')
  await page.locator('#filter-text').fill('打印机')
  await page.locator('[data-save]').click()
  const tab = page.locator('[data-filter="own:打印"]')
  await tab.filter({ hasText: '打印 1' }).waitFor()
  expect(await page.locator('.row').count()).toBe(1)
  await page.keyboard.press(']')
  await page.locator('[data-filter=open][aria-selected=true]').waitFor()
  await page.reload()
  await tab.filter({ hasText: '打印 1' }).waitFor()
})

test('unread: what others open or change is marked, opening reads it, a reload keeps it', async () => {
  await opens()
  changes(newcomer(1))
  await row('新来的 1').locator('.dot').waitFor()
  await page.locator('[data-filter=unread]', { hasText: '未读 1' }).waitFor()
  await row('新来的 1').click()
  await page.locator('[data-filter=unread]', { hasText: '未读 0' }).waitFor()
  await page.keyboard.press('Escape')
  await page.reload()
  await page.locator('.row').first().waitFor()
  position = 9
  changes(newcomer(1), newcomer(2))
  await row('新来的 2').locator('.dot').waitFor()
  expect(await row('新来的 1').locator('.dot').count()).toBe(0)
  changes(newcomer(1, { version: 2 }))
  await row('新来的 1').locator('.dot').waitFor()
})

test('with a row chosen in the middle new rows wait above; shown when asked', async () => {
  await opens()
  await row('标签打印机').click()
  await page.locator('.row.chosen').waitFor()
  const before = await row('标签打印机').boundingBox()
  changes(newcomer(1), newcomer(2), {
    row: 'ticket',
    ...named('标签打印机'),
    version: 9,
    summary: '改过的话',
  })
  await page.locator('[data-fresh]', { hasText: '上面新到 2 张' }).waitFor()
  await row('改过的话').waitFor()
  expect(await row('新来的').count()).toBe(0)
  expect((await row('改过的话').boundingBox())?.y).toBe(before?.y)
  await page.keyboard.press('f')
  await row('新来的 2').waitFor()
})

test('many at once by keyboard: single commands, who is refused is named, one undo for the rest', async () => {
  await opens()
  const refused = named('LIS')
  await page.route('**/hold', (route) => {
    const ticket = tickets.find((one) => route.request().url().includes(one.id)) as TicketRow
    return ticket.id === refused.id
      ? route.fulfill({
          status: 409,
          json: { type: '', title: 'x', status: 409, code: 'already-on-hold', params: {} },
        })
      : route.fulfill({ json: { ticket: { ...ticket, version: 4 }, position: 10 } })
  })
  await row('输血系统').click()
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+J')
  await page.keyboard.press('Shift+J')
  await page.getByText('选了 3 张').waitFor()
  await page.keyboard.press('h')
  await page.locator('[data-bulk-go]', { hasText: '挂起 3 张' }).click()
  await page.locator('.failures', { hasText: '1124-076' }).waitFor()
  await page.locator('.toasts', { hasText: '2 张已挂起' }).waitFor()
  const held = commands('/hold')
  expect(new Set(held.map(({ headers }) => headers['idempotency-key'])).size).toBe(held.length)
  // The page says of the refusal what the browser says of every 409.
  state.errors.length = 0
  await page.keyboard.press('z')
  await page.locator('.toasts', { hasText: '撤销' }).waitFor()
  await expect.poll(() => commands('/undo').length).toBe(2)
  expect(commands('/undo').map(({ body }) => body)).toEqual([{ version: 4 }, { version: 4 }])
})

test('the sheet of keys says what the keys do', async () => {
  await opens()
  await page.keyboard.press('?')
  await page.locator('.el-dialog', { hasText: '往下连着选' }).waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.el-dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.locator('.rail .on', { hasText: '要管的' }).waitFor()
})
