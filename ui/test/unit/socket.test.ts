// The socket on a clock that the test moves: hello, silence, jitter, goodbye.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ClientFrame, ServerFrame } from '@/api/wire'
import { backoffMs, BASE_MS, CAP_MS } from '@/live/backoff'
import { DEAD_MS, LiveSocket, QUIET_MS, type SocketState } from '@/live/socket'

class Wire {
  readyState = 0
  sent: ClientFrame[] = []
  onopen: (() => void) | null = null
  onmessage: ((message: { data: string }) => void) | null = null
  onclose: (() => void) | null = null
  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientFrame)
  }
  close(): void {
    this.readyState = 3
    this.onclose?.()
  }
  opens(): void {
    this.readyState = 1
    this.onopen?.()
  }
  says(frame: Partial<ServerFrame>): void {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }
}

let wires: Wire[]
let states: SocketState[]
let hole = false
let socket: LiveSocket
const latest = () => wires.at(-1) as Wire
const kinds = () => states.map((state) => state.kind)

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  wires = []
  states = []
  hole = false
  socket = new LiveSocket({
    open: () => {
      wires.push(new Wire())
      return latest() as unknown as WebSocket
    },
    hello: () => ({ type: 'hello', device: 'd' }),
    frame: () => hole,
    state: (state) => states.push(state),
  })
  socket.start()
})
afterEach(() => {
  socket.stop()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('says hello first and is open when welcomed', () => {
  latest().opens()
  expect(latest().sent).toEqual([{ type: 'hello', device: 'd' }])
  latest().says({ type: 'welcome' })
  expect(kinds()).toEqual(['connecting', 'open'])
})

test('says hello again on a hole', () => {
  latest().opens()
  hole = true
  latest().says({ type: 'rows' })
  expect(latest().sent).toHaveLength(2)
})

test('pings into silence and gives up on the dead', () => {
  latest().opens()
  latest().says({ type: 'welcome' })
  vi.advanceTimersByTime(QUIET_MS + 2_000)
  expect(latest().sent.at(-1)).toEqual({ type: 'ping' })
  vi.advanceTimersByTime(DEAD_MS)
  expect(kinds()).toContain('waiting')
})

test('comes back after a wait that grows with each failure', () => {
  latest().close()
  vi.advanceTimersByTime(BASE_MS)
  expect(wires).toHaveLength(2)
  latest().close()
  expect(states.at(-1)).toMatchObject({ kind: 'waiting', tries: 2 })
})

test('waits as long as a goodbye says, and not at all when told to connect now', () => {
  latest().opens()
  latest().says({ type: 'bye', reason: 'restarting', retry_after_ms: 9_000 })
  latest().close()
  vi.advanceTimersByTime(8_000)
  expect(wires).toHaveLength(1)
  socket.now()
  expect(wires).toHaveLength(2)
})

test('does not come back to an ended login', () => {
  latest().opens()
  latest().says({ type: 'bye', reason: 'login_ended' })
  vi.advanceTimersByTime(60_000)
  expect(wires).toHaveLength(1)
  expect(states.at(-1)).toEqual({ kind: 'ended', reason: 'login_ended' })
})

test('jitter stays between nothing and its bound', () => {
  expect(backoffMs(0, 0)).toBe(0)
  expect(backoffMs(3, 0.999)).toBeLessThan(BASE_MS * 8)
  expect(backoffMs(50, 0.999)).toBeLessThan(CAP_MS)
})
