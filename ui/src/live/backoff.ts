// How long to wait before the next try to connect: full jitter, so that a thousand screens do not come back
// in the same second.
export const BASE_MS = 500
export const CAP_MS = 20_000

/** Between 0 and a bound that doubles with each failed try. `chance` is in [0, 1). */
export function backoffMs(tries: number, chance: number): number {
  const bound = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(tries, 10))
  return Math.floor(chance * bound)
}
