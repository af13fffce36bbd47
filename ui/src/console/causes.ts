// The causes that a ticket may be completed with, most used first: as the server counts them, and until it
// has answered (or where it does not) as the directory lists them.
import { computed, type ComputedRef } from 'vue'
import * as api from '@/api/tickets'
import type { Id, Named, TicketRow } from '@/api/wire'
import { useDirectory } from '@/directory'
import { useFetched } from './fetched'

export function useCauses(ticket: () => TicketRow): ComputedRef<readonly Named[]> {
  const directory = useDirectory()
  const category = (): Id => ticket().category.id
  const { value } = useFetched(category, async (of) => ({ of, ...(await api.causes(of)) }))
  return computed(() => (value.value?.of === category() ? value.value.items : directory.causesOf(category())))
}
