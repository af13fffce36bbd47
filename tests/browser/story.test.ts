// A report's whole life in two windows of the real program: the dispatcher types it, the engineer's page
// rings, he accepts, arrives and completes it; every step is seen in the other window without a reload, and
// no page complains.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch } from './fake'
import { Lamplight } from './lamplight'

/** The demo leaves him and her ward to whoever sits at the keyboard. */
const ENGINEER = '陈屿'
const REPORTER = '张雯'

let browser: Browser
let hospital: Lamplight
let desk: Page
let engineer: Page

beforeAll(async () => {
  browser = await launch()
  hospital = await Lamplight.start(browser)
  desk = await hospital.window('dispatcher')
  engineer = await hospital.window('engineer', 390, 844)
}, 150_000)

afterAll(async () => {
  await hospital?.stop()
  await browser?.close()
})

const sees = (page: Page, text: string) => page.getByText(text).first().waitFor({ timeout: 15_000 })

/** By keyboard, as at the desk: the reporter brings ward and zone along, initials find the category. */
async function fillForm(summary: string): Promise<void> {
  await desk.keyboard.press('n')
  await desk.locator('#form-reporter').fill(REPORTER)
  await desk.locator('.el-select-dropdown__item:visible', { hasText: REPORTER }).first().waitFor()
  await desk.keyboard.press('Enter')
  await desk.locator('.pick input').fill('bqdyj')
  await desk.locator('.el-cascader__suggestion-item').first().click()
  await desk.locator('#form-summary').fill(summary)
}

async function nobodyComplains(): Promise<void> {
  expect(await hospital.nothingReloaded()).toBe(true)
  expect(hospital.complaints).toEqual([])
}

test('from report to completed', { timeout: 120_000 }, async () => {
  const summary = '标签打印机不出纸，腕带打不出'
  await desk.locator('.strip').waitFor()
  await sees(desk, '实时')
  await fillForm(summary)
  await desk.locator('.who [role=option]', { hasText: ENGINEER }).first().waitFor()
  await desk.keyboard.press('Enter')
  await desk.locator('.pane h2', { hasText: summary }).waitFor()
  await desk.locator('.pane .tag.st-ringing').waitFor()
  await sees(desk, `为什么是${ENGINEER}`)

  await sees(engineer, '派给你一张单')
  await sees(engineer, summary)
  await engineer.locator('[data-action=accept]').click()
  await desk.locator('.pane .tag.st-accepted').waitFor()

  await engineer.locator('[data-action=arrive]').click()
  await desk.locator('.pane .tag.st-arrived').waitFor()
  await sees(desk, `${ENGINEER} 到场`)

  await engineer.locator('[data-action=complete]').click()
  await engineer.locator('[data-cause]').first().click()
  await engineer.locator('[data-action=confirm]').click()
  await desk.locator('.pane .tag.st-completed').waitFor()
  await sees(engineer, '今天做完 1 张')
  await nobodyComplains()
})

test('by hand, declined with a reason', { timeout: 120_000 }, async () => {
  const summary = '腕带打印机要换碳带'
  await fillForm(summary)
  await desk.keyboard.press('Control+Enter')
  await desk.locator('.pane h2', { hasText: summary }).waitFor()
  await desk.locator('.pane .tag.st-unassigned').waitFor()

  await desk.keyboard.press('a')
  await desk.locator('.assign input').fill(ENGINEER)
  await desk.locator('.assign [role=option]', { hasText: ENGINEER }).first().click()
  await desk.locator('.pane .tag.st-ringing').waitFor()

  await sees(engineer, summary)
  await engineer.locator('[data-action=decline]').click()
  await engineer.locator('[data-reason=no_tools]').click()
  await sees(desk, `${ENGINEER} 拒单：没有工具`)
  await nobodyComplains()
})

test('the wall counts it', { timeout: 60_000 }, async () => {
  const wall = await hospital.window('screen', 1920, 1080)
  await wall.locator('[data-figure=unassigned] strong').waitFor()
  await nobodyComplains()
})
