// Pictures of the console during the demo, for the documentation: made only when `PICTURES` names a folder.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { launch } from './fake'
import { Lamplight } from './lamplight'

const folder = process.env.PICTURES

test.runIf(folder)('the console at work', { timeout: 240_000 }, async () => {
  const out = folder ?? '.'
  mkdirSync(out, { recursive: true })
  const browser = await launch()
  const hospital = await Lamplight.start(browser, false)
  try {
    const desk = await hospital.window('dispatcher')
    await desk.locator('.row').nth(12).waitFor()
    await desk.locator('.row').nth(12).click()
    await desk.locator('.why .chart li').first().waitFor()
    await desk.locator('.timeline li').first().waitFor()
    await desk.screenshot({ path: join(out, 'console.png'), animations: 'disabled' })
    expect(hospital.complaints).toEqual([])
  } finally {
    await hospital.stop()
    await browser.close()
  }
})
