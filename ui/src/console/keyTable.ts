// The keys of the console in one table: keys.ts acts on it, the sheet behind `?` is made of it, the palette
// shows it. The keys of a ticket's actions are those of deskActions.ts.
import { COMMANDS } from './deskActions'

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
  join: ['Alt J'],
  patient: ['Alt P'],
} as const

/** What can be done with a ticket at some stage. */
export const TICKET_KEYS = [
  { key: 'A', word: 'keys.assign' },
  { key: 'Y', word: 'keys.acknowledge' },
  { key: 'B', word: 'keys.comment' },
  ...COMMANDS.map(({ key, name }) => ({ key, word: `action.${name}` })),
]

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
