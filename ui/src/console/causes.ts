// The causes that a ticket may be completed with, as the directory lists them for its category.
import { computed, type ComputedRef } from 'vue'
import type { Named, TicketRow } from '@/api/wire'
import { useDirectory } from '@/directory'

export function useCauses(ticket: () => TicketRow): ComputedRef<readonly Named[]> {
  const directory = useDirectory()
  return computed(() => directory.causesOf(ticket().category.id))
}
