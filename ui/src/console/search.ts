// What the palette finds of what is on this page: tickets by number, people and places by hanzi or pinyin,
// words of the summary; people; commands. Ranked, few. Pure; older tickets are the server's to find.
import type { Id, PersonRow, TicketRow } from '@/api/wire'
import type { Entry } from '@/entities/order'
import { matchesText } from '@/entities/pinyin'
import { lastPart, shortNumber } from '@/entities/words'

export const TICKETS_MAX = 8
export const PEOPLE_MAX = 4
export const COMMANDS_MAX = 5

export interface Command {
  id: string
  label: string
  /** As it stands on the sheet of keys. */
  keys: string[]
  run: () => void
}

export type Hit =
  | { kind: 'command'; value: string; command: Command }
  | { kind: 'ticket'; value: string; ticket: TicketRow; older: boolean }
  | { kind: 'person'; value: string; person: PersonRow }

/** Equal names are spelled once a search: ten thousand tickets name a few hundred people and places. */
function matcher(typed: string): (text: string | null | undefined) => boolean {
  const known = new Map<string, boolean>()
  return (text) => {
    if (!text) return false
    let fits = known.get(text)
    if (fits === undefined) known.set(text, (fits = matchesText(text, typed)))
    return fits
  }
}

/** `1124-087`, `087`, `87` or the whole: how well a number fits, 0 not at all. */
export function numberRank(number: string, typed: string): number {
  if (!/^[\d-]+$/.test(typed)) return 0
  const last = lastPart(number)
  if (number === typed || shortNumber(number) === typed || last === typed) return 100
  if (/^\d+$/.test(typed) && Number(last) === Number(typed)) return 95
  return number.includes(typed) ? 60 : 0
}

function ticketRank(ticket: TicketRow, typed: string, fits: ReturnType<typeof matcher>): number {
  const byNumber = numberRank(ticket.number, typed)
  if (byNumber) return byNumber
  const engineer = (ticket.owner ?? ticket.offer)?.engineer.name
  if (fits(ticket.reporter?.name) || fits(engineer)) return 80
  if (fits(ticket.department?.name) || fits(ticket.zone.name)) return 70
  if (fits(ticket.system?.name) || fits(ticket.category.name)) return 50
  if (ticket.summary.toLowerCase().includes(typed)) return 40
  return fits(ticket.place) ? 30 : 0
}

export function findTickets(entries: Iterable<Entry>, query: string, max = TICKETS_MAX): TicketRow[] {
  const typed = query.trim().toLowerCase()
  if (typed === '') return []
  const fits = matcher(typed)
  const best: { entry: Entry; rank: number }[] = []
  for (const entry of entries) {
    const plain = ticketRank(entry.ticket, typed, fits)
    if (plain === 0) continue
    const rank = plain + (entry.live ? 5 : 0)
    const last = best[max - 1]
    if (last && (last.rank > rank || (last.rank === rank && last.entry.openedAt >= entry.openedAt))) continue
    const at = best.findIndex(
      (one) => one.rank < rank || (one.rank === rank && one.entry.openedAt < entry.openedAt),
    )
    best.splice(at < 0 ? best.length : at, 0, { entry, rank })
    if (best.length > max) best.pop()
  }
  return best.map(({ entry }) => entry.ticket)
}

/** Commands first where nothing is typed; what was typed as a number is a ticket. */
export function hits(
  query: string,
  known: { entries: Iterable<Entry>; people: Iterable<PersonRow>; commands: readonly Command[] },
): Hit[] {
  const typed = query.trim()
  if (typed === '') return known.commands.map(asCommand)
  const tickets = findTickets(known.entries, typed).map((ticket) => asTicket(ticket, false))
  const people = [...known.people].filter(({ name }) => matchesText(name, typed)).slice(0, PEOPLE_MAX)
  const commands = known.commands.filter(({ label }) => matchesText(label, typed)).slice(0, COMMANDS_MAX)
  return [
    ...tickets,
    ...people.map((person): Hit => ({ kind: 'person', value: person.id, person })),
    ...commands.map(asCommand),
  ]
}

const asCommand = (command: Command): Hit => ({ kind: 'command', value: command.id, command })
const asTicket = (ticket: TicketRow, older: boolean): Hit => ({
  kind: 'ticket',
  value: ticket.id,
  ticket,
  older,
})

/** What the server found below what the page knew, nothing twice. */
export function withOlder(found: readonly Hit[], older: readonly TicketRow[]): Hit[] {
  const there = new Set<Id>(found.map((hit) => hit.value))
  return [
    ...found,
    ...older.filter((ticket) => !there.has(ticket.id)).map((ticket) => asTicket(ticket, true)),
  ]
}
