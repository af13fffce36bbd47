// The read marks of whoever is logged in, kept by this browser. Written a moment after they change, and when
// the page is left.
import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import { onChanged } from '@/api/http'
import type { Id, TicketAnswer, TicketRow } from '@/api/wire'
import { useLive } from '@/live/store'
import { useSession } from '@/session'
import { isUnread, ownChange, parsed, pruned, read, type ReadMarks } from './unread'

const WRITE_AFTER_MS = 1_000

export const useUnread = defineStore('unread', () => {
  const session = useSession()
  const live = useLive()
  const board = live.feed('board')
  const me = () => session.me?.person.id
  const key = () => `lamplight.read.${me() ?? ''}`
  const marks = shallowRef<ReadMarks>({ since: Infinity, seen: {} })
  let writing: ReturnType<typeof setTimeout> | undefined

  function write(): void {
    clearTimeout(writing)
    writing = undefined
    if (!me() || marks.value.since === Infinity) return
    const tickets = board.value?.tickets
    if (tickets) marks.value = pruned(marks.value, (id) => tickets.has(id))
    localStorage.setItem(key(), JSON.stringify(marks.value))
  }

  function set(next: ReadMarks): void {
    if (next === marks.value) return
    marks.value = next
    writing ??= setTimeout(write, WRITE_AFTER_MS)
  }

  /** The first time that this login sees a board, all that is there counts as read. */
  watch(
    () => [me(), board.value !== null] as const,
    ([person, there]) => {
      if (!person) marks.value = { since: Infinity, seen: {} }
      else if (there && marks.value.since === Infinity)
        set(parsed(localStorage.getItem(key())) ?? { since: live.now, seen: {} })
    },
    { immediate: true },
  )
  onChanged((answer) => {
    const ticket = (answer as Partial<TicketAnswer> | undefined)?.ticket
    if (ticket) set(ownChange(marks.value, ticket))
  })
  window.addEventListener('pagehide', write)

  const unread = (ticket: TicketRow) => isUnread(marks.value, ticket, Date.parse(ticket.opened_at), me())
  const open = (ticket: Pick<TicketRow, 'id' | 'version'>) => set(read(marks.value, ticket))

  function readAll(): void {
    const seen: Record<Id, number> = {}
    for (const id of Object.keys(marks.value.seen)) {
      const row = board.value?.tickets.get(id)
      if (row) seen[id] = row.version
    }
    set({ since: live.now, seen })
  }

  return { marks, unread, open, readAll }
})
