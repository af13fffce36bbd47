// An engineer's phone against the real program: his day; three things said without signal about two tickets, sent
// once and in order with the time of the deed; what somebody else was faster in, explained; a reload in the lift.
import type { Browser, Page, WebSocketRoute } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DirectoryView, TicketAnswer, Timeline } from '@/api/wire'
import { violations } from './axe'
import { ask } from './desk'
import { launch } from './fake'
import { Lamplight } from './lamplight'

const ENGINEER = '陈屿'
const LONG = { timeout: 20_000 }

let browser: Browser
let hospital: Lamplight
let desk: Page
let phone: Page

beforeAll(async () => {
  browser = await launch()
  hospital = await Lamplight.start(browser)
  desk = await hospital.window('dispatcher')
  phone = await hospital.window('engineer', 390, 844)
}, 150_000)
afterAll(async () => {
  await hospital?.stop()
  await browser?.close()
})

interface Row {
  id: string
  number: string
  version: number
  assignment_version: number
}

/** A report that rings at him, and is his when he has accepted it on the phone. */
async function given(summary: string, accepted = true): Promise<Row> {
  const directory = await ask<DirectoryView>(desk, 'GET', '/directory')
  const category = directory.categories.find((one) => one.leaf && one.name.includes('打印'))?.id
  const named = (name: string) => directory.people.find((one) => one.name === name)?.id
  const body = { summary, category, reporter: named('张雯'), channel: 'phone', dispatch: 'later' }
  const { ticket } = await ask<TicketAnswer>(desk, 'POST', '/tickets', body)
  await offer(ticket, named(ENGINEER))
  await phone.locator('main.ring').getByText(summary).waitFor(LONG)
  if (!accepted) return ticket
  await phone.locator('[data-action=accept]').click()
  await phone.locator('main.page h2', { hasText: summary }).waitFor(LONG)
  await back()
  return ticket
}

async function offer(ticket: Row, engineer?: string): Promise<void> {
  await desk.evaluate(
    async ([id, version, engineer]) => {
      const headers = {
        'Content-Type': 'application/json',
        'Idempotency-Key': crypto.randomUUID(),
        'If-Match': version,
      }
      const body = JSON.stringify({ engineer })
      const answer = await fetch(`/api/v1/tickets/${id}/offer`, { method: 'POST', headers, body })
      if (!answer.ok) throw new Error(await answer.text())
    },
    [ticket.id, String(ticket.assignment_version), engineer ?? ''] as const,
  )
}

const back = () => phone.getByRole('button', { name: '返回' }).click()
const opens = async (ticket: Row, summary: string) => {
  await phone.locator(`[data-ticket="${ticket.id}"]`).click()
  await phone.locator('main.page h2', { hasText: summary }).waitFor(LONG)
}
const bar = (text: string) => phone.locator('[data-outbox]', { hasText: text }).waitFor(LONG)
const noBar = () => phone.locator('[data-outbox]').waitFor({ state: 'detached', timeout: 30_000 })

/** The phone's line to the server, live and asked: no signal, and signal again. */
interface Line {
  cut(): Promise<void>
  mend(): Promise<void>
}

async function wire(page: Page): Promise<Line> {
  let off = false
  let open: WebSocketRoute[] = []
  await page.routeWebSocket('**/ws/v1', (route) => {
    if (off) return void route.close()
    route.connectToServer()
    open.push(route)
  })
  await page.reload()
  return {
    async cut() {
      off = true
      await page.context().setOffline(true)
      await Promise.all(open.map((route) => route.close()))
      open = []
    },
    async mend() {
      off = false
      await page.context().setOffline(false)
    },
  }
}

/** Asked of the page again and again until it says so. */
const polled = (check: (arg: string) => Promise<boolean>, arg = '') =>
  expect.poll(() => phone.evaluate(check, arg), LONG).toBe(true)

const own = async (ticket: Row) => {
  const { items } = await ask<Timeline>(desk, 'GET', `/tickets/${ticket.id}/timeline`)
  return items.filter((item) => item.person?.name === ENGINEER)
}

