// One report as its page shows it: the live row, and beside it what the server says may be done and what has
// happened. Asked anew when the row has changed, and now and then while others may move before it.
import { computed, onUnmounted, ref, shallowRef, watch, type Ref } from 'vue'
import { ApiProblem } from '@/api/http'
import * as api from '@/api/tickets'
import type { Id, ProgressView, TicketRow, TimelineItem } from '@/api/wire'
import { useLive } from '@/live/store'

/** The place in the queue changes by tickets that this page does not see. */
const QUEUE_MS = 20_000

export function useReport(id: Ref<Id>) {
  const live = useLive()
  const fetched = shallowRef<TicketRow | null>(null)
  const progress = shallowRef<ProgressView | null>(null)
  const steps = shallowRef<TimelineItem[] | null>(null)
  const missing = ref(false)
  const failed = shallowRef<unknown>(null)
  const row = computed(() => live.live.feeds.reporter?.tickets.get(id.value) ?? null)
  /** The newer of the two: a row that has left the feed stays readable. */
  const ticket = computed(() => {
    const [seen, asked] = [row.value, fetched.value?.id === id.value ? fetched.value : null]
    return seen && (!asked || seen.version >= asked.version) ? seen : asked
  })

  /** Late answers to old questions are dropped. */
  let question = 0
  async function refresh(): Promise<void> {
    const asked = id.value
    const mine = (question += 1)
    try {
      const [one, how, what] = await Promise.all([
        row.value ? null : api.ticket(asked),
        api.progress(asked),
        api.timeline(asked),
      ])
      if (mine !== question) return
      if (one) fetched.value = one.ticket
      else fetched.value = row.value ?? fetched.value
      progress.value = how
      steps.value = what.items
      failed.value = null
      missing.value = false
    } catch (error) {
      if (mine !== question) return
      if (error instanceof ApiProblem && error.code === 'not-found') missing.value = true
      else failed.value = error
    }
  }

  watch([id, () => row.value?.version, () => live.usable], () => void refresh(), { immediate: true })
  const queue = setInterval(() => {
    if (live.usable && progress.value?.ahead != null) void refresh()
  }, QUEUE_MS)
  // What was forbidden becomes possible by itself: asked again at that moment, in the server's time.
  watch(
    () => progress.value?.next_urge_at,
    (at) => {
      clearTimeout(again)
      if (at) again = setTimeout(refresh, Math.max(1_000, Date.parse(at) - live.now + 500))
    },
  )
  let again: ReturnType<typeof setTimeout> | undefined
  onUnmounted(() => {
    clearInterval(queue)
    clearTimeout(again)
  })

  return { ticket, progress, steps, missing, failed, refresh }
}
