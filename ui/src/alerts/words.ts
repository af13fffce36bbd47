// Whose an alert is and where: out of what this screen has of its ticket.
import type { Alert } from './store'

/** Its owner, or whoever it rings at. */
export function whoHas(alert: Alert): string | null {
  return alert.owner?.name ?? alert.seen?.offer?.engineer.name ?? null
}

export function placeOf(alert: Alert): string | null {
  return alert.seen ? (alert.seen.department?.name ?? alert.seen.zone.name) : null
}
