// Something fetched for what is shown, again whenever its key changes: the last answer stays while the next
// one is on its way, late answers to old questions are dropped.
import { onUnmounted, ref, shallowRef, watch, type WatchSource } from 'vue'

export function useFetched<K, T>(key: WatchSource<K>, ask: (key: K) => Promise<T>) {
  const value = shallowRef<T | null>(null)
  const error = shallowRef<unknown>(null)
  const question = ref(0)

  async function fetchNow(of: K): Promise<void> {
    const mine = (question.value += 1)
    try {
      const answer = await ask(of)
      if (mine !== question.value) return
      value.value = answer
      error.value = null
    } catch (thrown) {
      if (mine === question.value) error.value = thrown
    }
  }

  watch(key, (of) => void fetchNow(of as K), { immediate: true })
  onUnmounted(() => (question.value += 1))
  return { value, error, again: fetchNow }
}
