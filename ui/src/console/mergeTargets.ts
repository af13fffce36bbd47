// Which tickets a merge offers: what the server finds alike first, then the live ones that fit the words.
// Pure; whether a merge is possible the server says.
import type { Id, Stage, TicketRow } from '@/api/wire'
import type { SimilarTicket } from '@/api/wire'
import { matchesText } from '@/entities/pinyin'

const LISTED_MAX = 9

export interface Target {
  id: Id
  number: string
  summary: string
  place: string
  stage: Stage
  engineer: string
}

export function targets(
  ticket: TicketRow,
  alike: readonly SimilarTicket[],
  live: readonly TicketRow[],
  typed: string,
): Target[] {
  const words = typed.trim()
  const found = live
    .filter((one) => matchesText(`${one.number} ${one.summary} ${one.place}`, words))
    .map((one) => target(one, (one.owner ?? one.offer)?.engineer.name))
  const first = alike.map((one) => target(one, one.engineer?.name))
  // The same zone stands for "alike" where the server finds nothing by itself.
  const near = live
    .filter((one) => one.zone.id === ticket.zone.id)
    .map((one) => target(one, one.owner?.engineer.name))
  const seen = new Set<Id>([ticket.id])
  return (words ? found : [...first, ...near])
    .filter((one) => !seen.has(one.id) && seen.add(one.id))
    .slice(0, LISTED_MAX)
}

function target(one: Omit<Target, 'engineer'>, engineer: string | undefined): Target {
  const { id, number, summary, place, stage } = one
  return { id, number, summary, place, stage, engineer: engineer ?? '' }
}
