// The keys of the console (keyTable.ts lists them, the sheet behind `?` shows them). Single letters are off
// while a field has focus and can be switched off; what is open or picked takes what it needs first.
import { onMounted, onUnmounted } from 'vue'
import { useRouter } from 'vue-router'
import { useAcknowledge } from '@/alerts/store'
import { useLive } from '@/live/store'
import { useSession } from '@/session'
import { isPlain, isTyping, singleKeys } from '@/singleKeys'
import { useBoard } from './board'
import { useDesk } from './desk'
import { struck, type BoardKey } from './keyTable'
import { usePicked } from './picked'
import { useUndo } from './undo'

type Handler = (key: string) => boolean
const handlers = new Set<Handler>()
const before = new Set<Handler>()
/** The second of two letters comes within this, or it is a letter of its own. */
const PAIR_MS = 1_200

/** Letters that belong to what is open, as upper case; `true` when it was one of them. `first`: asked before
 * the others, as picked tickets are before the one in the pane. */
export function onDeskKey(handler: Handler, first = false): void {
  const among = first ? before : handlers
  onMounted(() => among.add(handler))
  onUnmounted(() => among.delete(handler))
}

function useDoing(): Record<BoardKey, () => void> {
  const desk = useDesk()
  const board = useBoard()
  const live = useLive()
  const session = useSession()
  const picked = usePicked()
  const router = useRouter()
  const { acknowledgeAll } = useAcknowledge()
  const { undoLast } = useUndo()
  const show = (view: typeof desk.view) => {
    desk.view = view
  }
  return {
    down: () => desk.move(1),
    up: () => desk.move(-1),
    extend_down: () => picked.extend(1),
    extend_up: () => picked.extend(-1),
    pick: () => picked.toggleHere(),
    new: () => {
      if (session.has('dispatcher') && live.usable) desk.form = true
    },
    palette: () => (desk.palette = true),
    undo: () => {
      if (live.usable) void undoLast()
    },
    acknowledge_all: () => {
      if (live.usable) void acknowledgeAll()
    },
    filter_before: () => board.turn(-1),
    filter_after: () => board.turn(1),
    layout: () => (board.layout = board.layout === 'list' ? 'kanban' : 'list'),
    thaw: () => board.thaw(),
    density: () => desk.nextDensity(),
    go_desk: () => show('board'),
    go_alerts: () => show('alerts'),
    go_overview: () => void router.push('/overview'),
    sheet: () => (desk.sheet = true),
  }
}

export function useKeys(): void {
  const desk = useDesk()
  const picked = usePicked()
  const doing = useDoing()
  let begun: { key: string; at: number } | null = null

  function escape(): void {
    if (desk.sheet) desk.sheet = false
    else if (desk.panel) desk.panel = null
    else if (desk.selected) desk.select(null)
    else picked.clear()
  }

  function letter(event: KeyboardEvent): boolean {
    const earlier = begun && event.timeStamp - begun.at < PAIR_MS ? begun.key : null
    begun = null
    const line = struck(event.key, earlier)
    if (line === 'begun') begun = { key: event.key, at: event.timeStamp }
    else if (line) doing[line]()
    else if (!earlier) {
      const key = event.key.toUpperCase()
      return [...before, ...handlers].some((handler) => handler(key))
    }
    return true
  }

  function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return
    if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      desk.palette = true
      return
    }
    if (!isPlain(event) || desk.form || desk.palette) return
    if (event.key === 'Escape') return escape()
    if (isTyping(event.target) || !singleKeys.value) return
    if (event.key === 'Enter' && event.target === document.body && !desk.selected) desk.move(1)
    else if (event.key.length === 1 && letter(event)) event.preventDefault()
  }

  onMounted(() => window.addEventListener('keydown', pressed))
  onUnmounted(() => window.removeEventListener('keydown', pressed))
}
