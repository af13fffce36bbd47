// From the charts' row to what one panel draws: the largest few and the rest, shares in whole per cent,
// today's part of a line. Pure; what a figure means is the server's.
import type { Charts, DayFigures, Share } from '@/api/wire'

export interface Part {
  name: string
  today: number
  week: number
}

/** The `room - 1` largest of the week and the rest as one; parts without a name are the rest as well. */
export function largest(shares: readonly Share[], room: number, rest: string): Part[] {
  const named = shares.filter((share) => share.name !== null && share.week > 0)
  const fits = named.length <= room && named.length === shares.filter((share) => share.week > 0).length
  const kept = named.slice(0, fits ? room : room - 1)
  const others = shares.filter((share) => !kept.includes(share))
  const sum = (of: 'today' | 'week') => others.reduce((total, share) => total + share[of], 0)
  const parts = kept.map((share) => ({ name: share.name ?? rest, today: share.today, week: share.week }))
  return sum('week') > 0 ? [...parts, { name: rest, today: sum('today'), week: sum('week') }] : parts
}

/** Shares in whole per cent that add up to 100 (largest remainder); zeros when there is nothing. */
export function perCent(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return counts.map(() => 0)
  const exact = counts.map((count) => (count * 100) / total)
  const floors = exact.map(Math.floor)
  let missing = 100 - floors.reduce((sum, part) => sum + part, 0)
  const order = exact.map((part, at) => ({ at, rest: part % 1 })).sort((a, b) => b.rest - a.rest)
  for (const { at } of order) {
    if (missing <= 0) break
    floors[at] = (floors[at] ?? 0) + 1
    missing -= 1
  }
  return floors
}

/** The last seven days, today last. */
export function week(charts: Charts): DayFigures[] {
  return charts.days.slice(-7)
}

/** Of the present month up to yesterday. */
export function monthSoFar(charts: Charts): DayFigures[] {
  const month = charts.day.slice(0, 7)
  return charts.days.filter((day) => day.day.startsWith(month) && day.day < charts.day)
}

/** A line that ends in the running day: whole days solid, from yesterday to today apart. */
export function splitToday(values: readonly number[]): { past: (number | null)[]; today: (number | null)[] } {
  const last = values.length - 1
  return {
    past: values.map((value, at) => (at < last ? value : null)),
    today: values.map((value, at) => (at >= last - 1 ? value : null)),
  }
}

/** Which points of a line carry their figure: the highest and lowest of the whole days. */
export function extremes(values: readonly number[]): Set<number> {
  const whole = values.slice(0, -1)
  if (whole.length === 0) return new Set()
  return new Set([whole.indexOf(Math.max(...whole)), whole.indexOf(Math.min(...whole))])
}
