// The actions of the ticket pane: which are offered at which stage, on which key, and what they ask the
// server. Whether one is allowed is decided by the server; a stage only chooses what is worth showing.
import * as api from '@/api/tickets'
import type { Stage, TicketAnswer, TicketRow } from '@/api/wire'
import { isLive } from '@/entities/reading'
import type { Panel } from './desk'

export type ActionName =
  | 'offer'
  | 'transfer'
  | 'dispatch'
  | 'revoke'
  | 'hold'
  | 'resume'
  | 'complete'
  | 'urge'
  | 'release'
  | 'reclassify'
  | 'reprioritise'
  | 'merge'
  | 'split'
  | 'withdraw'
  | 'unresolved'
  | 'reopen'
  | 'acknowledge'
  | 'unquarantine'

export interface DeskAction {
  name: ActionName
  key: string
  /** Asks for more in a panel of its own. */
  panel?: Panel
  call?: (ticket: TicketRow) => Promise<TicketAnswer>
}

const asks = (name: ActionName, key: string, panel: Panel): DeskAction => ({ name, key, panel })
const does = (name: ActionName, key: string, call: DeskAction['call']): DeskAction => ({ name, key, call })

const OFFER = asks('offer', 'A', 'assign')
const TRANSFER = asks('transfer', 'T', 'transfer')
const HOLD = asks('hold', 'H', 'hold')
const COMPLETE = asks('complete', 'C', 'complete')
const MERGE = asks('merge', 'M', 'merge')
const RECLASSIFY = asks('reclassify', 'E', 'reclassify')
const REPRIORITISE = asks('reprioritise', 'P', 'reprioritise')
const WITHDRAW = asks('withdraw', 'W', 'withdraw')
const UNRESOLVED = asks('unresolved', 'I', 'unresolved')
const REOPEN = asks('reopen', 'O', 'reopen')
const DISPATCH = does('dispatch', 'D', (ticket) => api.dispatch(ticket.id))
const REVOKE = does('revoke', 'S', (ticket) => api.revoke(ticket.id))
const RESUME = does('resume', 'H', (ticket) => api.resume(ticket.id))
const RELEASE = does('release', 'L', (ticket) => api.release(ticket.id))
const SPLIT = does('split', 'M', (ticket) => api.split(ticket.id))
const URGE = does('urge', 'U', (ticket) => api.urge(ticket.id))
const ACKNOWLEDGE = does('acknowledge', 'Y', (ticket) => api.acknowledge(ticket.id, ticket.escalated))
const UNQUARANTINE = does('unquarantine', 'Q', (ticket) => api.unquarantine(ticket.id))

/** All that have a key of their own, as the sheet of keys lists them. */
export const COMMANDS: readonly DeskAction[] = [
  TRANSFER,
  DISPATCH,
  REVOKE,
  RELEASE,
  HOLD,
  RESUME,
  COMPLETE,
  UNRESOLVED,
  WITHDRAW,
  REOPEN,
  MERGE,
  SPLIT,
  RECLASSIFY,
  REPRIORITISE,
  URGE,
  UNQUARANTINE,
]

/** The letter of each, those included that the sheet says in words of its own. */
export const KEY_OF: ReadonlyMap<ActionName, string> = new Map(
  [OFFER, ACKNOWLEDGE, ...COMMANDS].map(({ name, key }) => [name, key]),
)

/** First those that stand as buttons, then those of the menu. */
export function deskActions(ticket: TicketRow): { first: DeskAction[]; more: DeskAction[] } {
  if (!isLive(ticket)) return { first: [ticket.stage === 'merged' ? SPLIT : REOPEN], more: [] }
  if (ticket.waits === 'quarantined') return { first: [UNQUARANTINE], more: [] }
  const alarm = ticket.escalated > 0 ? [ACKNOWLEDGE] : []
  const what = [RECLASSIFY, REPRIORITISE]
  const ends = [URGE, UNRESOLVED, WITHDRAW]
  switch (ticket.stage) {
    case 'unassigned': {
      const byHand = ticket.waits === 'later' || ticket.waits === 'wrong_group'
      return {
        first: [...alarm, OFFER, ...(byHand ? [DISPATCH] : []), COMPLETE, MERGE],
        more: [...what, ...ends],
      }
    }
    case 'ringing':
      return { first: [...alarm, OFFER, REVOKE, COMPLETE, MERGE], more: [...what, ...ends] }
    case 'on_hold':
      return {
        first: [...alarm, OFFER, RESUME, COMPLETE, MERGE],
        more: [TRANSFER, RELEASE, ...what, ...ends],
      }
    default: {
      // A transfer that rings leaves the owner his work: it can be stopped.
      const ring = ticket.offer ? [REVOKE] : []
      return {
        first: [...alarm, OFFER, HOLD, COMPLETE, MERGE],
        more: [TRANSFER, ...ring, RELEASE, ...what, ...ends],
      }
    }
  }
}

/** The button says what will happen: assigning somebody who has an owner or a ring is reassigning. */
export function labelOf(action: DeskAction, stage: Stage): string {
  return action.name === 'offer' && stage !== 'unassigned' ? 'action.reassign' : `action.${action.name}`
}
