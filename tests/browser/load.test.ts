// What the console costs when very much goes on: ten thousand live tickets, two hundred changed rows a
// second. Prints what it measured; fails only on what must never be (errors, a page that grows). How long it
// runs is `LAMPLIGHT_SECONDS`.
import type { Server } from 'node:http'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Row, TicketRow } from '@/api/wire'
import { boardRows, id, NOW, people, tickets } from '../../ui/test/hospital'
import { fake, launch, servePages, type Fake } from './fake'

const SECONDS = Number(process.env.LAMPLIGHT_SECONDS ?? 10)
const TICKETS = 10_000
const FRAMES_A_SECOND = 20
const ROWS_A_FRAME = 10
const NODES_MAX = 3_000

let browser: Browser
let server: Server
let url: string

beforeAll(async () => {
  browser = await launch()
  ;({ server, url } = await servePages())
})
afterAll(async () => {
  await browser.close()
  server.close()
})

const LIVE = tickets.filter((one) => !one.ended_at)

/** The nth ticket of the load, in its nth state: stages go round, so that rows move between groups. */
function row(n: number, version: number): Row {
  const model = LIVE[(n + version) % LIVE.length] as TicketRow
  return { row: 'ticket', ...model, id: id('m', n), number: `20261124-${1_000 + n}`, version }
}

interface Measure {
  layout: number
  style: number
  task: number
  nodes: number
  heapMb: number
}

async function measure(page: Page, cdp: CDPSession): Promise<Measure> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0
  return {
    layout: of('LayoutDuration') * 1_000,
    style: of('RecalcStyleDuration') * 1_000,
    task: of('TaskDuration') * 1_000,
    nodes: await page.evaluate(() => document.querySelectorAll('*').length),
    heapMb: of('JSHeapUsedSize') / 1_048_576,
  }
}

/** Milliseconds of JavaScript, by samples: the counter of the browser leaves out what a test sends in. */
async function sampled(cdp: CDPSession): Promise<number> {
  const { profile } = await cdp.send('Profiler.stop')
  const resting = new Set(
    profile.nodes
      .filter(({ callFrame }) => ['(idle)', '(program)', '(root)'].includes(callFrame.functionName))
      .map((node) => node.id),
  )
  const deltas = profile.timeDeltas ?? []
  const busy = (profile.samples ?? []).reduce(
    (sum, node, at) => (resting.has(node) ? sum : sum + (deltas[at] ?? 0)),
    0,
  )
  return busy / 1_000
}

/** A frame of changed rows; now and then a ticket goes and a new one comes, so that the number stays. */
function changed(frame: number, versions: Map<number, number>, first: number): Row[] {
  const rows: Row[] = []
  for (let at = 0; at < ROWS_A_FRAME - 2; at += 1) {
    const n = first + 1 + ((frame * 7_919 + at * 104_729) % (TICKETS - 1))
    const version = (versions.get(n) ?? 3) + 1
    versions.set(n, version)
    rows.push(row(n, version))
  }
  rows.push({ row: 'gone', kind: 'ticket', id: id('m', first) }, row(first + TICKETS, 1))
  const person = people[frame % people.length]
  if (person) rows.push({ row: 'person', ...person, load: (frame * 13) % 120 })
  return rows
}

/** From second `from` to second `to` of the load, at the pace of the wall's clock. */
async function pour(state: Fake, versions: Map<number, number>, from: number, to: number): Promise<void> {
  const began = performance.now()
  for (let frame = from * FRAMES_A_SECOND; frame < to * FRAMES_A_SECOND; frame += 1) {
    const at = (frame * 1_000) / FRAMES_A_SECOND
    const due = began + at - from * 1_000
    await new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())))
    const now = new Date(NOW + at).toISOString()
    const rows = changed(frame, versions, frame)
    const position = 10 + frame
    state.send({ type: 'rows', audience: 'board', prev: position - 1, position, now, rows })
  }
}

async function opened(kanban: boolean): Promise<{ page: Page; state: Fake; cdp: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(
    (layout) => {
      localStorage.setItem('lamplight.logged_in', 'yes')
      localStorage.setItem('lamplight.layout', layout)
      const tasks: number[] = []
      Object.assign(window, { tasks })
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration))).observe({
        type: 'longtask',
      })
    },
    kanban ? 'kanban' : 'list',
  )
  const rows = Array.from({ length: TICKETS }, (_, n) => row(n, 3))
  const state = await fake(page, 'dispatcher', [...boardRows.filter((one) => one.row !== 'ticket'), ...rows])
  const cdp = await context.newCDPSession(page)
  await cdp.send('Performance.enable')
  await page.goto(`${url}/console`)
  await page.locator('[role=tab]', { hasText: '10000' }).first().waitFor({ timeout: 60_000 })
  return { page, state, cdp }
}

test.each([
  ['list', false],
  ['kanban', true],
] as const)('%s: what it costs', { timeout: (SECONDS + 90) * 1_000 }, async (name, kanban) => {
  const { page, state, cdp } = await opened(kanban)
  const versions = new Map<number, number>()
  await pour(state, versions, 0, 2)
  await page.evaluate(() => ((window as unknown as { tasks: number[] }).tasks.length = 0))
  const before = await measure(page, cdp)
  await cdp.send('Profiler.enable')
  await cdp.send('Profiler.start')
  await pour(state, versions, 2, 2 + SECONDS)
  const script = await sampled(cdp)
  const after = await measure(page, cdp)
  const long = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks)
  const a = (value: number) => (value / SECONDS).toFixed(0)
  process.stdout.write(
    `${name}, ${SECONDS} s: script ${a(script)} ms/s, ` +
      `layout ${a(after.layout - before.layout)} ms/s, style ${a(after.style - before.style)} ms/s, ` +
      `tasks ${a(after.task - before.task)} ms/s, over 50 ms: ${long.length}` +
      ` (longest ${Math.max(0, ...long).toFixed(0)} ms), nodes ${before.nodes} -> ${after.nodes}, ` +
      `heap ${before.heapMb.toFixed(1)} -> ${after.heapMb.toFixed(1)} MB\n`,
  )
  expect(state.errors).toEqual([])
  expect(after.nodes).toBeLessThan(NODES_MAX)
  await page.context().close()
})
