// One act on many tickets: each gets a command of its own with a key of its own, a few at once, and each
// answers for itself. Pure of Vue; what may be done with all of them is what is offered for each.
import type { TicketRow } from '@/api/wire'
import { deskActions, type ActionName } from './deskActions'

/** The server's budget is everybody's. */
export const AT_ONCE = 4

/** In the order of the bar. */
export const BULK = [
  'offer',
  'hold',
  'release',
  'reclassify',
  'reprioritise',
  'acknowledge',
  'merge',
  'withdraw',
] as const satisfies readonly ActionName[]
export type BulkAction = (typeof BULK)[number]

/** Like `Promise.allSettled`, at most `AT_ONCE` under way; outcomes stand in the order of the items. */
export async function settled<I, T>(
  items: readonly I[],
  work: (item: I) => Promise<T>,
  told: (done: number) => void = () => undefined,
): Promise<PromiseSettledResult<T>[]> {
  const outcomes: PromiseSettledResult<T>[] = []
  let next = 0
  let done = 0
  async function worker(): Promise<void> {
    while (next < items.length) {
      const at = next
      next += 1
      const [outcome] = await Promise.allSettled([work(items[at] as I)])
      if (outcome) outcomes[at] = outcome
      done += 1
      told(done)
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker))
  return outcomes
}

/** What is offered for every one of them. */
export function common(rows: readonly TicketRow[]): BulkAction[] {
  if (rows.length === 0) return []
  const offered = rows.map((row) => {
    const { first, more } = deskActions(row)
    return new Set([...first, ...more].map((action) => action.name))
  })
  return BULK.filter((name) => (name !== 'merge' || rows.length > 1) && offered.every((one) => one.has(name)))
}

/** The oldest of a heap of duplicates is the one that the others go into, unless another is chosen. */
export function eldest(rows: readonly TicketRow[]): TicketRow | null {
  return rows.reduce<TicketRow | null>((old, row) => (old && old.id < row.id ? old : row), null)
}
