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
    const rows = await desk.locator('.row').count()
    // The first ticket whose choice had rivals: that is what the picture is to show.
    for (let row = 4; row < rows; row++) {
      await desk.locator('.row').nth(row).click()
      await desk.locator('.why .chart li').first().waitFor()
      await desk.locator('.timeline li').first().waitFor()
      if ((await desk.locator('.why .chart li').count()) > 2) break
    }
    await desk.screenshot({ path: join(out, 'console.png'), animations: 'disabled' })
    expect(hospital.complaints).toEqual([])
  } finally {
    await hospital.stop()
    await browser.close()
  }
})
