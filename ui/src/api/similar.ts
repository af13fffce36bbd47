// Is it reported already: open tickets of the same place or system, while a report is being typed.
import { client, read } from './http'
import type { Id, Instant, Named, Shown, Stage } from './wire'

export interface SimilarBody {
  category?: Id
  zone?: Id
  department?: Id
  system?: Id
  summary?: string
}

export interface SimilarTicket {
  id: Id
  number: string
  summary: string
  place: string
  category: Named
  shown: Shown
  stage: Stage
  opened_at: Instant
  reporters: number
  engineer?: Named | null
  why: string[]
  joined: boolean
}

type Post = (
  path: string,
  init: { body: SimilarBody; signal?: AbortSignal },
) => Promise<{ data?: { items: SimilarTicket[] }; error?: unknown; response: Response }>

export const similar = (body: SimilarBody, signal?: AbortSignal) =>
  read(() => (client.POST as unknown as Post)('/api/v1/tickets/similar', { body, signal }))
