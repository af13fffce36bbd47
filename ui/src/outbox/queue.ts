// The rules of the outbox, pure: in what order what was said leaves, what a refusal means for it and for what
// was said after it about the same ticket. Never looks at a clock, a network or a store.
import { ApiProblem } from '@/api/http'
import type { Id, Problem } from '@/api/wire'
import { untimed, type Said } from './said'

/** More than an engineer does in a week without signal. */
export const MOST = 200
/** Explanations that nobody reads make place for later ones. */
export const MOST_REFUSED = 50
/** A fault of the server's at this very command: after so many it is no longer waiting, it is broken. */
const MOST_INCIDENTS = 6

export interface Queued {
  /** Its Idempotency-Key: sent however often, it has its effect once. */
  key: string
  ticket: Id
  number: string
  /** What the ticket is about, to be able to speak of it when it is with him no more. */
  summary: string
  said: Said
  /** When he said it, in the hospital's milliseconds. */
  at: number
  incidents: number
}

export interface Refused {
  key: string
  ticket: Id
  number: string
  summary: string
  said: Said
  at: number
  /** The server's refusal; absent: it was not sent, because what it built on was refused. */
  problem?: Problem
}

export interface Box {
  /** First in, first out, over all tickets. */
  queued: readonly Queued[]
  /** Stays until it has been read. */
  refused: readonly Refused[]
}

export const empty: Box = { queued: [], refused: [] }

/** As it was when there is no place or it is in there already. */
export function put(box: Box, item: Queued): Box {
  if (box.queued.length >= MOST || box.queued.some((one) => one.key === item.key)) return box
  return { ...box, queued: [...box.queued, item] }
}

export const first = (box: Box): Queued | null => box.queued[0] ?? null

export const ofTicket = (box: Box, ticket: Id): readonly Queued[] =>
  box.queued.filter((one) => one.ticket === ticket)

export function delivered(box: Box, key: string): Box {
  return { ...box, queued: box.queued.filter((one) => one.key !== key) }
}

export function acknowledged(box: Box, key: string): Box {
  return { ...box, refused: box.refused.filter((one) => one.key !== key) }
}

/** With its number: the server's own fault, not that of something between it and us. */
const isIncident = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === 'incident' && error.problem.params?.incident !== undefined

/** What a failed try means. */
export type Verdict = 'again' | 'login' | 'untimed' | 'refused'

export function verdict(error: unknown, item: Queued): Verdict {
  if (!(error instanceof ApiProblem)) return 'again'
  const { status, code } = error.problem
  if (status === 401) return 'login'
  if (isIncident(error) && item.incidents + 1 >= MOST_INCIDENTS) return 'refused'
  if (status === 0 || status >= 500 || status === 429 || status === 408) return 'again'
  if (code === 'occurred-at-out-of-range' && 'occurred_at' in item.said.body) return 'untimed'
  return 'refused'
}

/** A try that failed for now: only the server's own faults are counted. */
export function stumbled(box: Box, key: string, error: unknown): Box {
  if (!isIncident(error)) return box
  const queued = box.queued.map((one) => (one.key === key ? { ...one, incidents: one.incidents + 1 } : one))
  return { ...box, queued }
}

/** The phone's clock was wrong, or the wait too long: the deed counts from when the server hears of it. A refused
 * command leaves no key, so it keeps its own. */
export function withoutTime(box: Box, key: string): Box {
  const queued = box.queued.map((one) => (one.key === key ? { ...one, said: untimed(one.said) } : one))
  return { ...box, queued }
}

/** What he wanted is so already, or it changes nothing that follows: what he said later still stands. */
const HARMLESS = ['already-arrived', 'already-on-hold', 'not-on-hold', 'nothing-changes']

/** It is taken out and explained. What was said after it about the same ticket was meant for a ticket that is not
 * as he thought: it is explained too, and never sent. */
export function refuse(box: Box, key: string, problem: Problem): Box {
  const at = box.queued.findIndex((one) => one.key === key)
  const item = box.queued[at]
  if (!item) return box
  const alone = HARMLESS.includes(problem.code) || item.said.command === 'comment'
  const falls = (one: Queued, place: number) => !alone && place > at && one.ticket === item.ticket
  const unsent = box.queued.filter(falls)
  const queued = box.queued.filter((one, place) => place !== at && !falls(one, place))
  const refused = [...box.refused, explained(item, problem), ...unsent.map((one) => explained(one))]
  return { queued, refused: refused.slice(-MOST_REFUSED) }
}

function explained({ key, ticket, number, summary, said, at }: Queued, problem?: Problem): Refused {
  // the ticket that comes with a conflict is not kept: it is in the feed
  const told = problem && { ...problem, ticket: undefined }
  return { key, ticket, number, summary, said, at, ...(told ? { problem: told } : {}) }
}
