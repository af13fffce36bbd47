// When alerts make themselves heard: pure, over what the server said before and says now. The server raises
// the level and names the repeats; nothing is counted here but that something rose.
import type { AlertRow, Id } from '@/api/wire'

/** What was heard of an alert so far. */
export interface Heard {
  kind: AlertRow['kind']
  level: number
  open: boolean
  /** Repeats of a standing warning that have passed. */
  repeats: number
}

export type Known = ReadonlyMap<Id, Heard>

export interface Turn {
  known: Known
  /** Alerts that are new, have become graver or have risen. */
  risen: AlertRow[]
  /** One of them, or a repeat, is to be heard. */
  sounds: boolean
}

/** How often the pause between two soundings has passed. */
function repeats(alert: AlertRow, now: number): number {
  if (!alert.open || !alert.repeat_s) return 0
  return Math.max(0, Math.floor((now - Date.parse(alert.since)) / (alert.repeat_s * 1_000)))
}

/** Whether somebody has to be told of it: it wants an acknowledgement, or somebody to be found. */
function tells(alert: AlertRow): boolean {
  return alert.open || (alert.action === 'assign' && alert.sounds)
}

/** `before` is null at first: what stands already when a page opens is shown, not sounded. */
export function turn(before: Known | null, alerts: Iterable<AlertRow>, now: number): Turn {
  const known = new Map<Id, Heard>()
  const risen: AlertRow[] = []
  let sounds = false
  for (const alert of alerts) {
    const heard = { kind: alert.kind, level: alert.level, open: alert.open, repeats: repeats(alert, now) }
    known.set(alert.ticket, heard)
    if (!before || !tells(alert)) continue
    const old = before.get(alert.ticket)
    const rose = !old || old.kind !== alert.kind || alert.level > old.level || (alert.open && !old.open)
    if (rose) risen.push(alert)
    sounds ||= alert.sounds && (rose || heard.repeats > (old?.repeats ?? 0))
  }
  return { known, risen, sounds }
}
