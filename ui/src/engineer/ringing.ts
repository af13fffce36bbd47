// The noise of a ring: sound and vibration until it is answered or over, and `got` to the server once this
// device shows it.
import { onMounted, onUnmounted, watch, type Ref } from 'vue'
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

  watch(
    rings,
    (now) => {
      for (const ring of now) {
        if (got.has(ring.offer)) continue
        got.add(ring.offer)
        live.got(ring.offer)
      }
      if (now.length === 0) return quiet()
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
