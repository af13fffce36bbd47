// The lines of the board from the kept order: group heads with their tickets below. And the same lines held
// still while a hand is on them: rows change in place, new ones wait and are counted. Pure.
import type { HoldReason, Id, TicketRow } from '@/api/wire'
import {
  GROUPS,
  isLate,
  isSoon,
  type BoardLine,
  type Entry,
  type Group,
  type GroupSum,
} from '@/entities/order'
import type { BoardIndex } from './boardIndex'

export function boardLines(
  index: Pick<BoardIndex, 'groups'>,
  fits: (entry: Entry) => boolean,
  folded: ReadonlySet<Group>,
  now: number,
): BoardLine[] {
  const lines: BoardLine[] = []
  for (const group of GROUPS) {
    const rows = index.groups[group].filter(fits)
    if (rows.length === 0) continue
    lines.push({ kind: 'group', key: `group-${group}`, group, sum: summed(rows, now) })
    if (!folded.has(group)) for (const entry of rows) lines.push(entry.line)
  }
  return lines
}

function summed(rows: readonly Entry[], now: number): GroupSum {
  const reasons = new Map<HoldReason, number>()
  const sum = { n: rows.length, firstOpenedAt: Infinity, attempt: 1, late: 0, soon: 0, reasons }
  for (const entry of rows) {
    const { offer, owner } = entry.ticket
    sum.firstOpenedAt = Math.min(sum.firstOpenedAt, entry.openedAt)
    if (offer) sum.attempt = Math.max(sum.attempt, offer.attempt)
    if (isLate(entry, now)) sum.late += 1
    else if (isSoon(entry, now)) sum.soon += 1
    const reason = owner?.on_hold?.reason
    if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  return sum
}

export interface Held {
  lines: BoardLine[]
  /** How many tickets wait to be shown. */
  fresh: number
}

/** `frozen` as it stood, each row as it is now; one that has left the board stays as it was last seen. */
export function heldStill(
  frozen: readonly BoardLine[],
  live: readonly BoardLine[],
  entries: ReadonlyMap<Id, Entry>,
): Held {
  const heads = new Map(live.flatMap((line) => (line.kind === 'group' ? [[line.key, line] as const] : [])))
  const keys = new Set<string>()
  const lines = frozen.map((line) => {
    keys.add(line.key)
    if (line.kind === 'ticket') return entries.get(line.key)?.line ?? line
    return heads.get(line.key) ?? line
  })
  let fresh = 0
  for (const line of live) if (line.kind === 'ticket' && !keys.has(line.key)) fresh += 1
  return { lines, fresh }
}

/** A column of the kanban. Without a sum nothing of it is on the board. */
export interface Column {
  group: Group
  tickets: TicketRow[]
  sum: GroupSum | null
}

/** The same lines as columns, each in the order of the list; one of what has ended only when asked for. */
export function columns(lines: readonly BoardLine[]): Column[] {
  const all: Column[] = GROUPS.map((group) => ({ group, tickets: [], sum: null }))
  let at: Column | undefined
  for (const line of lines) {
    if (line.kind === 'ticket') at?.tickets.push(line.ticket)
    else {
      at = all.find(({ group }) => group === line.group)
      if (at) at.sum = line.sum
    }
  }
  return all.filter(({ group, sum }) => sum || group !== 'ended')
}
