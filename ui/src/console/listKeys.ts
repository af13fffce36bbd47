// The keys of a panel's list: the arrows move the choice, `1` to `9` name one while nothing is searched for.
// Knows places only, not what stands there.
import { ref, watch, type Ref } from 'vue'

/** A field beside the search, in which a figure is a figure. */
const elsewhere = (target: EventTarget | null) => target instanceof Element && target.closest('[data-note]')

/** `named`: what a figure does; absent: figures are searched for. */
export function useListKeys(count: () => number, search: Ref<string>, named?: (at: number) => void) {
  const chosen = ref(0)
  watch(search, () => (chosen.value = 0))

  function keys(event: KeyboardEvent): boolean {
    const last = Math.max(0, count() - 1)
    const figure = /^[1-9]$/.test(event.key) ? Number(event.key) : null
    if (event.key === 'ArrowDown') chosen.value = Math.min(last, chosen.value + 1)
    else if (event.key === 'ArrowUp') chosen.value = Math.max(0, chosen.value - 1)
    else if (named && figure !== null && search.value === '' && !elsewhere(event.target)) {
      if (figure <= count()) named(figure - 1)
    } else return false
    return true
  }

  return { chosen, keys }
}
