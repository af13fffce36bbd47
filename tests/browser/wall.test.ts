// The wall against the real program: what it writes is what the log gives (`lamplight check --figures`), every
// chart is drawn, it says when its figures are old and comes back alone, takes a new build, and nothing is cut
// off on any screen or in any language.
import type { Browser, Page, WebSocketRoute } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violations } from './axe'
import type { Charts, Figures } from '@/api/wire'
import { launch } from './fake'
import { Lamplight } from './lamplight'

const PANELS = ['categories', 'systems', 'departments', 'engineers', 'days', 'kinds', 'channels', 'lights']
type Counted = { figures: Figures; charts: Charts }
const LATE = { timeout: 30_000 }

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

const bare = (text: string | null) => (text ?? '').replace(/\s+/g, '')

/** Boxes that show less than they hold, up and down or sideways, and what hangs over the screen's edge. */
function cutOff(): string[] {
  const boxes = [...document.querySelectorAll<HTMLElement>('main, main *')]
  const over = ({ left, right, top, bottom }: DOMRect) =>
    left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1
  const narrow = (box: HTMLElement) => box.clientWidth > 0 && box.scrollWidth > box.clientWidth + 1
  return boxes
    .filter((box) => !box.closest('.visually-hidden, svg') && !box.closest('.strip p'))
    .filter((box) => narrow(box) || (box.tagName !== 'MAIN' && over(box.getBoundingClientRect())))
    .map((box) => `${box.tagName}.${box.className} ${box.textContent?.slice(0, 40)}`)
}

/** Texts of the drawings that lie on one another or leave their panel. */
function clash(): string[] {
  return [...document.querySelectorAll('[data-panel] svg')].flatMap((svg) => {
    const frame = svg.getBoundingClientRect()
    const texts = [...svg.querySelectorAll('text')].filter((text) => text.textContent?.trim())
    const boxes = texts.map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
    const out = boxes.filter(({ box }) => box.left < frame.left - 12 || box.right > frame.right + 12)
    const on = boxes.flatMap((one, at) =>
      boxes.slice(at + 1).filter(({ box }) => {
        const wide = Math.min(one.box.right, box.right) - Math.max(one.box.left, box.left)
        const high = Math.min(one.box.bottom, box.bottom) - Math.max(one.box.top, box.top)
        return wide > 4 && high > box.height / 2
      }),
    )
    return [...out, ...on].map(({ text }) => text ?? '')
  })
}

/** Every figure of the log that the wall does not write; as far as can be read off the page. */
async function missing(page: Page, { figures, charts }: Counted): Promise<string[]> {
  const wrong: string[] = []
  const says = (where: string, text: string, expected: string) =>
    text.includes(bare(expected)) || wrong.push(`${where}: ${expected} not in ${text}`)
  const tile = async (name: string, ...expected: string[]) => {
    const text = bare(await page.locator(`[data-figure=${name}]`).textContent())
    for (const one of expected) says(name, text, one)
  }
  const drawing = async (name: string, ...expected: string[]) => {
    const text = bare(await page.locator(`[data-panel=${name}]`).textContent())
    for (const one of expected) says(name, text, one)
  }
  await tile('unassigned', `未分配${figures.unassigned}`)
  await tile('late', `超时${figures.overdue}`)
  await tile('in_progress', `${figures.on_duty}人在岗${figures.in_progress}`)
  await tile('in_progress', `响铃${figures.ringing}·挂起${figures.on_hold}`)
  await tile('opened', `已完成${figures.completed_today}${figures.opened_today}`)

  const today = charts.days.at(-1)
  const yesterday = charts.days.at(-2)
  const week = charts.days.slice(-7, -1).map((day) => day.opened)
  await drawing('days', `${today?.opened}`, `${Math.max(...week)}`, `${Math.min(...week)}`)
  await drawing('channels', `手机 ${today?.mobile}`, `电话 ${today?.telephone}`)
  // Before the third of a month too little of it is over for a line.
  if (charts.days.filter((day) => day.day.slice(0, 7) === charts.day.slice(0, 7)).length > 2) {
    await drawing('kinds', `硬件 ${yesterday?.hardware}`, `软件 ${yesterday?.software}`)
  }
  const names = charts.engineers.slice(0, 6)
  await drawing('engineers', ...names.map(({ engineer }) => engineer.name))
  await drawing('engineers', ...names.map(({ completed, in_hand }) => `${completed} · ${in_hand}`))
  await drawing('categories', charts.categories[0]?.name ?? '还没有报单')
  return wrong
}

