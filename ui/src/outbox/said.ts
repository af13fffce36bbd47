// What an engineer says about a ticket, each command with its body: what the outbox keeps and sends. Whether
// it may be done is the server's to say.
import type {
  AcceptBody,
  ArriveBody,
  CommentBody,
  CompleteBody,
  DeclineBody,
  HoldBody,
  ResumeBody,
  ReturnBody,
  TransferBody,
  UnresolvedBody,
} from '@/api/wire'

interface Bodies {
  accept: AcceptBody
  decline: DeclineBody
  arrive: ArriveBody
  hold: HoldBody
  resume: ResumeBody
  complete: CompleteBody
  unresolved: UnresolvedBody
  return: ReturnBody
  transfer: TransferBody
  comment: CommentBody
}

export type Command = keyof Bodies
export type Said = { [C in Command]: { command: C; body: Bodies[C] } }[Command]

/** With the moment at which he did it, where the command has a place for it. */
export function timed(said: Said, at: number): Said {
  const occurred_at = new Date(at).toISOString()
  switch (said.command) {
    case 'arrive':
      return { ...said, body: { ...said.body, occurred_at } }
    case 'hold':
      return { ...said, body: { ...said.body, occurred_at } }
    case 'resume':
      return { ...said, body: { ...said.body, occurred_at } }
    case 'complete':
      return { ...said, body: { ...said.body, occurred_at } }
    case 'unresolved':
      return { ...said, body: { ...said.body, occurred_at } }
    case 'accept':
    case 'decline':
    case 'return':
    case 'transfer':
    case 'comment':
      return said
    default: {
      const unknown: never = said
      return unknown
    }
  }
}

/** Without it: then the server's own moment counts. */
export function untimed(said: Said): Said {
  if (!('occurred_at' in said.body)) return said
  const body = { ...said.body }
  delete body.occurred_at
  return { ...said, body } as Said
}
