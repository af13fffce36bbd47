// What a dispatcher has open on this screen: the chosen ticket, the filter, the panel, the form. Only the
// looks of this one screen; nothing here is known to the server.
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import type { Id, TicketRow } from '@/api/wire'
import { boardLines, FILTERS, matches, type Filter, type Group } from '@/entities/order'
import { useLive } from '@/live/store'
import type { ChoiceKind } from './choice'

export type Panel = 'assign' | 'transfer' | 'merge' | 'reclassify' | ChoiceKind
export type View = 'board' | 'alerts'
export const DENSITIES = [32, 38, 46] as const

/** Below this a row of the board has two lines and the people's column makes room. */
const SLIM = '(max-width: 640px)'
const DENSITY_KEY = 'lamplight.density'

export const useDesk = defineStore('desk', () => {
  const live = useLive()
  const selected = ref<Id | null>(null)
  const view = ref<View>('board')
  const filter = ref<Filter>('open')
  const folded = ref<ReadonlySet<Group>>(new Set())
  const density = ref(Number(localStorage.getItem(DENSITY_KEY)) || 38)
  const panel = ref<Panel | null>(null)
  const form = ref(false)
  const sheet = ref(false)
  const width = window.matchMedia(SLIM)
  const slim = ref(width.matches)
  width.addEventListener('change', (event) => (slim.value = event.matches))
  const twoLines = computed(() => form.value || slim.value)

  const feed = live.feed('board')
  const tickets = computed<TicketRow[]>(() => [...(feed.value?.tickets.values() ?? [])])
  const lines = computed(() => boardLines(tickets.value, filter.value, folded.value, live.now))
  const counts = computed(() =>
    Object.fromEntries(
      FILTERS.map((one) => [one, tickets.value.filter((ticket) => matches(ticket, one, live.now)).length]),
    ),
  )
  const order = computed(() =>
    lines.value.flatMap((line) => (line.kind === 'ticket' ? [line.ticket.id] : [])),
  )

  function select(id: Id | null): void {
    selected.value = id
    panel.value = null
  }

  /** The ticket `by` places further down the board. */
  function move(by: number): void {
    const at = selected.value ? order.value.indexOf(selected.value) : -1
    const to = at < 0 ? (by > 0 ? 0 : order.value.length - 1) : at + by
    const id = order.value[Math.min(Math.max(to, 0), order.value.length - 1)]
    if (id) select(id)
  }

  function turnFilter(by: number): void {
    const at = FILTERS.indexOf(filter.value)
    filter.value = FILTERS[(at + by + FILTERS.length) % FILTERS.length] ?? 'open'
  }

  function fold(group: Group): void {
    const next = new Set(folded.value)
    if (!next.delete(group)) next.add(group)
    folded.value = next
  }

  function nextDensity(): void {
    const at = DENSITIES.findIndex((one) => one === density.value)
    density.value = DENSITIES[(at + 1) % DENSITIES.length] ?? 38
    localStorage.setItem(DENSITY_KEY, String(density.value))
  }

  watch(selected, (id) => (live.watching = id))

  return {
    selected,
    view,
    filter,
    folded,
    density,
    panel,
    form,
    sheet,
    twoLines,
    feed,
    tickets,
    lines,
    counts,
    select,
    move,
    turnFilter,
    fold,
    nextDensity,
  }
})
