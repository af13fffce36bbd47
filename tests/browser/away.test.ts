// A phone that was away while its ring went on to somebody else: back again, it is silent and offers nothing
// to accept. Against the real program on a fast clock.
import type { Browser, Page, WebSocketRoute } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DirectoryView, TicketAnswer } from '@/api/wire'
import { launch } from './fake'
import { Lamplight } from './lamplight'

/** A ring of five minutes is over in ten seconds. */
const RATE = 30
const RINGS = '派给你一张单'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
})

/** A report of her own ward, by the page that is open. */
const reports = (page: Page, summary: string) =>
  page.evaluate(async (summary) => {
    const directory = (await (await fetch('/api/v1/directory')).json()) as DirectoryView
    const category = directory.categories.find((one) => one.leaf && one.name.includes('打印'))?.id
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() }
    const body = JSON.stringify({ category, summary, channel: 'page', patient_waiting: false })
    const answer = await fetch('/api/v1/tickets', { method: 'POST', headers, body })
    return (await answer.json()) as TicketAnswer
  }, summary)

/** The page's live connection, to be cut and given back: being offline alone leaves an open socket open. */
async function wire(page: Page): Promise<{ cut(): Promise<void>; mend(): void }> {
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
      await Promise.all(open.map((route) => route.close()))
      open = []
    },
    mend: () => (off = false),
  }
}

const rungAt = (page: Page, ticket: string) =>
  page.evaluate(async (ticket) => {
    const answer = (await (await fetch(`/api/v1/tickets/${ticket}`)).json()) as TicketAnswer
    return answer.ticket.offer?.engineer.name ?? null
  }, ticket)

test('back after the ring went on, the phone is silent', { timeout: 180_000 }, async () => {
  const hospital = await Lamplight.start(browser, true, ['--rate', String(RATE)])
  try {
    const desk = await hospital.window('dispatcher')
    const nurse = await hospital.window('reporter', 390, 844)
    const phone = await hospital.window('engineer', 390, 844)
    const line = await wire(phone)
    const summary = '护士站打印机不走纸'
    const { ticket } = await reports(nurse, summary)
    const first = ticket.offer?.engineer.name
    await phone.getByText(RINGS).first().waitFor()

    await line.cut()
    const next = expect.poll(() => rungAt(desk, ticket.id), { timeout: 90_000, interval: 500 })
    await next.toSatisfy((name) => name !== null && name !== first)
    expect(await phone.getByText(RINGS).count()).toBeGreaterThan(0)
    line.mend()

    await phone.getByText(RINGS).first().waitFor({ state: 'hidden', timeout: 30_000 })
    expect(await phone.getByText(summary).count()).toBe(0)
    expect(await phone.getByRole('button', { name: '接单', exact: true }).count()).toBe(0)
  } finally {
    await hospital.stop()
  }
})
