// The noise of a ring: sound and vibration until it is answered or over, and `got` to the server once this
// device shows it. A phone without signal falls silent at the end of the window: nobody can tell it more.
import { computed, onMounted, onUnmounted, watch, type Ref } from 'vue'
import type { Ring } from '@/api/wire'
import { play, RING_MS, RING_PAUSE_MS, unblockOnTouch } from '@/live/sound'
import { useLive } from '@/live/store'

export function useRinging(rings: Ref<Ring[]>): void {
  const live = useLive()
  const got = new Set<string>()
  let turn: ReturnType<typeof setInterval> | undefined
  let release: () => void = () => undefined

  function sound(): void {
    play('ring')
    // browsers refuse and complain before the page has been touched
    if ('vibrate' in navigator && navigator.userActivation?.hasBeenActive) navigator.vibrate([400, 200, 400])
  }

  function quiet(): void {
    clearInterval(turn)
    turn = undefined
  }

  const loud = computed(() =>
    rings.value.some((ring) => live.usable || Date.parse(ring.accept_by) > live.now),
  )

  watch(
    rings,
    (now) => {
      for (const ring of now) {
        if (got.has(ring.offer)) continue
        got.add(ring.offer)
        live.got(ring.offer)
      }
    },
    { immediate: true },
  )
  watch(
    loud,
    (now) => {
      if (!now) return quiet()
      if (turn) return
      sound()
      turn = setInterval(sound, RING_MS + RING_PAUSE_MS)
    },
    { immediate: true },
  )
  onMounted(() => (release = unblockOnTouch()))
  onUnmounted(() => {
    quiet()
    release()
  })
}
