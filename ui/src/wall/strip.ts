// What has happened last: the few tickets that changed latest. Looked up every two seconds, so that the strip
// shifts no faster, however much happens.
import { onMounted, onUnmounted, shallowRef, type ShallowRef } from 'vue'
import type { TicketRow } from '@/api/wire'

export const SHIFT_MS = 2_000

/** The `count` tickets that changed last, the latest first; ties by id. */
export function latest(tickets: Iterable<TicketRow>, count: number): TicketRow[] {
  const found: TicketRow[] = []
  const before = (left: TicketRow, right: TicketRow) =>
    left.last_at > right.last_at || (left.last_at === right.last_at && left.id > right.id)
  for (const ticket of tickets) {
    const last = found[found.length - 1]
    if (found.length === count && last && !before(ticket, last)) continue
    const at = found.findIndex((one) => before(ticket, one))
    found.splice(at < 0 ? found.length : at, 0, ticket)
    if (found.length > count) found.pop()
  }
  return found
}

export function useStrip(
  tickets: () => Iterable<TicketRow> | null,
  count: number,
): ShallowRef<readonly TicketRow[]> {
  const rows = shallowRef<readonly TicketRow[]>([])
  let timer: ReturnType<typeof setInterval> | undefined
  function look(): void {
    const found = latest(tickets() ?? [], count)
    const same = found.length === rows.value.length && found.every((ticket, at) => ticket === rows.value[at])
    if (!same) rows.value = found
  }
  onMounted(() => {
    look()
    timer = setInterval(look, SHIFT_MS)
  })
  onUnmounted(() => clearInterval(timer))
  return rows
}
