// The actions of the ticket pane: which are offered at which stage, on which key, and what they ask the
// server. Whether one is allowed is decided by the server; a stage only chooses what is worth showing.
import * as api from '@/api/tickets'
import type { Stage, TicketAnswer, TicketRow } from '@/api/wire'
import { isLive } from '@/entities/reading'
import type { Panel } from './desk'

export type ActionName =
  | 'offer'
  | 'dispatch'
  | 'revoke'
  | 'hold'
  | 'resume'
  | 'complete'
  | 'urge'
  | 'release'
  | 'withdraw'
  | 'unresolved'
  | 'reopen'
  | 'acknowledge'

export interface DeskAction {
  name: ActionName
  key?: string
  /** Asks for more in a panel of its own. */
  panel?: Panel
  call?: (ticket: TicketRow) => Promise<TicketAnswer>
}

const OFFER: DeskAction = { name: 'offer', key: 'A', panel: 'assign' }
const DISPATCH: DeskAction = { name: 'dispatch', call: (ticket) => api.dispatch(ticket.id) }
const REVOKE: DeskAction = { name: 'revoke', call: (ticket) => api.revoke(ticket.id) }
const HOLD: DeskAction = { name: 'hold', key: 'H', panel: 'hold' }
const RESUME: DeskAction = { name: 'resume', key: 'H', call: (ticket) => api.resume(ticket.id) }
const COMPLETE: DeskAction = { name: 'complete', key: 'C', panel: 'complete' }
const RELEASE: DeskAction = { name: 'release', call: (ticket) => api.release(ticket.id) }
const URGE: DeskAction = { name: 'urge', key: 'U', call: (ticket) => api.urge(ticket.id) }
const WITHDRAW: DeskAction = { name: 'withdraw', panel: 'withdraw' }
const UNRESOLVED: DeskAction = { name: 'unresolved', panel: 'unresolved' }
const REOPEN: DeskAction = { name: 'reopen', call: (ticket) => api.reopen(ticket.id) }
const ACKNOWLEDGE: DeskAction = {
  name: 'acknowledge',
  key: 'Y',
  call: (ticket) => api.acknowledge(ticket.id, ticket.escalated),
}

/** First those that stand as buttons, then those of the menu. */
export function deskActions(ticket: TicketRow): { first: DeskAction[]; more: DeskAction[] } {
  if (!isLive(ticket)) return { first: ticket.stage === 'merged' ? [] : [REOPEN], more: [] }
  const alarm = ticket.escalated > 0 ? [ACKNOWLEDGE] : []
  const more = [URGE, WITHDRAW, UNRESOLVED]
  switch (ticket.stage) {
    case 'unassigned': {
      const byHand = ticket.waits === 'later' || ticket.waits === 'wrong_group'
      return { first: [...alarm, OFFER, ...(byHand ? [DISPATCH] : []), COMPLETE], more }
    }
    case 'ringing':
      return { first: [...alarm, OFFER, REVOKE, COMPLETE], more }
    case 'on_hold':
      return { first: [...alarm, OFFER, RESUME, COMPLETE], more: [RELEASE, ...more] }
    default:
      return { first: [...alarm, OFFER, HOLD, COMPLETE], more: [RELEASE, ...more] }
  }
}

/** The button says what will happen: assigning somebody who has an owner or a ring is reassigning. */
export function labelOf(action: DeskAction, stage: Stage): string {
  return action.name === 'offer' && stage !== 'unassigned' ? 'action.reassign' : `action.${action.name}`
}
