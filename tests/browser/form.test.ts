// A telephone report by keyboard alone, at the speed of a hand: how many keys, how many seconds. Also to the
// backlog, as solved on the telephone, and on a phone's width in one column.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DirectoryView } from '@/api/wire'
import { ask, said, sees, stage } from './desk'
import { launch } from './fake'
import { Lamplight } from './lamplight'

const REPORTER = '张雯'
/** A trained hand: 500 keys a minute is 120 ms a key. */
const KEY_MS = 120
const AT_MOST_S = 15

let browser: Browser
let hospital: Lamplight
let desk: Page

beforeAll(async () => {
  browser = await launch()
  hospital = await Lamplight.start(browser)
  desk = await hospital.window('dispatcher')
  await sees(desk, '实时')
}, 150_000)

afterAll(async () => {
  await hospital?.stop()
  await browser?.close()
})

let keys = 0
/** Each key as long as a hand takes for it. */
async function types(text: string): Promise<void> {
  keys += text.length
  await desk.keyboard.type(text, { delay: KEY_MS })
}
async function press(key: string): Promise<void> {
  keys += key.split('+').length
  await desk.keyboard.press(key, { delay: KEY_MS })
}
const focus = (selector: string) => desk.locator(`${selector}:focus`).waitFor()

/** The caller by initials, the category by initials; the cursor goes on by itself. */
async function fills(summary: string, who = REPORTER, typed = 'zhangwen'): Promise<void> {
  await press('n')
  await focus('#form-reporter')
  await types(typed)
  await desk.locator('.el-select-dropdown__item:visible', { hasText: who }).first().waitFor()
  await press('Enter')
  await focus('.pick input')
  await types('bqdyj')
  await desk.locator('.el-cascader__suggestion-item').first().waitFor()
  await press('Enter')
  await focus('#form-summary')
  await types(summary)
}

test('from the call to the engineer in 15 seconds', async () => {
  keys = 0
  const from = performance.now()
  // As an input method gives them: the letters of the pinyin are what the hand types.
  await fills('dayinjibuchuzhi')
  await desk.locator('.who [role=option]').first().waitFor()
  await press('Enter')
  await stage(desk, 'ringing')
  const seconds = (performance.now() - from) / 1_000
  process.stdout.write(`telephone report: ${keys} keys, ${seconds.toFixed(1)} s at ${KEY_MS} ms a key\n`)
  expect(seconds).toBeLessThan(AT_MOST_S)
  await said(desk, '已登记')

  await desk.keyboard.press('z')
  await said(desk, '已撤销')
  await stage(desk, 'withdrawn')
  expect(hospital.complaints).toEqual([])
})

test('to the backlog, with a patient waiting', async () => {
  await fills('saomaqiangmeifanying')
  await press('Alt+p')
  await press('Control+Enter')
  await said(desk, '稍后派')
  await stage(desk, 'unassigned')
  await sees(desk, '有病人在等')
})

test('solved on the telephone, with its cause', async () => {
  await fills('zhongqihoujiuhaole')
  await press('Control+d')
  await desk.locator('.causes').waitFor()
  await press('2')
  await press('Enter')
  await said(desk, '电话已解决')
  await stage(desk, 'completed')
})

test('the second caller with the same fault joins the first', async () => {
  const { people } = await ask<DirectoryView>(desk, 'GET', '/directory')
  const ward = people.find((one) => one.name === REPORTER)?.department
  const second = people.find((one) => one.department === ward && one.name !== REPORTER)?.name ?? ''
  await fills('saomaqiangmeifanying', second, second)
  const first = desk.locator('.similar li').first()
  await first.locator('[data-join]').waitFor()
  const summary = (await first.locator('b').textContent()) ?? ''
  await press('Alt+j')
  await said(desk, `${second} 已并入`)
  await desk.locator('.new').waitFor({ state: 'detached' })
  await desk.locator('.pane h2', { hasText: summary }).waitFor()
  expect(hospital.complaints).toEqual([])
})

test('what was filled in is left only by a second Escape', async () => {
  await fills('saomaqiangmeifanying')
  await desk.keyboard.press('Escape')
  await said(desk, '再按')
  await desk.locator('.new').waitFor()
  await desk.keyboard.press('Escape')
  await desk.locator('.new').waitFor({ state: 'detached' })
  expect(hospital.complaints).toEqual([])
})

test('one column on a phone', async () => {
  const phone = await hospital.window('dispatcher', 390, 844)
  await sees(phone, '实时')
  await phone.keyboard.press('n')
  await phone.locator('.new').waitFor()
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(390)
  const category = await phone.locator('.pick').boundingBox()
  expect(category?.width).toBeGreaterThan(280)
})
