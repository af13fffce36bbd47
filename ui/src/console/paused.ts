// How long a target's clock stood still, from what the server gives: when the clocks began (the opening, or
// the last reopening), what was used, since when it runs. Pure arithmetic; no rule of clocks lives here.
import type { ClockView, TimelineItem } from '@/api/wire'

/** Shorter pauses are the rounding of whole seconds. */
const SAID_FROM_MS = 60_000

export function began(items: readonly TimelineItem[]): number | null {
  const first = items.findLast((item) => item.event === 'opened' || item.event === 'reopened')
  return first ? Date.parse(first.at) : null
}

export function pausedMs(clock: ClockView, from: number | null, now: number): number {
  if (from === null || clock.stopped_at) return 0
  const until = clock.running_since ? Date.parse(clock.running_since) : now
  const ms = until - from - clock.used_s * 1_000
  return ms >= SAID_FROM_MS ? ms : 0
}
