// Tickets: read them, open them, and every command the screens give. One call a function.
import { change, client, read } from './http'
import type { Command, Said } from '@/outbox/said'
import type {
  AcceptBody,
  CandidatesBody,
  DeclineReason,
  HoldReason,
  Id,
  Instant,
  OpenTicket,
  Priority,
  ReturnReason,
  SimilarBody,
  TicketRow,
  UnresolvedReason,
  WithdrawReason,
} from './wire'

type Seen = Pick<TicketRow, 'id' | 'assignment_version'>

const PATHS: Record<Command, string> = {
  accept: '/api/v1/tickets/{id}/accept',
  decline: '/api/v1/tickets/{id}/decline',
  arrive: '/api/v1/tickets/{id}/arrive',
  hold: '/api/v1/tickets/{id}/hold',
  resume: '/api/v1/tickets/{id}/resume',
  complete: '/api/v1/tickets/{id}/complete',
  unresolved: '/api/v1/tickets/{id}/unresolved',
  return: '/api/v1/tickets/{id}/return',
  transfer: '/api/v1/tickets/{id}/transfer',
  comment: '/api/v1/tickets/{id}/comment',
}

const of = (id: Id) => ({ params: { path: { id } } })
const on = (id: Id, key: string) => ({ params: { path: { id }, header: { 'Idempotency-Key': key } } })
const seenAs = (seen: Seen, key: string) => ({
  params: {
    path: { id: seen.id },
    header: { 'Idempotency-Key': key, 'If-Match': String(seen.assignment_version) },
  },
})

export const ticket = (id: Id) => read(() => client.GET('/api/v1/tickets/{id}', of(id)))
export const timeline = (id: Id) => read(() => client.GET('/api/v1/tickets/{id}/timeline', of(id)))
export const progress = (id: Id) => read(() => client.GET('/api/v1/tickets/{id}/progress', of(id)))
/** What ended before of the same reporter, place and system. */
export const history = (id: Id) => read(() => client.GET('/api/v1/tickets/{id}/history', of(id)))
/** What a ticket of the category may be completed with, most used first. */
export const causes = (category: Id) =>
  read(() => client.GET('/api/v1/causes', { params: { query: { category } } }))
export const explanations = (id: Id) => read(() => client.GET('/api/v1/tickets/{id}/explanation', of(id)))
export const candidates = (id: Id) => read(() => client.GET('/api/v1/tickets/{id}/candidates', of(id)))
/** Who would get a report that is still being typed; nothing is stored. */
export const draftCandidates = (body: CandidatesBody, signal?: AbortSignal) =>
  read(() => client.POST('/api/v1/candidates', { body, signal }))
/** Live tickets that are probably what is being typed, best first; nothing is stored. */
export const similar = (body: SimilarBody, signal?: AbortSignal) =>
  read(() => client.POST('/api/v1/tickets/similar', { body, signal }))
/** `reporter`: for somebody else, by the desk; absent: oneself. */
export const join = (id: Id, reporter?: Id) =>
  change((key) => client.POST('/api/v1/tickets/{id}/join', { ...on(id, key), body: { reporter } }))

export const open = (body: OpenTicket) =>
  change((key) => client.POST('/api/v1/tickets', { params: { header: { 'Idempotency-Key': key } }, body }))

/** With a key of the caller's own: sent again after a reload it is still one report. */
export const openOnce = (key: string, body: OpenTicket) =>
  read(() => client.POST('/api/v1/tickets', { params: { header: { 'Idempotency-Key': key } }, body }))

export const offer = (seen: Seen, engineer: Id, group?: Id) =>
  change((key) =>
    client.POST('/api/v1/tickets/{id}/offer', { ...seenAs(seen, key), body: { engineer, group } }),
  )
export const accept = (id: Id, offered?: Id) =>
  change((key) => client.POST('/api/v1/tickets/{id}/accept', { ...on(id, key), body: { offer: offered } }))
export const decline = (id: Id, reason: DeclineReason, offered?: Id) =>
  change((key) =>
    client.POST('/api/v1/tickets/{id}/decline', { ...on(id, key), body: { reason, offer: offered } }),
  )
export const revoke = (id: Id) =>
  change((key) => client.POST('/api/v1/tickets/{id}/revoke', { ...on(id, key), body: {} }))
