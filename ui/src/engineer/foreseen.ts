// Where a ticket will be once the server has taken what waits in the outbox: it chooses the buttons that are
// shown while there is no signal. Guesses; what may be done the server says when it hears of it.
import type { TicketRow } from '@/api/wire'
import { isLive } from '@/entities/reading'
import type { Queued } from '@/outbox/queue'

export type Foreseen = 'rings' | 'accepted' | 'arrived' | 'on_hold' | 'away'

function now(ticket: TicketRow, me: string | undefined): Foreseen {
  if (!isLive(ticket)) return 'away'
  if (ticket.owner?.engineer.id !== me) return ticket.offer?.engineer.id === me ? 'rings' : 'away'
  return ticket.stage === 'arrived' || ticket.stage === 'on_hold' ? ticket.stage : 'accepted'
}

export function foreseen(ticket: TicketRow, me: string | undefined, queued: readonly Queued[]): Foreseen {
  return queued.reduce(
    (at: Foreseen, { said }): Foreseen => {
      switch (said.command) {
        case 'accept':
        case 'resume':
          return 'accepted'
        case 'arrive':
          return 'arrived'
        case 'hold':
          return 'on_hold'
        case 'complete':
        case 'unresolved':
        case 'return':
        case 'decline':
          return 'away'
        case 'transfer':
        case 'comment':
          return at
        default: {
          const unknown: never = said
          return unknown
        }
      }
    },
    now(ticket, me),
  )
}
