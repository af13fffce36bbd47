// What a ticket's clocks say at a moment: which one speaks, how much is left or over. Pure; words and
// colours come from elsewhere, targets and whether they are missed from the server.
import type { AlertKind, AlertRow, ClockView, Target, TicketRow } from '@/api/wire'

export type Reading =
  | { kind: 'ring'; ms: number; share: number; attempt: number; soon: boolean }
  | { kind: 'wait'; ms: number; share: number }
  | { kind: 'left'; ms: number; share: number; target: Target; dueAt: number }
  | { kind: 'soon'; ms: number; share: number; target: Target; dueAt: number }
  | { kind: 'late'; ms: number; share: 1; target: Target; dueAt: number }
  | { kind: 'paused'; share: number }
  | { kind: 'took'; ms: number; share: 0 }

/** "Soon" is the last fifth of a target, at least this long. */
const SOON_MIN_MS = 2 * 60_000
const RING_SOON_MIN_MS = 60_000

export function isLive(ticket: TicketRow): boolean {
  return ticket.ended_at === null || ticket.ended_at === undefined
}

/** How late a ticket is: by the clock that is over longest, or `null`. Only clocks that still run count. The
 * strip, the list, the alerts and the phones all say this figure. */
export function late(ticket: TicketRow, now: number): { clock: ClockView; ms: number } | null {
  let worst: { clock: ClockView; ms: number } | null = null
  for (const clock of ticket.clocks) {
    if (!clock.due_at || clock.stopped_at) continue
    const ms = now - Date.parse(clock.due_at)
    if (ms >= 0 && (!worst || ms > worst.ms)) worst = { clock, ms }
  }
  return worst
}

/** The running clock that is due first. */
function next(ticket: TicketRow): { clock: ClockView; dueAt: number } | null {
  let first: { clock: ClockView; dueAt: number } | null = null
  for (const clock of ticket.clocks) {
    if (!clock.due_at || clock.stopped_at) continue
    const dueAt = Date.parse(clock.due_at)
    if (!first || dueAt < first.dueAt) first = { clock, dueAt }
  }
  return first
}

export function ofClock(clock: ClockView, now: number): Reading | null {
  if (!clock.due_at || clock.stopped_at) return null
  const dueAt = Date.parse(clock.due_at)
  const ms = dueAt - now
  const target = clock.target
  if (ms <= 0) return { kind: 'late', ms: -ms, share: 1, target, dueAt }
  const whole = clock.target_s * 1_000
  const share = whole > 0 ? Math.min(1, Math.max(0, 1 - ms / whole)) : 1
  const soon = ms <= Math.max(whole / 5, SOON_MIN_MS)
  return { kind: soon ? 'soon' : 'left', ms, share, target, dueAt }
}

/** From when on `reading` says "soon" while it is not late; infinitely far while it says something else. */
export function soonFrom(ticket: TicketRow): number {
  if (ticket.stage === 'unassigned' || (ticket.stage === 'ringing' && ticket.offer)) return Infinity
  const due = next(ticket)
  return due ? due.dueAt - Math.max(due.clock.target_s * 200, SOON_MIN_MS) : Infinity
}

/** What stands in the last column of the board: one sentence a ticket. */
export function reading(ticket: TicketRow, now: number): Reading {
  if (!isLive(ticket)) {
    const ended = Date.parse(ticket.ended_at ?? ticket.last_at)
    return { kind: 'took', ms: ended - Date.parse(ticket.opened_at), share: 0 }
  }
  const over = late(ticket, now)
  if (over) {
    const dueAt = now - over.ms
    return { kind: 'late', ms: over.ms, share: 1, target: over.clock.target, dueAt }
  }
  if (ticket.stage === 'ringing' && ticket.offer) return ringing(ticket.offer, now)
  const due = next(ticket)
  if (ticket.stage === 'unassigned') {
    const share = due ? (ofClock(due.clock, now)?.share ?? 0) : 0
    return { kind: 'wait', ms: Math.max(0, now - Date.parse(ticket.opened_at)), share }
  }
  const read = due ? ofClock(due.clock, now) : null
  return read ?? { kind: 'paused', share: usedShare(ticket) }
}

export type AlertReading = Extract<Reading, { kind: 'late' | 'soon' | 'wait' }>

/** What an alert says: how late its ticket is, how soon it will be, or since when somebody waits. */
export function ofAlert(alert: AlertRow, ticket: TicketRow | undefined, now: number): AlertReading {
  const target = ALERT_TARGET[alert.kind]
  const dueAt = Date.parse(target?.soon ? (alert.due_at ?? alert.since) : alert.since)
  if (target?.soon) return { kind: 'soon', ms: Math.max(0, dueAt - now), share: 1, target: target.of, dueAt }
  const read = ticket && reading(ticket, now)
  if (read?.kind === 'late' || read?.kind === 'wait') return read
  const ms = Math.max(0, now - dueAt)
  return target ? { kind: 'late', ms, share: 1, target: target.of, dueAt } : { kind: 'wait', ms, share: 1 }
}

const ALERT_TARGET: Partial<Record<AlertKind, { of: Target; soon?: true }>> = {
  accept_overdue: { of: 'accept' },
  respond_overdue: { of: 'respond' },
  resolve_overdue: { of: 'resolve' },
  accept_soon: { of: 'accept', soon: true },
  respond_soon: { of: 'respond', soon: true },
  resolve_soon: { of: 'resolve', soon: true },
}

export function ringing(
  offer: { offered_at: string; accept_by: string; attempt: number },
  now: number,
): Reading {
  const from = Date.parse(offer.offered_at)
  const until = Date.parse(offer.accept_by)
  const share = until > from ? Math.min(1, Math.max(0, (now - from) / (until - from))) : 1
  const ms = Math.max(0, until - now)
  const soon = ms <= Math.max((until - from) / 5, RING_SOON_MIN_MS)
  return { kind: 'ring', ms, share, attempt: offer.attempt, soon }
}

function usedShare(ticket: TicketRow): number {
  const resolve = ticket.clocks.find((clock) => clock.target === 'resolve')
  return resolve && resolve.target_s > 0 ? Math.min(1, resolve.used_s / resolve.target_s) : 0
}
