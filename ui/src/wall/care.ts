// What a screen does for itself over the years: moves its picture so that nothing burns in, is dimmer at
// night, and takes a new build when that loses nothing. Only this file reloads the page.
import { onUnmounted, ref, watch } from 'vue'
import { pageIsThere } from '@/api/http'
import { useLive } from '@/live/store'

/** The picture moves this many pixels a minute, round a small square. */
const STEP_PX = 4
const ROUND: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 0],
  [2, 0],
  [2, 1],
  [2, 2],
  [1, 2],
  [0, 2],
  [0, 1],
]
const MINUTE = 60_000
const NIGHT_FROM = 22
const NIGHT_TO = 6
/** No closer than this does a page take a new build, whatever servers it meets (a rolling update). */
const RELOAD_EVERY = 5 * MINUTE
const RELOADED_AT = 'lamplight.wall_reloaded_at'

/** Where the picture stands in this minute, in pixels of the canvas. */
export function shiftAt(now: number): { x: number; y: number } {
  const [x, y] = ROUND[Math.floor(now / MINUTE) % ROUND.length] ?? [0, 0]
  return { x: (x - 1) * STEP_PX, y: (y - 1) * STEP_PX }
}

/** Every other hour the halves change sides. */
export function swappedAt(now: number): boolean {
  return Math.floor(now / (60 * MINUTE)) % 2 === 1
}

export function isNight(hour: number): boolean {
  return hour >= NIGHT_FROM || hour < NIGHT_TO
}

/** Takes a new build once its page can be had; a wall has nothing to lose that the server does not know. */
export function useNewBuild(): void {
  const live = useLive()
  const first = ref<string | null>(null)
  let again: ReturnType<typeof setTimeout> | undefined

  async function take(): Promise<void> {
    const since = Date.now() - Number(localStorage.getItem(RELOADED_AT) ?? 0)
    const wait = since < 0 ? 0 : RELOAD_EVERY - since
    if (wait <= 0 && (await pageIsThere())) {
      localStorage.setItem(RELOADED_AT, String(Date.now()))
      location.reload()
      return
    }
    again = setTimeout(() => void take(), Math.max(wait, MINUTE))
  }

  watch(
    () => live.live.build,
    (build) => {
      if (!build) return
      first.value ??= build
      clearTimeout(again)
      if (build !== first.value) void take()
    },
    { immediate: true },
  )
  onUnmounted(() => clearTimeout(again))
}
