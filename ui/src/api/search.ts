// Tickets of any age, found by the server: a number, words of the summary, or somebody's.
import { client, read } from './http'
import type { Id, TicketRow } from './wire'

const FOUND_MAX = 8

export interface Asked {
  q?: string
  engineer?: Id
  reporter?: Id
}

export async function searchTickets(asked: Asked, signal?: AbortSignal): Promise<TicketRow[]> {
  const query = { ...asked, limit: FOUND_MAX }
  const page = await read(() => client.GET('/api/v1/tickets', { params: { query }, signal }))
  return page.items
}
