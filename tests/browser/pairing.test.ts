// A screen comes in by the code it shows and goes when it is taken out, against the real program: nobody
// touches the screen itself, and a code that is wrong is told so under its field.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violations } from './axe'
import { launch } from './fake'
import { Lamplight } from './lamplight'

let browser: Browser
let program: Lamplight

beforeAll(async () => {
  browser = await launch()
  program = await Lamplight.start(browser)
}, 150_000)
afterAll(async () => {
  await program?.stop()
  await browser?.close()
})

const code = (wall: Page) => wall.locator('[data-pairing] output[aria-label]')
const figures = (wall: Page) => wall.locator('[data-figure] strong').first()

async function shown(wall: Page): Promise<string> {
  await code(wall).waitFor()
  const text = (await code(wall).textContent()) ?? ''
  expect(text).toMatch(/^\d{3} \d{3}$/)
  return text
}

/** Nothing but Chinese names of the hospital may be Chinese where English is read; missing words complain. */
async function inEnglish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('button', { name: '中文' }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: '中文' }).click()
}

test('a wall shows a code, a supervisor types it, and it shows figures without a hand', async () => {
  const wall = await program.stranger('/wall')
  const first = await shown(wall)
  await wall.getByText(`${new URL(program.url).host}/screens`).waitFor()
  expect(await violations(wall)).toEqual([])
  await inEnglish(wall)
  await wall.reload()
  expect(await shown(wall), 'a reload takes the code away from nobody').toBe(first)
  await wall.evaluate(() => ((window as unknown as { mark: number }).mark = 1))

  const supervisor = await program.window('supervisor')
  await supervisor.getByRole('link', { name: '屏幕' }).click()
  await supervisor.getByText('用密码登录的').waitFor()
  await supervisor.keyboard.type(first)
  await supervisor.keyboard.press('Tab')
  await supervisor.keyboard.type('门诊楼大厅')
  await supervisor.keyboard.press('Enter')
  const line = supervisor.locator('[data-screen]', { hasText: '门诊楼大厅' })
  await line.waitFor()
  await figures(wall).waitFor()
  await line.getByText('亮着').waitFor()
  await line.getByText(/接入，\d{2}:\d{2}/).waitFor()
  expect(await violations(supervisor)).toEqual([])
  await inEnglish(supervisor)

  await line.getByRole('button', { name: '撤下 门诊楼大厅' }).click()
  await supervisor.keyboard.press('Escape')
  await line.getByRole('button', { name: '撤下 门诊楼大厅' }).click()
  await supervisor.keyboard.press('Enter')
  await supervisor.getByText('门诊楼大厅 已撤下').waitFor()
  await code(wall).waitFor({ timeout: 1_000 })
  await wall.getByText('这块屏已被撤下').waitFor()
  expect(await shown(wall)).not.toBe(first)
  await expect.poll(() => line.count()).toBe(0)
  expect(program.complaints).toEqual([])
  expect(await program.nothingReloaded()).toBe(true)
}, 60_000)

test('what is wrong is said under the field, and what was typed stays', async () => {
  const supervisor = await program.window('supervisor', 390, 800)
  await supervisor.goto(`${program.url}/screens`)
  const field = supervisor.getByLabel('屏幕上的码')
  await field.fill('１２３')
  await supervisor.getByLabel('叫什么').fill('大厅')
  await supervisor.keyboard.press('Enter')
  await supervisor.getByText('码是 6 位数字，照着屏幕输').waitFor()
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  await field.fill('000 000')
  await supervisor.keyboard.press('Enter')
  await supervisor.getByText('没有屏幕正显示这个码').waitFor()
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
  expect(await supervisor.getByLabel('叫什么').inputValue()).toBe('大厅')
  const wide = await supervisor.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth)
  expect(wide, 'on a phone nothing is cut off sideways').toBeLessThanOrEqual(0)
}, 60_000)

test('whoever may not manage screens is told so', async () => {
  const nurse = await program.window('reporter')
  await nurse.goto(`${program.url}/screens`)
  await nurse.getByRole('heading', { name: /大屏管理/ }).waitFor()
  await nurse.waitForURL(/\/forbidden/)
}, 60_000)

test('an administrator, who has no desk, lands where his screens are', async () => {
  const admin = await program.window('admin')
  await admin.waitForURL(/\/screens$/)
  await admin.getByRole('heading', { name: '大屏管理' }).waitFor()
  await admin.locator('[data-screen]').first().waitFor()
  expect(await admin.getByRole('navigation').getByRole('link').allTextContents()).toEqual(['大屏', '屏幕'])
}, 60_000)
