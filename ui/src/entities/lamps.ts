// Which lamps are lit: who waits for somebody, most urgent first: overdue, then unassigned, then ringing. Few
// places; what finds none is counted. Pure, one pass over the board.
import type { TicketRow } from '@/api/wire'
import { isLate, RANK, type Entry } from './order'

export const LAMPS = ['late', 'unassigned', 'ringing'] as const
export type LampKind = (typeof LAMPS)[number]

export interface Lamp {
  kind: LampKind
  ticket: TicketRow
}

export interface Strip {
  shown: Lamp[]
  /** Those without a place. */
  rest: { kind: LampKind; n: number }[]
}

interface Lit {
  entry: Entry
  weight: number
}

export function kindOf(entry: Entry, now: number): LampKind | null {
  if (!entry.live) return null
  if (isLate(entry, now)) return 'late'
  if (entry.group === 'unassigned') return 'unassigned'
  return entry.group === 'ringing' && entry.ticket.offer ? 'ringing' : null
}

function weightOf(entry: Entry, kind: LampKind): number {
  if (kind === 'late') return entry.lateFrom
  if (kind === 'unassigned') return RANK[entry.ticket.priority] * 1e14 + entry.openedAt
  return Date.parse(entry.ticket.offer?.accept_by ?? '')
}

/** When more is lit than there are places, the last place is left to the count of the rest. */
export function strip(entries: Iterable<Entry>, now: number, places: number): Strip {
  const best: Record<LampKind, Lit[]> = { late: [], unassigned: [], ringing: [] }
  const all: Record<LampKind, number> = { late: 0, unassigned: 0, ringing: 0 }
  for (const entry of entries) {
    const kind = kindOf(entry, now)
    if (!kind) continue
    all[kind] += 1
    insert(best[kind], { entry, weight: weightOf(entry, kind) }, places)
  }
  const lit = LAMPS.flatMap((kind) => best[kind].map(({ entry }) => ({ kind, ticket: entry.ticket })))
  const many = LAMPS.reduce((sum, kind) => sum + all[kind], 0) > places
  const shown = lit.slice(0, many ? places - 1 : places)
  const rest = LAMPS.map((kind) => ({
    kind,
    n: all[kind] - shown.filter((lamp) => lamp.kind === kind).length,
  })).filter(({ n }) => n > 0)
  return { shown, rest }
}

/** Keeps the `max` lightest, in order. */
function insert(best: Lit[], one: Lit, max: number): void {
  if (best.length === max && (best[max - 1]?.weight ?? 0) <= one.weight) return
  const at = best.findIndex((other) => other.weight > one.weight)
  best.splice(at < 0 ? best.length : at, 0, one)
  if (best.length > max) best.pop()
}
