// What a reporter's pages make of rows: order of the list, tiles of the tree, one sentence a ticket. Pure; what
// may be done is the server's to say.
import type { CategoryView, DirectoryView, Id, TicketRow } from '@/api/wire'
import { isLive } from '@/entities/reading'

/** Open ones first, then ended ones; the newest on top of each. */
export function inOrder(tickets: Iterable<TicketRow>): { open: TicketRow[]; ended: TicketRow[] } {
  const newest = [...tickets].sort((left, right) => (left.opened_at > right.opened_at ? -1 : 1))
  return {
    open: newest.filter(isLive),
    ended: newest.filter((ticket) => !isLive(ticket)),
  }
}

export interface Tile {
  id: Id
  name: string
}

/** What a person chooses from: the branches below the roots, and leaves that hang there (不清楚) last. Two
 * of the same name say whose they are. */
export function tiles(view: Pick<DirectoryView, 'categories'> | null): Tile[] {
  const all = view?.categories ?? []
  const roots = new Set(all.filter((one) => !one.parent).map((one) => one.id))
  const below = all.filter((one) => one.parent && roots.has(one.parent))
  // A tree of roots alone, as of a new organisation, is chosen from itself.
  const shown = below.length > 0 ? below : all.filter((one) => one.leaf)
  const name = (one: CategoryView) => {
    const twice = shown.filter((other) => other.name === one.name).length > 1
    const parent = all.find((node) => node.id === one.parent)
    return twice && parent ? `${parent.name} ${one.name}` : one.name
  }
  const last = (one: CategoryView) => below.length > 0 && one.leaf
  return [...shown.filter((one) => !last(one)), ...shown.filter(last)].map((one) => ({
    id: one.id,
    name: name(one),
  }))
}

/** The leaves of a tile in the organisation's order; a leaf is its own. */
export function leaves(view: Pick<DirectoryView, 'categories'> | null, tile: Id): CategoryView[] {
  const all = view?.categories ?? []
  const inside = (one: CategoryView): boolean => {
    for (let at: Id | null | undefined = one.id; at; at = all.find((node) => node.id === at)?.parent)
      if (at === tile) return true
    return false
  }
  return all.filter((one) => one.leaf && inside(one))
}

export type Saying =
  | { key: 'coming' | 'here'; name: string }
  | { key: 'paused'; name: string; reason: string }
  | { key: 'finding' | 'asked' | 'done' | 'unresolved' | 'withdrawn' | 'merged' }

/** The big line of a report. */
export function saying(ticket: TicketRow): Saying {
  const name = ticket.owner?.engineer.name ?? ''
  switch (ticket.stage) {
    case 'accepted':
      return { key: 'coming', name }
    case 'arrived':
      return { key: 'here', name }
    case 'on_hold':
      return { key: 'paused', name, reason: ticket.owner?.on_hold?.reason ?? 'other' }
    case 'ringing':
      return { key: 'asked' }
    case 'unassigned':
      return { key: 'finding' }
    case 'completed':
      return { key: 'done' }
    case 'unresolved':
    case 'withdrawn':
    case 'merged':
      return { key: ticket.stage }
    default: {
      const unknown: never = ticket.stage
      return unknown
    }
  }
}
