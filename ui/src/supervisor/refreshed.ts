// What is asked for by HTTP and shown beside live rows: asked again when something has happened since, no
// more often than every few seconds, and when the connection comes back.
import { computed, ref, watch } from 'vue'
import { useFetched } from '@/console/fetched'
import { useLive } from '@/live/store'

/** Between two questions while much happens. */
const EVERY_MS = 10_000

export function useRefreshed<T>(ask: () => Promise<T>) {
  const live = useLive()
  const board = live.feed('board')
  const position = ref<number | null>(null)
  const slot = computed(() => Math.floor(live.tick / EVERY_MS))
  watch(
    [slot, () => board.value === null],
    () => {
      if (live.usable && board.value) position.value = board.value.position
    },
    { immediate: true },
  )
  return useFetched(position, ask)
}
