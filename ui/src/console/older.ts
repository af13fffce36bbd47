// Older tickets for the palette: by what was typed, and of the person that it names, asked at the server. A
// question that has been overtaken is given up; what went wrong can be asked again.
import { onUnmounted, ref } from 'vue'
import { searchTickets, type Asked } from '@/api/search'
import type { TicketRow } from '@/api/wire'
import { useDirectory } from '@/directory'
import { matchesText } from '@/entities/pinyin'

/** One letter fits nearly everything. */
const TYPED_MIN = 2

export function useOlder() {
  const directory = useDirectory()
  const state = ref<'idle' | 'asking' | 'failed'>('idle')
  let asking: AbortController | null = null

  function questions(typed: string): Asked[] {
    const person = directory.view?.people.find(({ name }) => matchesText(name, typed))
    if (!person) return [{ q: typed }]
    return [
      { q: typed },
      person.roles.includes('engineer') ? { engineer: person.id } : { reporter: person.id },
    ]
  }

  /** `null`: overtaken, or it failed (see `state`). */
  async function ask(text: string): Promise<TicketRow[] | null> {
    asking?.abort()
    asking = null
    const typed = text.trim()
    if (typed.length < TYPED_MIN) {
      state.value = 'idle'
      return []
    }
    const mine = new AbortController()
    asking = mine
    state.value = 'asking'
    try {
      const pages = await Promise.all(questions(typed).map((one) => searchTickets(one, mine.signal)))
      if (asking !== mine) return null
      state.value = 'idle'
      const found = new Map(pages.flat().map((ticket) => [ticket.id, ticket]))
      return [...found.values()]
    } catch {
      if (asking === mine) state.value = 'failed'
      return null
    }
  }

  onUnmounted(() => asking?.abort())
  return { state, ask }
}
