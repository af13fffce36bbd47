// Tickets: read them, open them, and every command the screens give.
import { get, send } from './http'
import type {
  DeclineReason,
  Explanation,
  HoldReason,
  Id,
  Instant,
  OpenTicket,
  ReturnReason,
  TicketAnswer,
  TicketPage,
  TicketRow,
  TimelineItem,
  UnresolvedReason,
  WithdrawReason,
} from './wire'

type Seen = Pick<TicketRow, 'id' | 'assignment_version'>

export const ticket = (id: Id) => get<TicketAnswer>(`/tickets/${id}`)
export const tickets = (query: string) => get<TicketPage>(`/tickets?${query}`)
export const timeline = (id: Id) => get<{ items: TimelineItem[] }>(`/tickets/${id}/timeline`)
export const explanation = (id: Id) => get<Explanation>(`/tickets/${id}/explanation`)
export const candidates = (id: Id) => get<Explanation>(`/tickets/${id}/candidates`)
/** Who would get a report that is still being typed; nothing is stored. */
export const draftCandidates = (draft: OpenTicket, signal?: AbortSignal) =>
  send<Explanation>('POST', '/candidates', { body: draft, signal })

export const open = (report: OpenTicket) => send<TicketAnswer>('POST', '/tickets', { body: report })

function command(id: Id, name: string, body: object = {}, ifMatch?: number): Promise<TicketAnswer> {
  return send('POST', `/tickets/${id}/${name}`, { body, ifMatch })
}

export const offer = (seen: Seen, engineer: Id, group?: Id) =>
  command(seen.id, 'offer', { engineer, ...(group ? { group } : {}) }, seen.assignment_version)
export const accept = (id: Id, offered?: Id) => command(id, 'accept', offered ? { offer: offered } : {})
export const decline = (id: Id, reason: DeclineReason, offered?: Id) =>
  command(id, 'decline', { reason, ...(offered ? { offer: offered } : {}) })
export const revoke = (id: Id) => command(id, 'revoke')
export const dispatch = (id: Id) => command(id, 'dispatch')
export const release = (id: Id) => command(id, 'release')
export const giveBack = (id: Id, reason: ReturnReason, note?: string) =>
  command(id, 'return', { reason, ...(note ? { note } : {}) })
export const arrive = (id: Id) => command(id, 'arrive', { mode: 'on_site' })
export const hold = (id: Id, reason: HoldReason, until: Instant) => command(id, 'hold', { reason, until })
export const resume = (id: Id) => command(id, 'resume')
export const complete = (id: Id, cause: Id, note?: string) =>
  command(id, 'complete', { cause, ...(note ? { note } : {}) })
export const unresolved = (id: Id, reason: UnresolvedReason) => command(id, 'unresolved', { reason })
export const urge = (id: Id) => command(id, 'urge')
export const withdraw = (id: Id, reason: WithdrawReason) => command(id, 'withdraw', { reason })
export const reopen = (id: Id) => command(id, 'reopen')
export const rate = (id: Id, stars: number) => command(id, 'rate', { stars })
export const comment = (id: Id, text: string) => command(id, 'comment', { text })
export const acknowledge = (id: Id, level: number) => command(id, 'acknowledge', { level })
export const reprioritise = (seen: Seen, priority: TicketRow['priority']) =>
  command(seen.id, 'reprioritise', { priority }, seen.assignment_version)
