// What the board shows: the kept order narrowed by the filter, held still while a hand is on it, counts and
// lamps. Derived from the feed alone; the looks (filter, folded groups, layout) are kept by this browser.
import { defineStore } from 'pinia'
import { computed, markRaw, ref, shallowRef, watch } from 'vue'
import type { Id, TicketRow } from '@/api/wire'
import { useDirectory } from '@/directory'
import { strip } from '@/entities/lamps'
import type { BoardLine, Entry, Group } from '@/entities/order'
import { useLive } from '@/live/store'
import { useSession } from '@/session'
import { BoardIndex } from './boardIndex'
import {
  counts,
  fitting,
  parsed,
  question,
  turned,
  type Asking,
  type Criteria,
  type SavedFilter,
} from './filters'
import { boardLines, columns, heldStill, type Held } from './lines'
import { isUnread } from './unread'
import { useUnread } from './unreadStore'

export type Layout = 'list' | 'kanban'

const LAYOUT_KEY = 'lamplight.layout'
/** Six places in the strip. */
const LAMPS = 6
const NOTHING: ReadonlyMap<Id, TicketRow> = new Map()
const UNFOLDED: ReadonlySet<Group> = new Set()

export const useBoard = defineStore('board', () => {
  const live = useLive()
  const session = useSession()
  const directory = useDirectory()
  const marks = useUnread()
  const feed = live.feed('board')

  const filter = ref('open')
  const layout = ref<Layout>(localStorage.getItem(LAYOUT_KEY) === 'kanban' ? 'kanban' : 'list')
  const folded = ref<ReadonlySet<Group>>(new Set())
  const savedKey = () => `lamplight.filters.${session.me?.person.id ?? ''}`
  const saved = shallowRef<SavedFilter[]>([])
  /** What of the hand is on the board: set by whoever sees it. */
  const hand = ref({ scrolled: false, dragging: false, typing: false, amid: false })

  const index = markRaw(new BoardIndex())
  /** Moves when the index has changed; the index itself is not watched. */
  const revision = ref(0)
  watch(
    feed,
    (now) => {
      index.sync(now?.tickets ?? NOTHING)
      revision.value += 1
    },
    { immediate: true, flush: 'sync' },
  )
  watch(
    () => session.me?.person.id,
    () => {
      saved.value = parsed(localStorage.getItem(savedKey()))
      filter.value = 'open'
    },
    { immediate: true },
  )
  watch(
    [saved, () => directory.view],
    () => {
      const { categories, zones } = directory
      index.refit(fitting(saved.value, { categories, zones }))
      revision.value += 1
    },
    { immediate: true, flush: 'sync' },
  )
  watch(layout, (now) => localStorage.setItem(LAYOUT_KEY, now))

  /** What is reactive is looked up once here, not once a ticket. */
  function asking(): Asking {
    const me = session.me?.person.id
    const read = marks.marks
    const unread = (entry: Entry) => isUnread(read, entry.ticket, entry.openedAt, me)
    return { now: live.now, me, saved: saved.value, unread }
  }
  const current = computed<BoardLine[]>(() => {
    void revision.value
    const hidden = layout.value === 'list' ? folded.value : UNFOLDED
    return boardLines(index, question(filter.value, asking()), hidden, live.now)
  })
  const count = computed(() => {
    void revision.value
    return counts(index.entries.values(), asking())
  })
  const lamps = computed(() => {
    void revision.value
    return strip(index.entries.values(), live.now, LAMPS)
  })

  const held = computed(() => Object.values(hand.value).some(Boolean))
  const shown = shallowRef<Held>({ lines: [], fresh: 0 })
  const thaw = () => void (shown.value = { lines: current.value, fresh: 0 })
  watch(
    [current, held],
    ([lines, still]) => {
      if (still && shown.value.lines.length > 0)
        shown.value = heldStill(shown.value.lines, lines, index.entries)
      else thaw()
    },
    { immediate: true },
  )
  // Another choice of what is shown is a hand's own doing.
  watch([filter, layout, folded], thaw)

  const lines = computed(() => shown.value.lines)
  const order = computed(() => {
    const ids: Id[] = []
    for (const line of lines.value) if (line.kind === 'ticket') ids.push(line.ticket.id)
    return ids
  })
  const columned = computed(() => columns(lines.value))

  function keep(next: SavedFilter[]): void {
    saved.value = next
    localStorage.setItem(savedKey(), JSON.stringify(next))
  }

  function save(name: string, criteria: Criteria): void {
    const id = `own:${name}`
    keep([...saved.value.filter((one) => one.id !== id), { id, name, criteria }])
    filter.value = id
  }

  function discard(id: string): void {
    if (filter.value === id) filter.value = 'open'
    keep(saved.value.filter((one) => one.id !== id))
  }

  function turn(by: number): void {
    filter.value = turned(filter.value, saved.value, by)
  }

  function fold(group: Group): void {
    const next = new Set(folded.value)
    if (!next.delete(group)) next.add(group)
    folded.value = next
  }

  const ticket = (id: Id) => index.entries.get(id)?.ticket ?? null

  return {
    filter,
    layout,
    folded,
    saved,
    hand,
    shown,
    lines,
    order,
    columned,
    count,
    lamps,
    index,
    revision,
    thaw,
    save,
    discard,
    turn,
    fold,
    ticket,
  }
})
