// The one socket of a screen: connects, says hello with what it has, pings, notices silence, comes back
// with full jitter. What frames mean is decided in apply.ts; who may see what, by the server.
import type { ByeReason, ClientFrame, Id, ServerFrame } from '@/api/wire'
import { backoffMs } from './backoff'

/** Ask for a sign of life when nothing was heard for this long: data older than 10 s is shown as old. */
export const QUIET_MS = 6_000
/** The server wants a sign of life from us as well, also while it talks. */
export const PING_MS = 15_000
/** Nothing at all for this long: the connection is dead, whatever the operating system says. */
export const DEAD_MS = 20_000

export interface SocketPorts {
  open(): WebSocket
  hello(): ClientFrame
  /** Answers `true` when a frame is missing and hello has to be said again. */
  frame(frame: ServerFrame, tick: number): boolean
  state(state: SocketState): void
}

export type SocketState =
  | { kind: 'connecting'; tries: number }
  | { kind: 'open' }
  | { kind: 'waiting'; tries: number; until: number }
  | { kind: 'ended'; reason: ByeReason }

export class LiveSocket {
  private socket: WebSocket | null = null
  private tries = 0
  private heardAt = 0
  private pingedAt = 0
  private retryAfterMs: number | null = null
  private stopped = false
  private beat: ReturnType<typeof setInterval> | undefined
  private retry: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly ports: SocketPorts) {}

  start(): void {
    this.stopped = false
    this.connect()
    this.beat = setInterval(() => this.pulse(performance.now()), 1_000)
  }

  stop(): void {
    this.stopped = true
    clearInterval(this.beat)
    clearTimeout(this.retry)
    this.socket?.close()
    this.socket = null
  }

  /** "Connect now" of the offline bar, and when the browser says that the network is back. */
  now(): void {
    if (this.socket || this.stopped) return
    clearTimeout(this.retry)
    this.connect()
  }

  send(frame: ClientFrame): void {
    if (this.socket?.readyState === 1) this.socket.send(JSON.stringify(frame))
  }

  got(offer: Id): void {
    this.send({ type: 'got', offer })
  }

  private connect(): void {
    this.ports.state({ kind: 'connecting', tries: this.tries })
    const socket = this.ports.open()
    this.socket = socket
    this.heardAt = performance.now()
    socket.onopen = () => this.send(this.ports.hello())
    socket.onmessage = (message) => {
      if (this.socket === socket) this.take(JSON.parse(String(message.data)) as ServerFrame)
    }
    socket.onclose = () => {
      if (this.socket === socket) this.lost()
    }
  }

  private take(frame: ServerFrame): void {
    this.heardAt = performance.now()
    if (frame.type === 'welcome') {
      this.tries = 0
      this.ports.state({ kind: 'open' })
    }
    if (frame.type === 'bye') this.dismissed(frame.reason, frame.retry_after_ms ?? null)
    if (this.ports.frame(frame, this.heardAt)) this.send(this.ports.hello())
  }

  /** An ended login, or a page that the server does not understand: coming back would not help. */
  private dismissed(reason: ByeReason, retryAfterMs: number | null): void {
    this.retryAfterMs = reason === 'rights_changed' ? 0 : retryAfterMs
    if (reason !== 'login_ended' && reason !== 'bad_frame') return
    this.stop()
    this.ports.state({ kind: 'ended', reason })
  }

  private lost(): void {
    this.socket = null
    if (this.stopped) return
    const delay = this.retryAfterMs ?? backoffMs(this.tries, Math.random())
    this.retryAfterMs = null
    this.tries += 1
    this.ports.state({ kind: 'waiting', tries: this.tries, until: performance.now() + delay })
    this.retry = setTimeout(() => this.connect(), delay)
  }

  private pulse(tick: number): void {
    const socket = this.socket
    if (!socket) return
    const quiet = tick - this.heardAt
    if (quiet > DEAD_MS) {
      this.lost()
      socket.close()
    } else if (quiet > QUIET_MS || tick - this.pingedAt > PING_MS) {
      if (tick - this.pingedAt < QUIET_MS / 2) return
      this.pingedAt = tick
      this.send({ type: 'ping' })
    }
  }
}
