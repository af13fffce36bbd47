// The hospital's time on this screen: the server's `now`, carried on by this machine's monotonic clock at
// the rate that the server named. This machine's own date is never shown.
export interface ServerClock {
  /** Milliseconds since 1970, hospital's time, when it was heard. */
  at: number
  /** `performance.now()` at that moment. */
  tick: number
  rate: number
}

export function heard(clock: ServerClock | null, now: string, tick: number, rate?: number): ServerClock {
  return { at: Date.parse(now), tick, rate: rate ?? clock?.rate ?? 1 }
}

export function serverNow(clock: ServerClock, tick: number): number {
  return clock.at + (tick - clock.tick) * clock.rate
}
