// Stands in for the server in tests of single screens: the built pages, canned answers, a socket that the
// test speaks through. Nothing here decides anything.
import { createServer, type Server } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { chromium, type Browser, type Page, type WebSocketRoute } from 'playwright-core'
import type { Role, Row, ServerFrame } from '@/api/wire'
import {
  boardRows,
  directory,
  explanation,
  figures,
  NOW,
  people,
  tickets,
  timeline,
} from '../../ui/test/hospital'
import { gaps, returns } from '../../ui/test/overview'

const DIST = join(import.meta.dirname, '../../ui/dist')
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
/** As the binary sends it: no inline script, no eval. */
const POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"

/** The server sends a whole in parts as well. */
const PART_ROWS = 500

export async function servePages(): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname
    const file = extname(path) ? path : '/index.html'
    readFile(join(DIST, file)).then(
      (body) => {
        response.writeHead(200, {
          'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
          'Content-Security-Policy': POLICY,
        })
        response.end(body)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return {
    server,
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
  }
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export interface Fake {
  /** What the page has said on its socket. */
  said: Record<string, unknown>[]
  asked: {
    method: string
    path: string
    headers: Record<string, string>
    body: unknown
  }[]
  send(frame: ServerFrame): void
  /** Cuts the socket and refuses new ones. */
  cut(): void
  errors: string[]
}

export async function fake(page: Page, role: Role | null, rows: Row[] = boardRows): Promise<Fake> {
  const state: Fake = {
    said: [],
    asked: [],
    send: () => undefined,
    cut: () => undefined,
    errors: [],
  }
  let dead = false
  let socket: WebSocketRoute | null = null
  const now = () => new Date(NOW).toISOString()
  const audience = role === 'engineer' || role === 'reporter' ? role : role === 'screen' ? 'wall' : 'board'

  page.on('console', (message) => message.type() === 'error' && state.errors.push(message.text()))
  page.on('pageerror', (error) => state.errors.push(String(error)))

  await page.routeWebSocket('**/ws/v1', (route) => {
    if (dead) return void route.close()
    socket = route
    state.send = (frame) => route.send(JSON.stringify(frame))
    route.onMessage((text) => {
      const frame = JSON.parse(String(text)) as Record<string, unknown>
      state.said.push(frame)
      if (frame.type === 'ping') state.send({ type: 'pong', now: now() })
      if (frame.type !== 'hello') return
      const audiences = [audience] as const
      state.send({
        type: 'welcome',
        log: 'one',
        position: 9,
        now: now(),
        rate: 1,
        build: 'test',
        audiences: [...audiences],
      })
      const shown = audience === 'wall' ? [{ row: 'figures' as const, ...figures }] : rows
      const parts = Math.max(1, Math.ceil(shown.length / PART_ROWS))
      for (let part = 0; part < parts; part += 1) {
        const begin = part * PART_ROWS
        state.send({
          type: 'whole',
          audience,
          position: 9,
          part,
          last: part === parts - 1,
          now: now(),
          rows: shown.slice(begin, begin + PART_ROWS),
        })
      }
    })
  })
  state.cut = () => {
    dead = true
    void socket?.close()
  }

  await page.route('**/api/v1/**', async (route) => {
    const request = route.request()
    const path = new URL(request.url()).pathname.replace('/api/v1', '')
    state.asked.push({
      method: request.method(),
      path,
      headers: request.headers(),
      body: request.postDataJSON() as unknown,
    })
    const answer = answerTo(path, role)
    if (answer) return route.fulfill({ json: answer })
    return route.fulfill({
      status: role ? 404 : 401,
      json: {
        type: '',
        title: 'x',
        status: role ? 404 : 401,
        code: role ? 'not-found' : 'login-required',
      },
    })
  })
  return state
}

function answerTo(path: string, role: Role | null): unknown {
  const ticket = tickets.find((one) => path.includes(one.id)) ?? tickets[0]
  if (path === '/demo-logins')
    return {
      items: (['dispatcher', 'engineer', 'reporter', 'supervisor', 'screen'] as const).map((one, n) => ({
        role: one,
        name: ['林晓', '陈屿', '张雯', '沈岚', '大厅'][n],
        phone: `1380000000${n}`,
        password: 'x',
      })),
    }
  if (!role) return null
  const me = {
    person: role === 'engineer' ? tickets[9]?.owner?.engineer : { id: '0x00000000009', name: '林晓' },
    organisation: directory.organisation,
    roles: [role],
    department: null,
    time_zone: 'Asia/Shanghai',
  }
  if (path === '/me') return me
  if (path === '/directory') return directory
  if (path.endsWith('/timeline')) return timeline
  if (path.endsWith('/progress')) return { may: [] }
  if (path.endsWith('/explanation')) return { items: [explanation] }
  if (path.endsWith('/candidates')) return explanation
  if (path === '/statistics/returns') return returns
  if (path === '/coverage/gaps') return gaps
  if (path === '/statistics/today')
    return { day: '2026-11-24', now: new Date(NOW).toISOString(), like_days: [], half_hours: [] }
  if (path === '/screens/me/renew') return {}
  if (path.endsWith('/history')) return { reporter: [], zone: [], system: [] }
  if (path === '/causes') return { items: [] }
  if (path === '/me/round') return { stops: [] }
  if (path === '/me/today')
    return { accepted: 0, completed: 0, declined: 0, lapsed: 0, rated: 0, returned: 0, transferred: 0 }
  if (path === '/people') return { items: people }
  if (path.startsWith('/tickets')) return { ticket, position: 10 }
  return null
}