/** What a browser says about a line that is cut is no complaint. */
const complaints = () =>
  hospital.complaints.filter((one) => !/ERR_INTERNET_DISCONNECTED|WebSocket connection/.test(one))

async function completes(): Promise<void> {
  await phone.locator('[data-action=complete]').click()
  await phone.locator('[data-cause]').first().click()
  await phone.locator('[data-action=confirm]').click()
}

test('his day: rings, accepts, arrives, holds, resumes, completes', { timeout: 120_000 }, async () => {
  const ticket = await given('检验科条码打印机偏移')
  await opens(ticket, '检验科条码打印机偏移')
  await phone.locator('[data-action=arrive]').click()
  await phone.locator('main.page .tag.st-arrived').waitFor(LONG)
  await phone.locator('[data-action=hold]').click()
  await phone.locator('[data-reason=parts]').click()
  await phone.locator('[data-reason=tomorrow]').click()
  await phone.locator('main.page .tag.st-on_hold').waitFor(LONG)
  await phone.locator('[data-action=resume]').click()
  await phone.locator('[data-action=hold]').waitFor(LONG)
  await completes()
  await phone.getByText('今天做完 1 张').waitFor(LONG)
  expect(await violations(phone)).toEqual([])
  expect(complaints()).toEqual([])
})

test('without signal: kept, said so, and sent once in order', { timeout: 180_000 }, async () => {
  const [first, second] = [await given('护士站打印机不走纸'), await given('医生站打印机卡纸')]
  const line = await wire(phone)
  await phone.locator(`[data-ticket="${second.id}"]`).waitFor(LONG)
  await line.cut()
  await bar('没有信号')

  await opens(first, '护士站打印机不走纸')
  await phone.locator('[data-action=arrive]').click()
  await bar('离线，1 项待发')
  await phone.locator('main.page [data-unsent]', { hasText: '到场，未确认' }).waitFor(LONG)
  await back()
  await opens(second, '医生站打印机卡纸')
  await phone.locator('[data-action=arrive]').click()
  await back()
  await opens(first, '护士站打印机不走纸')
  await phone.locator('[data-action=complete]').click()
  await phone.locator('[data-cause]').first().click()
  await phone.getByRole('button', { name: '完成，连上后发出' }).waitFor(LONG)
  await phone.locator('[data-action=confirm]').click()
  await bar('离线，3 项待发')
  expect(await phone.locator(`[data-ticket="${first.id}"] [data-unsent]`).innerText()).toBe(
    '到场、完成，未确认',
  )
  expect(await own(first)).toHaveLength(1)
  const before = Date.now()
  await line.mend()
  await noBar()

  const [done, there] = [await own(first), await own(second)]
  expect(done.map((item) => item.event)).toEqual(['accepted', 'arrived', 'completed'])
  expect(there.map((item) => item.event)).toEqual(['accepted', 'arrived'])
  const [arrived, completed] = [done[1], done[2]]
  expect(arrived?.position).toBeLessThan(there[1]?.position ?? 0)
  expect(there[1]?.position).toBeLessThan(completed?.position ?? 0)
  for (const item of [arrived, there[1], completed]) {
    expect(Date.parse(item?.occurred_at ?? '')).toBeLessThan(before)
    expect(Date.parse(item?.occurred_at ?? '')).toBeLessThan(Date.parse(item?.at ?? ''))
  }
  await phone.getByText('今天做完 2 张').waitFor(LONG)
})

