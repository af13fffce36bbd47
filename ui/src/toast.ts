// Short messages at the edge of the screen: what the server has done, or why it has not. They leave by
// themselves; nothing has to be closed. A message may carry one thing to do about it.
import { ref } from 'vue'

export interface ToastAction {
  label: string
  /** The key that does it, as it is shown. */
  key: string
  lifeMs: number
  run: () => void
}

export interface Toast {
  id: number
  text: string
  kind: 'done' | 'failed'
  /** When it leaves, by this machine's ticks. */
  until: number
  action?: ToastAction
}

const LIFE_MS = { done: 5_000, failed: 9_000 }
let last = 0

export const toasts = ref<Toast[]>([])

/** The answer takes it away before its time. */
export function toast(kind: Toast['kind'], text: string, action?: ToastAction): () => void {
  const id = (last += 1)
  const life = action?.lifeMs ?? LIFE_MS[kind]
  const one: Toast = { id, text, kind, until: performance.now() + life, ...(action ? { action } : {}) }
  toasts.value = [...toasts.value.slice(-2), one]
  const leave = () => void (toasts.value = toasts.value.filter((other) => other.id !== id))
  setTimeout(leave, life)
  return leave
}
