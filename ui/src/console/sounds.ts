// When the desk sounds: a ticket that nobody can take, a lost connection; alerts sound on every page
// (src/alerts). Success is silent.
import { onMounted, onUnmounted, watch } from 'vue'
import { play, unblockOnTouch } from '@/live/sound'
import { useLive } from '@/live/store'
import { useDesk } from './desk'

/** No more often than this for unassigned tickets, in ticks. */
const UNASSIGNED_EVERY_MS = 10_000

export function useDeskSounds(): void {
  const desk = useDesk()
  const live = useLive()
  let lastAt = -UNASSIGNED_EVERY_MS
  let release: () => void = () => undefined

  onMounted(() => (release = unblockOnTouch()))
  onUnmounted(() => release())

  const unassigned = () => desk.feed?.figures?.unassigned ?? null
  watch(unassigned, (now, before) => {
    if (now === null || before == null || now <= before || live.tick - lastAt < UNASSIGNED_EVERY_MS) return
    lastAt = live.tick
    play('unassigned')
  })

  watch(
    () => live.connection,
    (now, before) => {
      if (now === 'offline' && before !== 'connecting') play('offline')
    },
  )
}
