// What axe-core finds on a page by WCAG 2.0 to 2.2, A and AA. Its source is evaluated by the debugger, so the
// page keeps the content policy that the program sends.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const SOURCE = readFileSync(join(import.meta.dirname, '../../ui/node_modules/axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** As much of axe's results as is told. */
interface Results {
  violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[]
}

/** Of one rule on one page: more of the same say nothing new. */
const PLACES = 3

/** One line a violation and place: the rule, what is wrong, where. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(SOURCE)
  const results = (await page.evaluate(async (tags) => {
    const { axe } = window as unknown as { axe: { run(of: Document, how: unknown): Promise<unknown> } }
    return axe.run(document, { runOnly: { type: 'tag', values: tags } })
  }, TAGS)) as Results
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, PLACES).map(({ target, failureSummary }) => {
      const why = (failureSummary ?? '').split('\n').slice(1).join(' ').trim()
      return `${id}: ${target.join(' ')}: ${why}`
    }),
  )
}
