// How bad it is, as figures for one sentence: pure, over the alerts that the server named. Words are in
// locales; which tickets are alerts is the server's rule.
import type { Alert } from '@/alerts/store'

export interface Headline {
  /** Alerts that are overdue, or that nobody is left for. */
  late: number
  /** Of these: neither owned nor ringing at anybody. */
  nobody: number
  /** About to be missed, and within what time all of them will be. */
  soon: number
  soonWithinMs: number
  soonFirstMs: number
}

export function headline(alerts: readonly Alert[]): Headline {
  const late = alerts.filter((alert) => alert.read.kind !== 'soon')
  const soon = alerts.filter((alert) => alert.read.kind === 'soon').map((alert) => alert.read.ms)
  return {
    late: late.length,
    nobody: late.filter((alert) => !alert.owner && !alert.seen?.offer).length,
    soon: soon.length,
    soonWithinMs: Math.max(0, ...soon),
    soonFirstMs: soon.length ? Math.min(...soon) : 0,
  }
}
