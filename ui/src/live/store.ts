// What this screen knows, for Vue: the state of apply.ts, the server's clock, the connection and the age of
// the data. One socket per page; whoever shows live data asks for it with `start`.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Audience, ClientFrame, Id, ServerFrame } from '@/api/wire'
import { apply, nothing, resumeFrom, type Live } from './apply'
import { heard, serverNow, type ServerClock } from './clock'
import { deviceId } from './device'
import { LiveSocket, type SocketState } from './socket'

/** Older than this, data is shown as old. */
export const STALE_S = 10

export type Connection = 'connecting' | 'live' | 'stale' | 'offline' | 'ended'

function openSocket(): WebSocket {
  const url = new URL('/ws/v1', location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  // eslint-disable-next-line no-restricted-globals -- the one place that opens it
  return new WebSocket(url)
}

export const useLive = defineStore('live', () => {
  const live = shallowRef<Live>(nothing)
  const clock = shallowRef<ServerClock | null>(null)
  const socketState = shallowRef<SocketState>({ kind: 'connecting', tries: 0 })
  /** Ticks of this machine, in milliseconds; moves once a second. */
  const tick = ref(performance.now())
  const heardAt = ref<number | null>(null)
  const watching = ref<Id | null>(null)
  let socket: LiveSocket | null = null
  let heart: ReturnType<typeof setInterval> | undefined

  /** The hospital's time now, in milliseconds since 1970. */
  const now = computed(() => (clock.value ? serverNow(clock.value, tick.value) : Date.now()))
  const ageS = computed(() =>
    heardAt.value === null ? null : Math.max(0, Math.floor((tick.value - heardAt.value) / 1_000)),
  )
  const connection = computed<Connection>(() => {
    if (socketState.value.kind === 'ended') return 'ended'
    if (ageS.value === null) return socketState.value.kind === 'waiting' ? 'offline' : 'connecting'
    if (socketState.value.kind !== 'open') return 'offline'
    return ageS.value > STALE_S ? 'stale' : 'live'
  })
  /** Commands may be given: what this screen shows is what is. */
  const usable = computed(() => connection.value === 'live' || connection.value === 'stale')

  function hello(): ClientFrame {
    return { type: 'hello', device: deviceId(), ...resumeFrom(live.value) }
  }

  function take(frame: ServerFrame, at: number): boolean {
    if ('now' in frame)
      clock.value = heard(clock.value, frame.now, at, 'rate' in frame ? frame.rate : undefined)
    heardAt.value = at
    tick.value = at
    const before = live.value.hole
    live.value = apply(live.value, frame)
    if (frame.type === 'welcome' && watching.value) socket?.send({ type: 'watch', ticket: watching.value })
    return live.value.hole && !before
  }

  const rate = computed(() => clock.value?.rate ?? 1)

  /** The hospital's time as far as this device remembers it, until the server says it. */
  function presume(at: number, rate: number): void {
    clock.value ??= { at, tick: performance.now(), rate }
  }

  function start(): void {
    if (socket) return
    heart = setInterval(() => (tick.value = performance.now()), 1_000)
    socket = new LiveSocket({
      open: openSocket,
      hello,
      frame: take,
      state: (next) => (socketState.value = next),
    })
    socket.start()
    window.addEventListener('online', reconnect)
  }

  /** At logout: nothing of this person stays. */
  function stop(): void {
    socket?.stop()
    socket = null
    clearInterval(heart)
    window.removeEventListener('online', reconnect)
    live.value = nothing
    clock.value = null
    heardAt.value = null
    watching.value = null
    socketState.value = { kind: 'connecting', tries: 0 }
  }

  function reconnect(): void {
    socket?.now()
  }

  function got(offer: Id): void {
    socket?.got(offer)
  }

  watch(watching, (ticket) => socket?.send(ticket ? { type: 'watch', ticket } : { type: 'watch' }))

  const feed = (audience: Audience) => computed(() => live.value.feeds[audience] ?? null)

  return {
    live,
    now,
    rate,
    presume,
    tick,
    ageS,
    heardAt,
    connection,
    usable,
    socketState,
    watching,
    feed,
    start,
    stop,
    reconnect,
    got,
  }
})
