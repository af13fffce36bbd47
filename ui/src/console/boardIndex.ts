// The board's tickets in their order, kept while rows come in: a changed row is taken out and put where it
// belongs, nothing is sorted anew. Knows no Vue; who shows it asks again after `sync`.
import type { Id, TicketRow } from '@/api/wire'
import { byNeed, entryOf, GROUPS, type Entry, type Group } from '@/entities/order'

/** More changed rows than this at once and sorting everything is cheaper than placing each. */
const PLACE_MAX = 400

export type Fits = (ticket: TicketRow) => number

export class BoardIndex {
  readonly entries = new Map<Id, Entry>()
  readonly groups: Record<Group, Entry[]> = {
    unassigned: [],
    ringing: [],
    accepted: [],
    on_hold: [],
    ended: [],
  }

  constructor(private fits: Fits = () => 0) {}

  /** Takes over what the feed has. A row that changed is another object. */
  sync(tickets: ReadonlyMap<Id, TicketRow>): void {
    const changed: TicketRow[] = []
    for (const ticket of tickets.values())
      if (this.entries.get(ticket.id)?.ticket !== ticket) changed.push(ticket)
    const gone: Id[] = []
    if (this.entries.size > tickets.size - changed.length)
      for (const id of this.entries.keys()) if (!tickets.has(id)) gone.push(id)
    if (changed.length + gone.length > PLACE_MAX) this.rebuild(tickets)
    else {
      for (const id of gone) this.remove(id)
      for (const ticket of changed) this.place(ticket)
    }
  }

  /** The saved filters have changed: every ticket is asked again. */
  refit(fits: Fits): void {
    this.fits = fits
    for (const entry of this.entries.values()) entry.fits = fits(entry.ticket)
  }

  private rebuild(tickets: ReadonlyMap<Id, TicketRow>): void {
    const before = new Map(this.entries)
    this.entries.clear()
    for (const group of GROUPS) this.groups[group] = []
    for (const ticket of tickets.values()) {
      const known = before.get(ticket.id)
      const entry = known?.ticket === ticket ? known : this.made(ticket)
      this.entries.set(ticket.id, entry)
      this.groups[entry.group].push(entry)
    }
    for (const group of GROUPS) this.groups[group].sort(byNeed)
  }

  private made(ticket: TicketRow): Entry {
    const entry = entryOf(ticket)
    entry.fits = this.fits(ticket)
    return entry
  }

  private place(ticket: TicketRow): void {
    this.remove(ticket.id)
    const entry = this.made(ticket)
    this.entries.set(ticket.id, entry)
    const rows = this.groups[entry.group]
    rows.splice(placeOf(rows, entry), 0, entry)
  }

  private remove(id: Id): void {
    const entry = this.entries.get(id)
    if (!entry) return
    const rows = this.groups[entry.group]
    rows.splice(placeOf(rows, entry), 1)
    this.entries.delete(id)
  }
}

/** Where it stands, or would: the first that does not stand before it. */
function placeOf(rows: readonly Entry[], entry: Entry): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = rows[middle]
    if (other && byNeed(other, entry) < 0) low = middle + 1
    else high = middle
  }
  return low
}
