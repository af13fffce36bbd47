// The wall for a long time at a fast rate: what stays of the heap after a collection, how many nodes the page
// has, how much of the main thread it takes. Runs only when `SOAK_MINUTES` says how long (`npm run soak`).
import type { CDPSession, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { launch } from './fake'
import { Lamplight } from './lamplight'

const minutes = Number(process.env.SOAK_MINUTES ?? 0)
/** Hospital's seconds a second. */
const RATE = process.env.SOAK_RATE ?? '60'
const MINUTE = 60_000
/** The page has read its code and its first figures by then. */
const SETTLE = 2
const MB = 1_048_576

interface Measure {
  heap: number
  nodes: number
  listeners: number
  /** Seconds of the processor that the main thread took, and of life, since the page began. */
  work: number
  time: number
}

async function measure(wall: Page, devtools: CDPSession): Promise<Measure> {
  await devtools.send('HeapProfiler.collectGarbage')
  const { metrics } = await devtools.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0
  return {
    heap: of('JSHeapUsedSize'),
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
    work: of('TaskDuration'),
    time: (await wall.evaluate(() => performance.now())) / 1_000,
  }
}

const share = (from: Measure, to: Measure) => (to.work - from.work) / (to.time - from.time)

test.runIf(minutes > 0)('nothing grows', { timeout: (minutes + 10) * MINUTE }, async () => {
  const browser = await launch()
  const hospital = await Lamplight.start(browser, false, ['--rate', RATE])
  try {
    const wall = await hospital.window('screen', 1920, 1080)
    await wall.locator('[data-panel=lights] svg').waitFor()
    const devtools = await wall.context().newCDPSession(wall)
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    const minute = async (ms = MINUTE) => {
      const until = (await wall.evaluate(() => performance.now())) + ms
      await wall.waitForFunction((until) => performance.now() > until, until, { polling: 1_000, timeout: 0 })
      return measure(wall, devtools)
    }
    const told: string[] = []
    let before = await minute(SETTLE * MINUTE)
    const first = before
    const shares: number[] = []
    for (let at = 1; at <= minutes; at++) {
      const now = await minute()
      const part = share(before, now)
      shares.push(part)
      const heap = `${(now.heap / MB).toFixed(1)} MB`
      told.push(`${at} min: heap ${heap}, ${now.nodes} nodes, thread ${(part * 100).toFixed(1)} %`)
      process.stdout.write(`${told[told.length - 1]}\n`)
      before = now
    }
    expect(before.heap).toBeLessThan(first.heap * 1.5 + 5 * MB)
    expect(before.nodes).toBeLessThan(first.nodes * 1.5)
    expect(before.listeners).toBeLessThan(first.listeners * 1.5)
    expect(shares[shares.length - 1]).toBeLessThan((shares[0] ?? 0) * 1.5 + 0.05)
    expect(await hospital.nothingReloaded()).toBe(true)
    expect(hospital.complaints).toEqual([])
  } finally {
    await hospital.stop()
    await browser.close()
  }
})
