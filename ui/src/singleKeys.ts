// Whether single letters are keys on this device (WCAG 2.1.4), and when they are not: while a field has the
// focus. Kept in this browser.
import { ref, watch } from 'vue'

const KEY = 'lamplight.single_keys'

export const singleKeys = ref(localStorage.getItem(KEY) !== 'off')
watch(singleKeys, (on) => localStorage.setItem(KEY, on ? 'on' : 'off'))

/** Letters go into it. Radios and check boxes take none. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const mark = target instanceof HTMLInputElement && ['radio', 'checkbox'].includes(target.type)
  return target.isContentEditable || (['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) && !mark)
}

/** A key that was not meant for anything else: no chord, no input method at work. */
export function isPlain(event: KeyboardEvent): boolean {
  return !(event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey)
}
