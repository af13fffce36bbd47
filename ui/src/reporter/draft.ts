// One report that could not be sent: kept in this browser with its key, so that it is filed once however often
// it is sent. Belongs to the person who wrote it. Never sends anything.
import { ref } from 'vue'
import { idempotencyKey } from '@/api/key'
import type { Id, OpenTicket } from '@/api/wire'

export interface Kept {
  key: string
  body: OpenTicket
  /** What it is about and where, as the form said it. */
  about: string
  /** Milliseconds since 1970. */
  at: number
}

const slot = (person: Id) => `lamplight.report.${person}`

/** What stands in the slot; what cannot be read was never written by us. */
export function stored(person: Id): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(slot(person)) ?? 'null') as Kept | null
    return kept && typeof kept.key === 'string' && typeof kept.body === 'object' ? kept : null
  } catch {
    return null
  }
}

export function useDraft(person: Id) {
  const kept = ref<Kept | null>(stored(person))

  /** Before it is sent: a page that dies on the way has lost nothing. */
  function keep(body: OpenTicket, about: string, at: number): Kept {
    const draft = { key: idempotencyKey(), body, about, at }
    localStorage.setItem(slot(person), JSON.stringify(draft))
    kept.value = draft
    return draft
  }

  function drop(): void {
    localStorage.removeItem(slot(person))
    kept.value = null
  }

  return { kept, keep, drop }
}
