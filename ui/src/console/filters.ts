// What the board can be narrowed to: the tabs that everybody has, and what a dispatcher has saved under a
// name. Pure; saved ones are kept by this browser for each login, and decide nothing but what is seen.
import type { CategoryView, Id, Priority, Stage, TicketRow, ZoneView } from '@/api/wire'
import { PRIORITIES, STAGES } from '@/api/wire'
import { isLate, isSoon, type Entry } from '@/entities/order'
import { matchesText } from '@/entities/pinyin'

export const TABS = ['open', 'mine', 'soon', 'late', 'unread', 'ended'] as const
export type Tab = (typeof TABS)[number]

/** Anything left out does not narrow; without stages it is what is still open. */
export interface Criteria {
  stages?: Stage[]
  priorities?: Priority[]
  group?: Id
  category?: Id
  zone?: Id
  engineer?: Id
  text?: string
}

export interface SavedFilter {
  id: string
  name: string
  criteria: Criteria
}

/** A bit for each in an entry's `fits`. */
export const SAVED_MAX = 20

export interface Trees {
  categories: ReadonlyMap<Id, CategoryView>
  zones: ReadonlyMap<Id, ZoneView>
}

/** What is asked at a moment: the clock, who asks, what he has not read. */
export interface Asking {
  now: number
  me: Id | undefined
  saved: readonly SavedFilter[]
  unread: (entry: Entry) => boolean
}

/** The question behind a tab or a saved filter, to be put to many entries. */
export function question(filter: string, { now, me, saved, unread }: Asking): (entry: Entry) => boolean {
  switch (filter) {
    case 'mine':
      return (entry) => entry.live && me !== undefined && entry.ticket.opened_by?.id === me
    case 'soon':
      return (entry) => isSoon(entry, now)
    case 'late':
      return (entry) => isLate(entry, now)
    case 'unread':
      return unread
    case 'ended':
      return (entry) => !entry.live
    default: {
      const at = saved.findIndex((one) => one.id === filter)
      return at < 0 ? (entry) => entry.live : (entry) => (entry.fits & (1 << at)) !== 0
    }
  }
}

/** How many of all fit each tab and each saved filter, in one pass. */
export function counts(entries: Iterable<Entry>, asking: Asking): Map<string, number> {
  const keys = [...TABS, ...asking.saved.map((one) => one.id)]
  const asked = keys.map((key) => question(key, asking))
  const found = keys.map(() => 0)
  for (const entry of entries)
    for (let at = 0; at < asked.length; at += 1) if (asked[at]?.(entry)) found[at] = (found[at] ?? 0) + 1
  return new Map(keys.map((key, at) => [key, found[at] ?? 0]))
}

/** Which of the saved filters a ticket fits, a bit each. */
export function fitting(saved: readonly SavedFilter[], trees: Trees): (ticket: TicketRow) => number {
  const asked = saved.slice(0, SAVED_MAX).map(({ criteria }) => fits(criteria, trees))
  return (ticket) => asked.reduce((bits, one, at) => (one(ticket) ? bits | (1 << at) : bits), 0)
}

function fits(criteria: Criteria, { categories, zones }: Trees): (ticket: TicketRow) => boolean {
  const { stages, priorities, group, category, zone, engineer, text } = criteria
  return (ticket) => {
    if (stages?.length ? !stages.includes(ticket.stage) : Boolean(ticket.ended_at)) return false
    if (priorities?.length && !priorities.includes(ticket.priority)) return false
    if (group && ticket.owner?.group?.id !== group && ticket.offer?.group?.id !== group) return false
    if (engineer && ticket.owner?.engineer.id !== engineer && ticket.offer?.engineer.id !== engineer)
      return false
    if (category && !below(categories, ticket.category.id, category)) return false
    if (zone && !below(zones, ticket.zone.id, zone)) return false
    return !text || worded(ticket, text)
  }
}

/** The node itself or one above it. */
function below(tree: ReadonlyMap<Id, { parent?: Id | null }>, node: Id, root: Id): boolean {
  for (let at: Id | null | undefined = node; at; at = tree.get(at)?.parent) if (at === root) return true
  return false
}

function worded(ticket: TicketRow, text: string): boolean {
  const names = [ticket.department?.name, ticket.reporter?.name, ticket.system?.name, ticket.place]
  const wanted = text.trim().toLowerCase()
  return (
    ticket.summary.toLowerCase().includes(wanted) ||
    ticket.number.includes(wanted) ||
    names.some((name) => name && matchesText(name, text))
  )
}

export function turned(filter: string, saved: readonly SavedFilter[], by: number): string {
  const keys: string[] = [...TABS, ...saved.map((one) => one.id)]
  const at = Math.max(0, keys.indexOf(filter))
  return keys[(at + by + keys.length) % keys.length] ?? 'open'
}

/** What the browser kept, as far as it still makes sense: it may be older than this page. */
export function parsed(text: string | null): SavedFilter[] {
  try {
    const all: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(all) ? all.filter(isSaved).slice(0, SAVED_MAX) : []
  } catch {
    return []
  }
}

function isSaved(one: unknown): one is SavedFilter {
  const { id, name, criteria } = (one ?? {}) as Partial<SavedFilter>
  if (typeof id !== 'string' || typeof name !== 'string' || typeof criteria !== 'object') return false
  const { stages = [], priorities = [] } = criteria ?? {}
  return (
    Array.isArray(stages) &&
    stages.every((stage) => STAGES.includes(stage)) &&
    Array.isArray(priorities) &&
    priorities.every((priority) => PRIORITIES.includes(priority))
  )
}
