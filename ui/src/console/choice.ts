// What a panel of one choice asks for each command: its title, its options, whether words go with it, and the
// call. The options are the server's words and the directory's; which of them may be chosen it says itself.
import * as api from '@/api/tickets'
import {
  HOLD_REASONS,
  PRIORITIES,
  UNRESOLVED_REASONS,
  WITHDRAW_REASONS,
  type HoldReason,
  type Instant,
  type Named,
  type Priority,
  type TicketAnswer,
  type TicketRow,
  type UnresolvedReason,
  type WithdrawReason,
} from '@/api/wire'

export const CHOICES = ['hold', 'complete', 'withdraw', 'unresolved', 'reprioritise', 'reopen'] as const
export type ChoiceKind = (typeof CHOICES)[number]

export interface Answered {
  value: string
  note?: string
  until: Instant
}

export interface Choice {
  title: string
  /** A key of the words, or the name of a thing as it is. */
  options: { value: string; key?: string; name?: string }[]
  /** What the words beside it are; absent: none are taken. */
  note?: string
  call: (ticket: TicketRow, answered: Answered) => Promise<TicketAnswer>
}

const reasons = (kind: string, values: readonly string[]) =>
  values.map((value) => ({ value, key: `reason.${kind}.${value}` }))

export function choiceOf(kind: ChoiceKind, ticket: TicketRow, causes: readonly Named[]): Choice {
  switch (kind) {
    case 'complete':
      return {
        title: 'action.choose_cause',
        options: causes.map((cause) => ({ value: cause.id, name: cause.name })),
        note: 'action.note',
        call: ({ id }, { value, note }) => api.complete(id, value, note),
      }
    case 'hold':
      return {
        title: 'action.choose_reason',
        options: reasons('hold', HOLD_REASONS),
        note: 'action.note_hold',
        call: ({ id }, { value, note, until }) => api.hold(id, value as HoldReason, until, note),
      }
    case 'withdraw':
      return {
        title: 'action.choose_reason',
        options: reasons('withdraw', WITHDRAW_REASONS),
        call: ({ id }, { value }) => api.withdraw(id, value as WithdrawReason),
      }
    case 'unresolved':
      return {
        title: 'action.choose_reason',
        options: reasons('unresolved', UNRESOLVED_REASONS),
        note: 'action.note_unresolved',
        call: ({ id }, { value, note }) => api.unresolved(id, value as UnresolvedReason, note),
      }
    case 'reprioritise':
      return {
        title: 'action.choose_priority',
        options: PRIORITIES.filter((one) => one !== ticket.priority).map((value) => ({
          value,
          key: `priority.${value}`,
        })),
        call: (seen, { value }) => api.reprioritise(seen, value as Priority),
      }
    case 'reopen':
      return {
        title: 'action.choose_reopen',
        options: [],
        note: 'action.note_reopen',
        call: ({ id }, { note }) => api.reopen(id, note),
      }
    default: {
      const unknown: never = kind
      return unknown
    }
  }
}
