// The ends of a hold that people choose from, as moments in the hospital's zone.
export const UNTILS = ['1h', '4h', 'tomorrow', '3d'] as const
export type Until = (typeof UNTILS)[number]

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export function untilOf(until: Until, now: number, timeZone?: string): string {
  switch (until) {
    case '1h':
      return new Date(now + HOUR_MS).toISOString()
    case '4h':
      return new Date(now + 4 * HOUR_MS).toISOString()
    case '3d':
      return new Date(now + 3 * DAY_MS).toISOString()
    case 'tomorrow':
      return new Date(now + DAY_MS - sinceMidnight(now, timeZone) + 9 * HOUR_MS).toISOString()
    default: {
      const unknown: never = until
      return unknown
    }
  }
}

/** Milliseconds since the last midnight there. */
function sinceMidnight(now: number, timeZone?: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0)
  return ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1_000
}