/** Sees to it that reports are few enough for another process to count the same moment. */
const CALM = ['--every', '60s']

describe('the wall', () => {
  let hospital: Lamplight
  let page: Page
  /** The wall's socket in the test's hands: what it may hear, and what it is told of the build. */
  let socket: WebSocketRoute
  let deaf = false
  let build: string | null = null
  beforeAll(async () => {
    hospital = await Lamplight.start(browser, false, CALM)
    page = await hospital.window('screen', 1920, 1080)
    await page.routeWebSocket('**/ws/v1', (route) => {
      socket = route
      const server = route.connectToServer()
      server.onMessage((text) => {
        if (deaf) return
        route.send(build ? String(text).replace(/"build":"[^"]*"/, `"build":"${build}"`) : text)
      })
    })
    await page.reload()
    await page.locator('[data-panel=days] svg').waitFor(LATE)
  }, 150_000)
  afterAll(() => hospital?.stop())

  test('writes what the log gives', { timeout: 90_000 }, async () => {
    const wrong = async () => missing(page, await hospital.figures())
    await expect.poll(wrong, { timeout: 60_000, interval: 500 }).toEqual([])
    expect(hospital.complaints).toEqual([])
  })

  test('says that its figures are old, and comes back alone', { timeout: 90_000 }, async () => {
    deaf = true
    await page.locator('.wall.stale [role=alert]').waitFor(LATE)
    expect(await page.locator('[role=alert]').innerText()).toMatch(/这是 1\d 秒前的数字/)
    const shown = await page.locator('time').first().innerText()
    await expect.poll(() => page.locator('time').first().innerText(), LATE).not.toBe(shown)
    deaf = false
    await page.locator('.wall:not(.stale)').waitFor(LATE)
    await expect.poll(() => page.locator('.wall [role=alert]').allInnerTexts(), LATE).toEqual([])
  })

  test('takes a new build once', { timeout: 90_000 }, async () => {
    let loads = 0
    page.on('load', () => (loads += 1))
    build = 'another'
    await socket.close()
    await expect.poll(() => loads, LATE).toBe(1)
    await page.locator('[data-panel=days] svg').waitFor(LATE)
    build = 'a third'
    await socket.close()
    await page.locator('[data-figure=unassigned] strong').waitFor()
    await page.locator('.age').waitFor(LATE)
    expect(loads).toBe(1)
  })

  const SCREENS = [
    { width: 1920, height: 1080, language: 'zh-CN', distance: 3 },
    { width: 1920, height: 1080, language: 'en', distance: 3 },
    { width: 1080, height: 1920, language: 'en', distance: 3 },
    { width: 6720, height: 2160, language: 'zh-CN', distance: 3 },
    { width: 1920, height: 1080, language: 'en', distance: 6 },
    { width: 1080, height: 1920, language: 'zh-CN', distance: 6 },
  ]
  test.each(SCREENS)('$width x $height, $language, from $distance m', { timeout: 60_000 }, async (screen) => {
    hospital.complaints.length = 0
    const page = await hospital.window('screen', screen.width, screen.height)
    await page.evaluate(({ language, distance }) => {
      localStorage.setItem('lamplight.language', language)
      localStorage.setItem('lamplight.wall', JSON.stringify({ distance }))
    }, screen)
    await page.reload()
    const drawn = page.locator('[data-panel] svg')
    const said = page.locator('[data-panel] .none')
    const panels = async () => (await drawn.count()) + (await said.count())
    await expect.poll(panels, LATE).toBe(screen.distance > 3 ? 2 : PANELS.length)
    if (screen.distance < 6)
      for (const one of ['days', 'channels', 'lights'])
        await page.locator(`[data-panel=${one}] svg`).waitFor()
    await page.locator('.strip article').first().waitFor()
    expect(await page.evaluate(cutOff)).toEqual([])
    expect(await page.evaluate(clash)).toEqual([])
    expect(await violations(page)).toEqual([])
    if (screen.language === 'en') expect(await page.locator('main').innerText()).not.toMatch(/wall\.|shown\./)
    await page.context().close()
    expect(hospital.complaints).toEqual([])
  })
})
