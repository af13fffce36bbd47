// The ticket pane by keyboard alone, against a quiet hospital: every command of the desk once, what can be
// taken back is taken back, and what somebody has answered meanwhile is not.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acts, opens, registered, said, sees, stage } from './desk'
import { launch } from './fake'
import { Lamplight } from './lamplight'

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
  await sees(desk, '实时')
}, 150_000)

afterAll(async () => {
  await hospital?.stop()
  await browser?.close()
})

const press = (...keys: string[]) =>
  keys.reduce((done, key) => done.then(() => desk.keyboard.press(key)), Promise.resolve())

/** A letter, and the panel that it opens. */
async function panel(key: string, selector: string): Promise<void> {
  await desk.keyboard.press(key)
  await desk.locator(`.pane ${selector}`).first().waitFor()
}

async function assigns(name: string): Promise<void> {
  await panel('a', '.assign')
  await desk.locator('.assign input').fill(name)
  await desk.locator('.assign [role=option]', { hasText: name }).first().waitFor()
  await press('Enter')
  await stage(desk, 'ringing')
}

/** A command with a panel of one choice, and back to what it was before. */
async function andBack(key: string, choice: string[], reached: string): Promise<void> {
  await panel(key, '.choice')
  await press(...choice)
  await stage(desk, reached)
  await press('z')
  await stage(desk, 'accepted')
}

async function inHand(summary: string) {
  const ticket = await registered(desk, summary, REPORTER)
  await opens(desk, summary)
  await assigns(ENGINEER)
  await acts(engineer, ticket, 'accept')
  await stage(desk, 'accepted')
  return ticket
}

test('before anybody has it: assign, undo, automatic, stop, category, priority, urge, comment', async () => {
  const summary = '打印机卡纸，先登记'
  await registered(desk, summary, REPORTER)
  await opens(desk, summary)
  await stage(desk, 'unassigned')

  await panel('a', '.assign [role=option]')
  await press('1')
  await stage(desk, 'ringing')
  await said(desk, '已派给')
  await press('z')
  await said(desk, '已撤销')
  await stage(desk, 'unassigned')
  await sees(desk, '撤销了派单')

  await press('d')
  await stage(desk, 'ringing')
  await press('s')
  await stage(desk, 'unassigned')

  await panel('e', '.reclassify')
  await desk.locator('.reclassify .pick input').fill('smy')
  await desk.locator('.el-cascader__suggestion-item').first().waitFor()
  await press('Enter')
  await desk.locator('.reclassify .do:focus').waitFor()
  await press('Enter')
  await said(desk, '改为')

  await panel('p', '.choice')
  await press('1', 'Enter')
  await said(desk, '已改紧急程度')
  await press('z')
  await sees(desk, '撤销了改紧急程度')

  await press('u')
  await said(desk, '已催')
  await press('b')
  await desk.keyboard.type('护士站说先修这台')
  await press('Control+Enter')
  await sees(desk, '护士站说先修这台')
  await press('Escape')
  expect(hospital.complaints).toEqual([])
})

test('in hand: hold, resume, transfer, release, each taken back', async () => {
  await inHand('腕带打印机不走纸')
  // Enter on a button is that button's own: leaving the panel holds nothing.
  await panel('h', '.choice')
  await desk.locator('.choice button', { hasText: 'Esc' }).focus()
  await press('Enter')
  await desk.locator('.choice').waitFor({ state: 'detached' })
  await andBack('h', ['2', 'Enter'], 'on_hold')
  await sees(desk, '等厂商')
  await panel('h', '.choice')
  await press('Enter')
  await stage(desk, 'on_hold')
  await press('h')
  await stage(desk, 'accepted')

  await panel('t', '.transfer [role=option]')
  await press('2', 'Enter')
  await said(desk, '接了才转走')
  await press('z')
  await sees(desk, '撤销了转单')

  await press('l')
  await stage(desk, 'unassigned')
  await press('z')
  await stage(desk, 'accepted')
  await sees(desk, `${ENGINEER} 仍负责这张单`)
  expect(hospital.complaints).toEqual([])
})

test('ends: complete and reopen, unresolved, withdrawn, merged and split', async () => {
  const other = await registered(desk, '同一台打印机，另一位护士报的', REPORTER)
  await inHand('标签打印机不出纸')
  await andBack('c', ['Enter'], 'completed')
  await andBack('i', ['Enter'], 'unresolved')
  await andBack('w', ['2', 'Enter'], 'withdrawn')

  await panel('m', '.merge')
  await desk.keyboard.type(other.number.slice(4))
  await desk.locator('.merge [role=option]', { hasText: '另一位护士' }).first().waitFor()
  await press('Enter')
  await stage(desk, 'merged')
  await press('m')
  await stage(desk, 'unassigned')

  await panel('c', '.choice')
  await press('Enter')
  await stage(desk, 'completed')
  await panel('o', '.choice')
  await desk.keyboard.type('还是不出纸')
  await press('Enter')
  await sees(desk, '还是不出纸')
  expect(hospital.complaints).toEqual([])
})

test('what was answered meanwhile is not taken back, and the toast says by whom', async () => {
  const summary = '条码枪没有反应'
  const ticket = await registered(desk, summary, REPORTER)
  await opens(desk, summary)
  await assigns(ENGINEER)
  await acts(engineer, ticket, 'accept')
  await stage(desk, 'accepted')
  await press('z')
  await said(desk, '来不及撤销')
  await said(desk, `${ENGINEER} 接单`)
  expect(hospital.complaints.filter((one) => !one.includes('409'))).toEqual([])
})
