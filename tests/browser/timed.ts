// How long after the server's commit a window shows something: the first byte of the answer to the command,
// as the browser that gave it measured, against the first change of another window's document that shows it.
// One machine, one clock. Never asks the server anything.
import type { Page, Request } from 'playwright-core'

export interface Sight {
  window: string
  page: Page
  /** Is it shown? Runs in the page after each change of its document; `arg` is what it looks for. */
  shows: (arg: string) => boolean
  arg: string
}

export interface Shown {
  step: string
  window: string
  ms: number
}

/** Longer than any window may take; the test says how long it should. */
const LATE_MS = 15_000

/** Moment at which the page shows it, in its own clock. */
async function seen({ page, shows, arg, window }: Sight): Promise<number> {
  const source = `(${shows.toString()})(${JSON.stringify(arg)})`
  const at = await page.evaluate(
    ({ source, late }) =>
      new Promise<number>((done) => {
        // Made from the test's own source by the browser's debugger, not by the page: no policy is bent.
        const check = new Function(`return ${source}`) as () => boolean
        const look = () => {
          if (!check()) return false
          done(performance.timeOrigin + performance.now())
          watch.disconnect()
          return true
        }
        const watch = new MutationObserver(look)
        watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
        if (!look()) setTimeout(() => done(0), late)
      }),
    { source, late: LATE_MS },
  )
  if (at === 0) throw new Error(`${window} did not show ${arg} within ${LATE_MS} ms`)
  return at
}

/** When the first byte of the answer came, by the clock of the browser that asked. */
async function answered(request: Request): Promise<number> {
  await (await request.response())?.finished()
  const { startTime, responseStart } = request.timing()
  return startTime + responseStart
}

/** Acts on one page, and measures when each sight has come. */
export async function timed(
  step: string,
  actor: Page,
  path: RegExp,
  act: () => Promise<unknown>,
  sights: Sight[],
): Promise<{ shown: Shown[]; body: Record<string, unknown> }> {
  const watched = sights.map(seen)
  const asked = actor.waitForRequest(
    (request) => request.method() === 'POST' && path.test(new URL(request.url()).pathname),
  )
  await act()
  const request = await asked
  const committed = await answered(request)
  const body = (await (await request.response())?.json()) as Record<string, unknown>
  const moments = await Promise.all(watched)
  const shown = sights.map(({ window }, place) => ({
    step,
    window,
    ms: Math.round((moments[place] ?? 0) - committed),
  }))
  return { shown, body }
}

export function printed(shown: readonly Shown[]): string {
  return shown.map(({ step, window, ms }) => `${step.padEnd(12)} ${window.padEnd(12)} ${ms} ms`).join('\n')
}
