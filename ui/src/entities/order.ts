// How tickets stand on the board and in the lamp strip: groups by stage, the most urgent first. Order
// depends on what the server sent, not on the running second, so nothing moves under the hand.
import type { Priority, Stage, TicketRow } from '@/api/wire'
import { isLive, late, reading } from './reading'

export const GROUPS = ['unassigned', 'ringing', 'accepted', 'on_hold', 'ended'] as const
export type Group = (typeof GROUPS)[number]

export const FILTERS = ['open', 'soon', 'late', 'ended'] as const
export type Filter = (typeof FILTERS)[number]

const RANK: Record<Priority, number> = { critical: 0, high: 1, normal: 2, low: 3 }

export function groupOf(stage: Stage): Group {
  switch (stage) {
    case 'unassigned':
    case 'ringing':
    case 'on_hold':
    case 'accepted':
      return stage
    case 'arrived':
      return 'accepted'
    case 'completed':
    case 'withdrawn':
    case 'unresolved':
    case 'merged':
      return 'ended'
    default: {
      const unknown: never = stage
      return unknown
    }
  }
}

export function matches(ticket: TicketRow, filter: Filter, now: number): boolean {
  switch (filter) {
    case 'open':
      return isLive(ticket)
    case 'ended':
      return !isLive(ticket)
    case 'late':
      return isLive(ticket) && late(ticket, now) !== null
    case 'soon':
      return isLive(ticket) && reading(ticket, now).kind === 'soon'
    default: {
      const unknown: never = filter
      return unknown
    }
  }
}

/** Earliest due of the clocks that run; infinitely far when none does. */
function dueAt(ticket: TicketRow): number {
  const due = ticket.clocks.flatMap((clock) =>
    clock.due_at && !clock.stopped_at ? [Date.parse(clock.due_at)] : [],
  )
  return Math.min(Infinity, ...due)
}

function compare(left: TicketRow, right: TicketRow): number {
  if (!isLive(left) && !isLive(right)) return order(right.ended_at ?? '', left.ended_at ?? '')
  if (left.owner && right.owner) return dueAt(left) - dueAt(right) || order(left.id, right.id)
  return RANK[left.priority] - RANK[right.priority] || order(left.opened_at, right.opened_at)
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

export type BoardLine =
  | { kind: 'group'; key: string; group: Group; tickets: TicketRow[] }
  | { kind: 'ticket'; key: string; ticket: TicketRow }

/** The lines of the board: group heads with their tickets below, folded groups as heads alone. */
export function boardLines(
  tickets: Iterable<TicketRow>,
  filter: Filter,
  folded: ReadonlySet<Group>,
  now: number,
): BoardLine[] {
  const groups = new Map<Group, TicketRow[]>(GROUPS.map((group) => [group, []]))
  for (const ticket of tickets) {
    if (matches(ticket, filter, now)) groups.get(groupOf(ticket.stage))?.push(ticket)
  }
  return GROUPS.flatMap((group) => {
    const rows = (groups.get(group) ?? []).sort(compare)
    if (rows.length === 0) return []
    const head: BoardLine = { kind: 'group', key: `group-${group}`, group, tickets: rows }
    const lines = rows.map((ticket): BoardLine => ({ kind: 'ticket', key: ticket.id, ticket }))
    return folded.has(group) ? [head] : [head, ...lines]
  })
}

export type LampKind = 'late' | 'unassigned' | 'ringing'
export interface Lamp {
  kind: LampKind
  ticket: TicketRow
}

/** Who waits for somebody, most urgent first: overdue, then unassigned, then ringing. */
export function lamps(tickets: Iterable<TicketRow>, now: number): Lamp[] {
  const lit: Record<LampKind, { ticket: TicketRow; weight: number }[]> = {
    late: [],
    unassigned: [],
    ringing: [],
  }
  for (const ticket of tickets) {
    if (!isLive(ticket)) continue
    const over = late(ticket, now)
    if (over) lit.late.push({ ticket, weight: -over.ms })
    else if (ticket.stage === 'unassigned')
      lit.unassigned.push({ ticket, weight: RANK[ticket.priority] * 1e15 + Date.parse(ticket.opened_at) })
    else if (ticket.stage === 'ringing' && ticket.offer)
      lit.ringing.push({ ticket, weight: Date.parse(ticket.offer.accept_by) })
  }
  return (['late', 'unassigned', 'ringing'] as const).flatMap((kind) =>
    lit[kind].sort((left, right) => left.weight - right.weight).map(({ ticket }) => ({ kind, ticket })),
  )
}
