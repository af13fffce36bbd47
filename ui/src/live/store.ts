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

/** Changed rows are shown together, this often at most: what is drawn costs more than what is known. */
export const SHOW_MS = 100

export type Connection = 'connecting' | 'live' | 'stale' | 'offline' | 'ended'

function openSocket(): WebSocket {
  const url = new URL('/ws/v1', location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  // eslint-disable-next-line no-restricted-globals -- the one place that opens it
  return new WebSocket(url)
}

export const useLive = defineStore('live', () => {
  const live = shallowRef<Live>(nothing)
  /** What the last frame made; `live` follows it, at most every `SHOW_MS` while rows pour in. */
  let newest: Live = nothing
  let clock: ServerClock | null = null
  let shownAt = 0
  let showing: ReturnType<typeof setTimeout> | undefined
  const socketState = shallowRef<SocketState>({ kind: 'connecting', tries: 0 })
  /** Ticks of this machine, in milliseconds; moves once a second. */
  const tick = ref(performance.now())
  const heardAt = ref<number | null>(null)
  const watching = ref<Id | null>(null)
  let socket: LiveSocket | null = null
  let heart: ReturnType<typeof setInterval> | undefined

  /** The hospital's time now, in milliseconds since 1970; moves with the tick. */
  const now = ref(Date.now())
  /** Seconds of the hospital that pass in one of this machine's: more than one in a demo. */
  const rate = ref(1)
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
    return { type: 'hello', device: deviceId(), ...resumeFrom(newest) }
  }

  /** The hospital's time at this very moment; `now` is what screens show and stands still for a second. */
  const moment = () => (clock ? serverNow(clock, performance.now()) : Date.now())

  /** Both times of this screen, a second on. */
  function beat(): void {
    tick.value = performance.now()
    now.value = moment()
    rate.value = clock?.rate ?? 1
  }

  function show(): void {
    clearTimeout(showing)
    showing = undefined
    shownAt = performance.now()
    live.value = newest
  }

  function take(frame: ServerFrame, at: number): boolean {
    if ('now' in frame) clock = heard(clock, frame.now, at, 'rate' in frame ? frame.rate : undefined)
    heardAt.value = at
    const before = newest.hole
    newest = apply(newest, frame)
    if (frame.type === 'rows') {
      showing ??= setTimeout(show, Math.max(0, shownAt + SHOW_MS - at))
    } else {
      if (frame.type === 'welcome' || frame.type === 'pong') beat()
      show()
    }
    if (frame.type === 'welcome' && watching.value) socket?.send({ type: 'watch', ticket: watching.value })
    return newest.hole && !before
  }

  /** The hospital's time as far as this device remembers it, until the server says it. */
  function presume(at: number, rate: number): void {
    clock ??= { at, tick: performance.now(), rate }
    beat()
  }

  function start(): void {
    if (socket) return
    heart = setInterval(beat, 1_000)
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
    newest = nothing
    clock = null
    show()
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
    moment,
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