export const dispatch = (id: Id) =>
  change((key) => client.POST('/api/v1/tickets/{id}/dispatch', { ...on(id, key), body: {} }))
export const release = (id: Id) =>
  change((key) => client.POST('/api/v1/tickets/{id}/release', { ...on(id, key), body: {} }))
export const giveBack = (id: Id, reason: ReturnReason) =>
  change((key) => client.POST('/api/v1/tickets/{id}/return', { ...on(id, key), body: { reason } }))
export const arrive = (id: Id) =>
  change((key) => client.POST('/api/v1/tickets/{id}/arrive', { ...on(id, key), body: { mode: 'on_site' } }))
export const hold = (id: Id, reason: HoldReason, until: Instant, note?: string) =>
  change((key) => client.POST('/api/v1/tickets/{id}/hold', { ...on(id, key), body: { reason, until, note } }))
export const resume = (id: Id) =>
  change((key) => client.POST('/api/v1/tickets/{id}/resume', { ...on(id, key), body: {} }))
export const complete = (id: Id, cause: Id, note?: string) =>
  change((key) => client.POST('/api/v1/tickets/{id}/complete', { ...on(id, key), body: { cause, note } }))
export const unresolved = (id: Id, reason: UnresolvedReason, note?: string) =>
  change((key) => client.POST('/api/v1/tickets/{id}/unresolved', { ...on(id, key), body: { reason, note } }))
export const urge = (id: Id) =>
  change((key) => client.POST('/api/v1/tickets/{id}/urge', { ...on(id, key), body: {} }))
export const withdraw = (id: Id, reason: WithdrawReason) =>
  change((key) => client.POST('/api/v1/tickets/{id}/withdraw', { ...on(id, key), body: { reason } }))
export const reopen = (id: Id, note?: string) =>
  change((key) => client.POST('/api/v1/tickets/{id}/reopen', { ...on(id, key), body: { note } }))
export const rate = (id: Id, stars: number, words?: string) =>
  change((key) => client.POST('/api/v1/tickets/{id}/rate', { ...on(id, key), body: { stars, words } }))
export const comment = (id: Id, text: string) =>
  change((key) => client.POST('/api/v1/tickets/{id}/comment', { ...on(id, key), body: { text } }))
export const acknowledge = (id: Id, level: number) =>
  change((key) => client.POST('/api/v1/tickets/{id}/acknowledge', { ...on(id, key), body: { level } }))
export const unquarantine = (id: Id) =>
  change((key) => client.POST('/api/v1/tickets/{id}/unquarantine', { ...on(id, key), body: {} }))
/** `note`: why, for whoever is asked. */
export const transfer = (id: Id, to: { engineer: Id } | { group: Id }, note?: string) =>
  change((key) => client.POST('/api/v1/tickets/{id}/transfer', { ...on(id, key), body: { ...to, note } }))
export const reclassify = (seen: Seen, to: { category: Id; zone?: Id; system?: Id }) =>
  change((key) => client.POST('/api/v1/tickets/{id}/reclassify', { ...seenAs(seen, key), body: to }))
export const reprioritise = (seen: Seen, priority: Priority) =>
  change((key) =>
    client.POST('/api/v1/tickets/{id}/reprioritise', { ...seenAs(seen, key), body: { priority } }),
  )
export const merge = (seen: Seen, into: Id) =>
  change((key) => client.POST('/api/v1/tickets/{id}/merge', { ...seenAs(seen, key), body: { into } }))
export const split = (id: Id) =>
  change((key) => client.POST('/api/v1/tickets/{id}/split', { ...on(id, key), body: {} }))
/** An engineer's command under a key and a patience of the caller's own: sent again, after a reload too, it has
 * its effect once. */
export const saidOnce = (id: Id, key: string, { command, body }: Said, signal?: AbortSignal) =>
  read(() =>
    client.POST(PATHS[command] as '/api/v1/tickets/{id}/accept', {
      ...on(id, key),
      // one call for ten commands: `Said` has paired each with its body
      body: body as AcceptBody,
      signal,
    }),
  )
/** Takes back the caller's own command after which the ticket had this version. */
export const undo = (id: Id, version: number) =>
  change((key) => client.POST('/api/v1/tickets/{id}/undo', { ...on(id, key), body: { version } }))
