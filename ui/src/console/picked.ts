// Which tickets are picked for one act on all, on this screen.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Id, TicketRow } from '@/api/wire'
import { useBoard } from './board'
import { useDesk } from './desk'

/** More than one looks through; also what one undo can still take back in its time. */
export const PICKED_MAX = 100

export const usePicked = defineStore('picked', () => {
  const board = useBoard()
  const desk = useDesk()
  const ids = ref<ReadonlySet<Id>>(new Set())
  const rows = computed<TicketRow[]>(() => {
    void board.revision
    return [...ids.value].flatMap((id) => board.ticket(id) ?? [])
  })

  function toggle(id: Id): void {
    const next = new Set(ids.value)
    if (!next.delete(id) && next.size < PICKED_MAX) next.add(id)
    ids.value = next
  }

  /** `X`: the ticket under the cursor, or the first. */
  function toggleHere(): void {
    if (!desk.selected) desk.move(1)
    if (desk.selected) toggle(desk.selected)
  }

  /** `Shift J/K`: the cursor moves on and takes along what it leaves and what it reaches. */
  function extend(by: number): void {
    const from = desk.selected
    desk.move(by)
    const both = [from, desk.selected].filter((id) => id !== null)
    ids.value = new Set([...ids.value, ...both].slice(0, PICKED_MAX))
  }

  const clear = () => void (ids.value = new Set())

  return { ids, rows, toggle, toggleHere, extend, clear }
})
