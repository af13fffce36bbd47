// The outbox, for Vue: what an engineer says goes in here first, so that nothing is lost when the page dies or the
// lift swallows the signal, and is told the outcome. Decides nothing: rules are in queue.ts, sending in sender.ts.
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { idempotencyKey } from '@/api/key'
import { saidOnce } from '@/api/tickets'
import type { Id, TicketRow } from '@/api/wire'
import { useLive } from '@/live/store'
import { change, read } from '@/kept/db'
import { acknowledged, empty, ofTicket, put, type Box, type Queued } from './queue'
import { timed, type Said } from './said'
import { Sender } from './sender'

const NAME = 'outbox'
const LOCK = 'lamplight.outbox'
/** A request that got no answer for so long is lost; it is sent again under its key. */
const PATIENCE_MS = 15_000
/** A button waits for the answer so long, then what was said counts as kept. */
const BUTTON_MS = 4_000

export type Outcome = 'done' | 'refused' | 'kept' | 'full'
/** What of a ticket one has to know to speak of it. */
export type About = Pick<TicketRow, 'id' | 'number' | 'summary' | 'last_at'>

export const useOutbox = defineStore('outbox', () => {
  const live = useLive()
  const box = shallowRef<Box>(empty)
  const sending = ref<string | null>(null)
  const loggedOut = ref(false)
  const waiting = new Map<string, (outcome: Outcome) => void>()
  let whose: string | null = null
  let sender: Sender | null = null
  let others: BroadcastChannel | null = null
  let wake: () => void = () => undefined

  const queued = computed(() => box.value.queued)
  const refused = computed(() => box.value.refused)
  const of = (ticket: Id): readonly Queued[] => ofTicket(box.value, ticket)

  function shown(next: Box): void {
    box.value = next
    for (const [key, tell] of waiting) {
      if (next.queued.some((one) => one.key === key)) continue
      waiting.delete(key)
      tell(next.refused.some((one) => one.key === key) ? 'refused' : 'done')
    }
  }

  async function folded(fold: (box: Box) => Box): Promise<Box> {
    if (!whose) return empty
    const before = box.value
    const next = await change<Box>(NAME, whose, (kept) => fold(kept ?? empty))
    shown(next)
    if (JSON.stringify(before) !== JSON.stringify(next)) others?.postMessage('changed')
    return next
  }

  function kept(key: string): void {
    waiting.get(key)?.('kept')
    waiting.delete(key)
  }

  function pause(ms: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, ms)
      wake = () => {
        clearTimeout(timer)
        done()
      }
    })
  }

  /** Without locks (plain http) two tabs may send the same: the keys make it once, and each keeps the order. */
  const alone = (run: () => Promise<void>): Promise<void> =>
    'locks' in navigator ? navigator.locks.request(LOCK, run).then(() => undefined) : run()

  async function send(item: Queued): Promise<void> {
    await saidOnce(item.ticket, item.key, item.said, AbortSignal.timeout(PATIENCE_MS))
  }

  function hurry(): void {
    wake()
    void sender?.run()
  }

  /** From now on the outbox is this person's: what waits from before leaves. */
  async function start(person: string): Promise<void> {
    if (sender) return
    whose = person
    loggedOut.value = false
    const ports = { change: folded, send, alone, pause, chance: Math.random, kept }
    sender = new Sender({
      ...ports,
      sending: (key) => (sending.value = key),
      loggedOut: () => (loggedOut.value = true),
    })
    if (typeof BroadcastChannel !== 'undefined') {
      others = new BroadcastChannel(LOCK)
      others.onmessage = () => void read<Box>(NAME).then((next) => shown(next ?? empty))
    }
    window.addEventListener('online', hurry)
    document.addEventListener('visibilitychange', hurry)
    shown((await read<Box>(NAME)) ?? empty)
    hurry()
  }

  /** What is kept stays kept; it leaves when this person is back. */
  function stop(): void {
    sender?.stop()
    sender = null
    wake()
    whose = null
    others?.close()
    others = null
    window.removeEventListener('online', hurry)
    document.removeEventListener('visibilitychange', hurry)
    box.value = empty
    sending.value = null
    for (const tell of waiting.values()) tell('kept')
    waiting.clear()
  }

  /** The hospital's time of now, as far as it is known here: after the last thing known of the ticket, whose
   * microseconds a `Date` does not hold. */
  const momentOf = (about: About) => Math.max(Math.floor(live.moment()), Date.parse(about.last_at) + 1)

  /** Says it: kept first, then sent. Answers when the server has, or when it is plain that it will take a while. */
  async function give(about: About, said: Said): Promise<Outcome> {
    const at = momentOf(about)
    const { id: ticket, number, summary } = about
    const item: Queued = {
      key: idempotencyKey(),
      ticket,
      number,
      summary,
      said: timed(said, at),
      at,
      incidents: 0,
    }
    const next = await folded((box) => put(box, item))
    if (!next.queued.some((one) => one.key === item.key)) return 'full'
    const outcome = new Promise<Outcome>((tell) => waiting.set(item.key, tell))
    if (!live.usable) kept(item.key)
    setTimeout(() => kept(item.key), BUTTON_MS)
    hurry()
    return outcome
  }

  const acknowledge = (key: string) => folded((box) => acknowledged(box, key))

  watch(
    () => live.connection === 'live',
    (now) => now && hurry(),
  )

  return { queued, refused, sending, loggedOut, of, start, stop, give, acknowledge }
})
