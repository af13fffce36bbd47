// Short messages at the edge of the screen: what the server has done, or why it has not. They leave by
// themselves; nothing has to be closed.
import { ref } from 'vue'

export interface Toast {
  id: number
  text: string
  kind: 'done' | 'failed'
}

const LIFE_MS = { done: 5_000, failed: 9_000 }
let last = 0

export const toasts = ref<Toast[]>([])

/** The answer takes it away before its time. */
export function toast(kind: Toast['kind'], text: string): () => void {
  const id = (last += 1)
  toasts.value = [...toasts.value.slice(-2), { id, text, kind }]
  const leave = () => void (toasts.value = toasts.value.filter((one) => one.id !== id))
  setTimeout(leave, LIFE_MS[kind])
  return leave
}
