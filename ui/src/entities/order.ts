// How tickets stand on the board: groups by stage, the most urgent first. What decides is worked out once
// for each row that the server sends, as numbers; it does not depend on the running second, so nothing moves
// under the hand. Which clock is late or soon is compared with `now` by whoever asks.
import type { HoldReason, Id, Priority, Stage, TicketRow } from '@/api/wire'
import { isLive, soonFrom } from './reading'

export const GROUPS = ['unassigned', 'ringing', 'accepted', 'on_hold', 'ended'] as const
export type Group = (typeof GROUPS)[number]

export const RANK: Record<Priority, number> = { critical: 0, high: 1, normal: 2, low: 3 }

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

/** A ticket with what the board asks of it again and again. */
export interface Entry {
  ticket: TicketRow
  group: Group
  live: boolean
  /** Smaller stands higher; equal ones stand by id. */
  weight: number
  openedAt: number
  /** From this moment on it is late; infinitely far when no clock runs. */
  lateFrom: number
  /** From this moment on it is about to be late. */
  soonFrom: number
  line: TicketLine
  /** Which saved filters it fits, a bit each. */
  fits: number
}

export function entryOf(ticket: TicketRow): Entry {
  const live = isLive(ticket)
  const group = groupOf(ticket.stage)
  const openedAt = Date.parse(ticket.opened_at)
  let due = Infinity
  if (live)
    for (const clock of ticket.clocks)
      if (clock.due_at && !clock.stopped_at) due = Math.min(due, Date.parse(clock.due_at))
  return {
    ticket,
    group,
    live,
    weight: weight(ticket, group, openedAt, due),
    openedAt,
    lateFrom: due,
    soonFrom: live ? soonFrom(ticket) : Infinity,
    line: { kind: 'ticket', key: ticket.id, ticket },
    fits: 0,
  }
}

/** Owned ones by what is due first, waiting ones by priority and age, ended ones the newest first. */
function weight(ticket: TicketRow, group: Group, openedAt: number, due: number): number {
  if (group === 'ended') return -Date.parse(ticket.ended_at ?? ticket.last_at)
  if (ticket.owner) return due
  return RANK[ticket.priority] * 1e14 + openedAt
}

export function byNeed(left: Entry, right: Entry): number {
  if (left.weight !== right.weight) return left.weight < right.weight ? -1 : 1
  return left.ticket.id < right.ticket.id ? -1 : left.ticket.id > right.ticket.id ? 1 : 0
}

export const isLate = (entry: Entry, now: number) => entry.lateFrom <= now
export const isSoon = (entry: Entry, now: number) => entry.soonFrom <= now && now < entry.lateFrom

/** What is to be known of a group beside its rows. */
export interface GroupSum {
  n: number
  firstOpenedAt: number
  attempt: number
  late: number
  soon: number
  reasons: ReadonlyMap<HoldReason, number>
}

export interface TicketLine {
  kind: 'ticket'
  key: Id
  ticket: TicketRow
}
export interface GroupLine {
  kind: 'group'
  key: string
  group: Group
  sum: GroupSum
}
export type BoardLine = GroupLine | TicketLine
