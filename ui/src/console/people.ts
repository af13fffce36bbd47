// Whom a panel offers for a ticket: the dispatcher's own order first, anybody else by search. Asked again
// when the ticket's assignment has changed; who may take it the server says.
import { computed, type Ref } from 'vue'
import * as api from '@/api/tickets'
import type { TicketRow } from '@/api/wire'
import { choices, type Choice } from '@/entities/candidates'
import { matchesText } from '@/entities/pinyin'
import { useDirectory } from '@/directory'
import { useFetched } from './fetched'

const unknown = { rung: null, group: null, note: null, load: null, cost: null, capacity: null }

export function usePeople(ticket: () => TicketRow, search: Ref<string>, max: number) {
  const directory = useDirectory()
  const { value, error, again } = useFetched(
    () => `${ticket().id} ${ticket().assignment_version}`,
    () => api.candidates(ticket().id),
  )
  const suggested = computed(() => (value.value ? choices(value.value) : []))
  const listed = computed<Choice[]>(() => {
    const text = search.value.trim()
    if (!text) return suggested.value.slice(0, max)
    const known = new Map(suggested.value.map((choice) => [choice.engineer.id, choice]))
    return directory.engineers
      .filter((person) => matchesText(person.name, text))
      .slice(0, max)
      .map((engineer) => known.get(engineer.id) ?? { engineer, ...unknown })
  })
  return { listed, value, error, again }
}
