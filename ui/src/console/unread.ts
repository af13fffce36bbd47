// What this dispatcher has read: a ticket is unread when somebody else has opened or changed it since. Pure;
// kept by this browser for each login (unreadStore.ts), no longer than the ticket is on the board.
import type { Id, TicketRow } from '@/api/wire'

export interface ReadMarks {
  /** Tickets reported before were there when this browser first saw the board, or all were called read. */
  since: number
  /** The version that was seen, of those that were opened here. */
  seen: Record<Id, number>
}

type Row = Pick<TicketRow, 'id' | 'version' | 'opened_by'>

/** `openedAt` as a moment: the board has it at hand, ten thousand times a second. */
export function isUnread(marks: ReadMarks, ticket: Row, openedAt: number, me: Id | undefined): boolean {
  const seen = marks.seen[ticket.id]
  if (seen !== undefined) return ticket.version > seen
  return openedAt > marks.since && ticket.opened_by?.id !== me
}

export function read(marks: ReadMarks, ticket: Pick<TicketRow, 'id' | 'version'>): ReadMarks {
  if ((marks.seen[ticket.id] ?? -1) >= ticket.version) return marks
  return { ...marks, seen: { ...marks.seen, [ticket.id]: ticket.version } }
}

/** A command makes few versions (a ring that stands ends with it). More: somebody else was at it too. */
const OWN_STEPS_MAX = 3

/** An own command made this version: what was read before it still is; what was not stays unread. */
export function ownChange(marks: ReadMarks, ticket: Row): ReadMarks {
  const seen = marks.seen[ticket.id]
  return seen !== undefined && ticket.version <= seen + OWN_STEPS_MAX ? read(marks, ticket) : marks
}

/** Only what the board still has is kept. */
export function pruned(marks: ReadMarks, has: (id: Id) => boolean): ReadMarks {
  const kept = Object.entries(marks.seen).filter(([id]) => has(id))
  return kept.length === Object.keys(marks.seen).length ? marks : { ...marks, seen: Object.fromEntries(kept) }
}

export function parsed(text: string | null): ReadMarks | null {
  try {
    const marks = JSON.parse(text ?? 'null') as ReadMarks | null
    return marks && typeof marks.since === 'number' && typeof marks.seen === 'object' ? marks : null
  } catch {
    return null
  }
}
