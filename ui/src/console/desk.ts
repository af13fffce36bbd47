// What a dispatcher has open on this screen: the chosen ticket, the panel, the form, the palette. Only the
// looks of this one screen; nothing here is known to the server.
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import type { Id, TicketRow } from '@/api/wire'
import { useLive } from '@/live/store'
import { useBoard } from './board'
import type { ChoiceKind } from './choice'
import { useUnread } from './unreadStore'

export type Panel = 'assign' | 'transfer' | 'merge' | 'reclassify' | ChoiceKind
export type View = 'board' | 'alerts'
export const DENSITIES = [32, 38, 46] as const

/** Below this a row of the board has two lines and the people's column makes room. */
const SLIM = '(max-width: 640px)'
const DENSITY_KEY = 'lamplight.density'

export const useDesk = defineStore('desk', () => {
  const live = useLive()
  const board = useBoard()
  const marks = useUnread()
  const selected = ref<Id | null>(null)
  const view = ref<View>('board')
  const density = ref(Number(localStorage.getItem(DENSITY_KEY)) || 38)
  const panel = ref<Panel | null>(null)
  const form = ref(false)
  const sheet = ref(false)
  const palette = ref(false)
  const width = window.matchMedia(SLIM)
  const slim = ref(width.matches)
  width.addEventListener('change', (event) => (slim.value = event.matches))
  const twoLines = computed(() => form.value || slim.value)

  const feed = live.feed('board')
  const tickets = computed<TicketRow[]>(() => [...(feed.value?.tickets.values() ?? [])])

  function select(id: Id | null): void {
    selected.value = id
    panel.value = null
    if (id && !board.order.includes(id)) board.thaw()
    board.hand.amid = id !== null && board.order.indexOf(id) > 0
  }

  /** The ticket `by` places further down the board. */
  function move(by: number): void {
    const { order } = board
    const at = selected.value ? order.indexOf(selected.value) : -1
    const to = at < 0 ? (by > 0 ? 0 : order.length - 1) : at + by
    const id = order[Math.min(Math.max(to, 0), order.length - 1)]
    if (id) select(id)
  }

  function nextDensity(): void {
    const at = DENSITIES.findIndex((one) => one === density.value)
    density.value = DENSITIES[(at + 1) % DENSITIES.length] ?? 38
    localStorage.setItem(DENSITY_KEY, String(density.value))
  }

  watch(selected, (id) => (live.watching = id))
  // Reading is having it open: what changes meanwhile is read as well.
  watch(
    () => (selected.value ? (feed.value?.tickets.get(selected.value) ?? null) : null),
    (ticket) => ticket && marks.open(ticket),
  )

  return {
    selected,
    view,
    density,
    panel,
    form,
    sheet,
    palette,
    twoLines,
    feed,
    tickets,
    select,
    move,
    nextDensity,
  }
})
