// Open tickets that look like the report being typed, asked anew after each pause. Where the server has no
// answer the list is empty: the report is no worse for it.
import { onUnmounted, shallowRef, watch } from 'vue'
import { similar } from '@/api/tickets'
import type { SimilarBody, SimilarTicket } from '@/api/wire'

/** Pause after the last change before the server is asked. */
const ASK_AFTER_MS = 300
/** Fewer letters of a summary say nothing. */
const WORDS_MIN = 2

/** `null`: too little is known to ask. Pure. */
export function question(fields: {
  category: string | null
  zone: string | null
  department: string | null
  system: string | null
  summary: string
}): SimilarBody | null {
  const summary = fields.summary.trim()
  const words = summary.length >= WORDS_MIN ? { summary } : {}
  if (!fields.category && !fields.system && !('summary' in words)) return null
  return {
    ...(fields.category ? { category: fields.category } : {}),
    ...(fields.zone ? { zone: fields.zone } : {}),
    ...(fields.department ? { department: fields.department } : {}),
    ...(fields.system ? { system: fields.system } : {}),
    ...words,
  }
}

export function useAlike(fields: Parameters<typeof question>[0]) {
  const alike = shallowRef<readonly SimilarTicket[]>([])
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | null = null

  async function ask(body: SimilarBody, mine: AbortController): Promise<void> {
    const answer = await similar(body, mine.signal).catch(() => null)
    if (!mine.signal.aborted) alike.value = answer?.items ?? []
  }

  watch(
    () => question(fields),
    (body) => {
      clearTimeout(timer)
      asking?.abort()
      if (!body) {
        alike.value = []
        return
      }
      const mine = new AbortController()
      asking = mine
      timer = setTimeout(() => void ask(body, mine), ASK_AFTER_MS)
    },
  )
  onUnmounted(() => {
    clearTimeout(timer)
    asking?.abort()
  })
  return alike
}
