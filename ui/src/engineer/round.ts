// His round and his day as the server makes them: asked again when one of his own tickets has changed, kept for
// when there is no signal. Without them the order is that of the reports.
import { shallowRef, watch } from 'vue'
import * as api from '@/api/engineer'
import type { MyDay, RoundView } from '@/api/wire'
import { useKept } from '@/kept/store'
import { useLive } from '@/live/store'

/** Several rows of one commit are one question. */
const GATHER_MS = 400

export function useRound(versions: () => string) {
  const live = useLive()
  const kept = useKept()
  const round = shallowRef<RoundView | null>(null)
  const day = shallowRef<MyDay | null>(null)

  async function load(): Promise<void> {
    const [walks, did] = await Promise.all([
      kept.asked('round', 'mine', api.round),
      kept.asked('today', 'mine', api.today),
    ])
    round.value = walks
    day.value = did
  }

  watch(
    () => [kept.looked, live.connection === 'live', versions()] as const,
    ([looked], _, onCleanup) => {
      if (!looked) return
      const timer = setTimeout(() => void load(), GATHER_MS)
      onCleanup(() => clearTimeout(timer))
    },
    { immediate: true },
  )

  return { round, day }
}
