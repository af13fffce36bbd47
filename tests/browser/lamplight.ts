// The real program for a browser test: a quiet demo hospital on a free port, in a directory of its own, and
// people who log in to it in windows of their own. What the pages complain about is collected.
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import type { Charts, Figures, Role } from '@/api/wire'

/** The demo makes a past for itself first. */
const START_MS = 120_000

export class Lamplight {
  readonly complaints: string[] = []
  private pages: Page[] = []

  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly browser: Browser,
  ) {}

  static async start(browser: Browser, quiet = true, more: string[] = []): Promise<Lamplight> {
    const program = process.env.LAMPLIGHT_BIN
    if (!program) throw new Error('LAMPLIGHT_BIN names no program')
    const folder = mkdtempSync(join(tmpdir(), 'lamplight-browser-'))
    const port = await freePort()
    const listen = `127.0.0.1:${port}`
    const flags = [
      'demo',
      '--listen',
      listen,
      '--data',
      join(folder, 'demo'),
      ...(quiet ? ['--quiet'] : []),
      ...more,
    ]
    const child = spawn(program, flags, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stderr?.on('data', (chunk) => (output += String(chunk)))
    const ready = new Promise<void>((done, failed) => {
      const late = setTimeout(() => failed(new Error(`not ready in ${START_MS} ms\n${output}`)), START_MS)
      child.stdout?.on('data', (chunk) => {
        output += String(chunk)
        if (!output.includes(`http://${listen}`)) return
        clearTimeout(late)
        done()
      })
      child.on('exit', (code) => failed(new Error(`ended with ${code}\n${output}`)))
    })
    await ready
    return new Lamplight(`http://${listen}`, child, folder, browser)
  }

  /** A window of somebody with this role, logged in by one click, in Chinese, Shanghai time. */
  async window(role: Role, width = 1440, height = 900): Promise<Page> {
    const page = await this.bare(role, width, height)
    await page.goto(`${this.url}/login`)
    await page.locator(`[data-demo=${role}]`).click()
    await page.waitForURL((url) => url.pathname !== '/login')
    return this.marked(page)
  }

  /** A window in which nobody has logged in. */
  async stranger(path: string, width = 1920, height = 1080): Promise<Page> {
    const page = await this.bare(path, width, height)
    await page.goto(`${this.url}${path}`)
    return this.marked(page)
  }

  private async bare(name: string, width: number, height: number): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width, height },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    page.on('console', (message) => {
      if (message.type() !== 'error') return
      this.complaints.push(`${name}: ${message.text()} ${message.location().url}`)
    })
    page.on('response', (response) => {
      if (response.status() >= 400) this.complaints.push(`${name}: ${response.status()} ${response.url()}`)
    })
    page.on('pageerror', (error) => this.complaints.push(`${name}: ${String(error)}`))
    return page
  }

  private async marked(page: Page): Promise<Page> {
    // Loaded once; a second load would forget this mark.
    await page.evaluate(() => ((window as unknown as { mark: number }).mark = 1))
    this.pages.push(page)
    return page
  }

  /** The figures and charts as the log gives them, counted anew by another process. */
  async figures(): Promise<{ figures: Figures; charts: Charts }> {
    const program = process.env.LAMPLIGHT_BIN ?? ''
    const asked = ['check', '--data', join(this.folder, 'demo'), '--figures']
    const { stdout } = await promisify(execFile)(program, asked, { maxBuffer: 1 << 26 })
    const counted = JSON.parse(stdout) as { organisations: { figures: Figures; charts: Charts }[] }
    const [first] = counted.organisations
    if (!first) throw new Error('the log has no organisation')
    return first
  }

  /** Whether every window is still the document that was loaded first. */
  async nothingReloaded(): Promise<boolean> {
    const marks = this.pages.map((page) =>
      page.evaluate(() => (window as unknown as { mark?: number }).mark === 1),
    )
    return (await Promise.all(marks)).every((kept) => kept)
  }

  async stop(): Promise<void> {
    this.child.removeAllListeners('exit')
    const ended = new Promise((done) => this.child.once('exit', done))
    this.child.kill('SIGTERM')
    await ended
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.on('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
