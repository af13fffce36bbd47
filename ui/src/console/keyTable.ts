// The keys of the console in one table: keys.ts acts on it, the sheet behind `?` is made of it, the palette
// shows it. The keys of a ticket's actions are those of deskActions.ts.
import { STAGES, type TicketRow } from '@/api/wire'
import { deskActions } from './deskActions'

export interface KeyLine {
  /** As typed: `event.key`; two of them are struck one after the other. */
  typed: string[]
  /** As shown. */
  shown: string[]
}

const line = (typed: string, shown = typed.toUpperCase()): KeyLine => ({ typed: [typed], shown: [shown] })

/** Each is a thing that keys.ts does; `keys.<name>` says it. */
export const BOARD_KEYS = {
  down: line('j'),
  up: line('k'),
  extend_down: line('J', 'Shift J'),
  extend_up: line('K', 'Shift K'),
  pick: line('x'),
  new: line('n'),
  palette: line('/'),
  undo: line('z'),
  acknowledge_all: line('Y', 'Shift Y'),
  filter_before: line('['),
  filter_after: line(']'),
  layout: line('v'),
  thaw: line('f'),
  density: line('.'),
  go_desk: { typed: ['g', 'd'], shown: ['G', 'D'] },
  go_alerts: { typed: ['g', 'a'], shown: ['G', 'A'] },
  go_overview: { typed: ['g', 'o'], shown: ['G', 'O'] },
  sheet: line('?'),
} as const satisfies Record<string, KeyLine>
export type BoardKey = keyof typeof BOARD_KEYS

/** What is struck with Ctrl, Enter and Esc: handled where it belongs, listed here. */
export const OTHER_KEYS = {
  palette_anywhere: ['Ctrl K'],
  open: ['Enter'],
  close: ['Esc'],
} as const

export const FORM_KEYS = {
  candidate: ['Alt 1', '2', '3'],
  submit: ['Enter'],
  later: ['Ctrl ↵'],
  solved: ['Ctrl D'],
} as const

/** The letters of all that can be done with a ticket at some stage, each once. */
export function ticketKeys(): { name: string; key: string }[] {
  const found = new Map<string, string>()
  for (const stage of STAGES) {
    const ended = ['completed', 'withdrawn', 'unresolved', 'merged'].includes(stage)
    for (const waits of ['later', 'quarantined'] as const) {
      const ticket = { stage, waits, escalated: 1, ended_at: ended ? '' : null, offer: {} }
      const { first, more } = deskActions(ticket as TicketRow)
      for (const { name, key } of [...first, ...more]) if (!found.has(name)) found.set(name, key)
    }
  }
  return [...found].map(([name, key]) => ({ name, key }))
}

/** Which line a struck key belongs to, after what was struck before it. */
export function struck(key: string, before: string | null): BoardKey | 'begun' | null {
  const names = Object.keys(BOARD_KEYS) as BoardKey[]
  const typed = (name: BoardKey): readonly string[] => BOARD_KEYS[name].typed
  if (before) {
    return names.find((name) => typed(name)[0] === before && typed(name)[1] === key) ?? null
  }
  const whole = names.find((name) => typed(name).length === 1 && typed(name)[0] === key)
  if (whole) return whole
  return names.some((name) => typed(name).length === 2 && typed(name)[0] === key) ? 'begun' : null
}
