// The wall screens as the server tells them, asked again every few seconds while the page is live: a screen
// that comes in or goes dark is seen here without a reload.
import { computed, ref, watch } from 'vue'
import { listScreens } from '@/api/screens'
import { useFetched } from '@/console/fetched'
import { useLive } from '@/live/store'

const EVERY_MS = 3_000

export function useScreens() {
  const live = useLive()
  const slot = computed(() => Math.floor(live.tick / EVERY_MS))
  const asked = ref(0)
  watch([slot, () => live.usable], () => {
    if (live.usable && document.visibilityState === 'visible') asked.value = slot.value
  })
  const { value, error, again } = useFetched(asked, async () => (await listScreens()).items)
  return { screens: value, error, refresh: () => again(asked.value) }
}