test('somebody was faster: explained until it is read', { timeout: 180_000 }, async () => {
  const ticket = await given('药房打印机掉线')
  const line = await wire(phone)
  await phone.locator(`[data-ticket="${ticket.id}"]`).waitFor(LONG)
  await line.cut()
  await bar('没有信号')
  await opens(ticket, '药房打印机掉线')
  await phone.locator('[data-action=arrive]').click()
  await completes()
  await bar('离线，2 项待发')
  await ask(desk, 'POST', `/tickets/${ticket.id}/withdraw`, { reason: 'solved_itself' })
  await line.mend()

  await phone.locator('[data-refused=arrive]').waitFor(LONG)
  await phone.locator('[data-refused=complete]', { hasText: '这一步没有发' }).waitFor(LONG)
  await noBar()
  expect((await own(ticket)).map((item) => item.event)).toEqual(['accepted'])
  await phone.reload()
  await phone.locator('[data-refused=arrive]').waitFor(LONG)
  expect(await violations(phone)).toEqual([])
  await phone.getByRole('button', { name: '知道了' }).first().click()
  await phone.getByRole('button', { name: '知道了' }).first().click()
  await phone.locator('[data-refused]').first().waitFor({ state: 'detached' })
  const conflict = new RegExp(`409 .*/tickets/${ticket.id}/arrive|status of 409`)
  expect(complaints().filter((one) => !conflict.test(one))).toEqual([])
  hospital.complaints.length = 0
})

test(
  'in the lift: the page opens with what it knew, and keeps what is said',
  { timeout: 180_000 },
  async () => {
    const summary = '挂号处打印机缺纸'
    const ticket = await given(summary)
    await polled(async () => {
      const found = await navigator.serviceWorker.getRegistration('/engineer')
      return found?.active?.state === 'activated'
    })
    const line = await wire(phone)
    await opens(ticket, summary)
    await phone.getByText(`${ENGINEER} 接单`).first().waitFor(LONG)
    await polled(async () => navigator.serviceWorker.controller !== null)
    await keptIn(summary)
    await line.cut()
    await phone.reload()

    await phone.getByText(/这是 \d\d:\d\d 的样子/).waitFor(LONG)
    await opens(ticket, summary)
    await phone.getByText(`${ENGINEER} 接单`).first().waitFor(LONG)
    await phone.locator('[data-action=arrive]').click()
    await bar('离线，1 项待发')
    await phone.reload()
    await bar('离线，1 项待发')
    await phone.locator(`[data-ticket="${ticket.id}"] [data-unsent]`).waitFor(LONG)
    await line.mend()
    await noBar()
    expect((await own(ticket)).map((item) => item.event)).toEqual(['accepted', 'arrived'])
    expect(complaints()).toEqual([])
  },
)

/** The phone has written down that the ticket is his: what a kill of the page leaves. */
const keptIn = (summary: string) =>
  polled(
    (summary) =>
      new Promise<boolean>((done) => {
        const opening = indexedDB.open('lamplight-phone')
        opening.onsuccess = () => {
          const asked = opening.result.transaction('kept').objectStore('kept').get('feed')
          asked.onsuccess = () => {
            const tickets = (asked.result?.tickets ?? []) as { summary: string; owner?: unknown }[]
            done(tickets.some((one) => one.summary === summary && one.owner))
          }
          asked.onerror = () => done(false)
        }
      }),
    summary,
  )

test('two devices: answered on one, silent on the other', { timeout: 120_000 }, async () => {
  const tablet = await hospital.window('engineer', 430, 932)
  const ticket = await given('放射科胶片打印机报错', false)
  await tablet.locator('main.ring').waitFor(LONG)
  await phone.locator('[data-action=accept]').click()
  await tablet.locator('main.ring').waitFor({ state: 'detached', timeout: 2_000 })
  await tablet.locator(`[data-ticket="${ticket.id}"]`).waitFor(LONG)
  expect(complaints()).toEqual([])
  await tablet.close()
})

test('nothing stays on the phone after he has left', { timeout: 120_000 }, async () => {
  if (await phone.getByRole('button', { name: '返回' }).isVisible()) await back()
  await phone.locator('[data-action=me]').click()
  await phone.locator('[data-reason=logout]').click()
  await phone.waitForURL((url) => url.pathname === '/login')
  const kept = await phone.evaluate(
    () =>
      new Promise<number>((done) => {
        const opening = indexedDB.open('lamplight-phone')
        opening.onsuccess = () => {
          const asked = opening.result.transaction('kept').objectStore('kept').count()
          asked.onsuccess = () => done(asked.result)
        }
      }),
  )
  expect(kept).toBe(0)
  expect(await phone.evaluate(() => localStorage.getItem('lamplight.kept'))).toBeNull()
})
