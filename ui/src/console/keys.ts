// The keys of the console (the sheet behind `?` lists them). Single letters are off while a field has focus
// and can be switched off; an open panel takes what it needs first.
import { onMounted, onUnmounted } from 'vue'
import { useAcknowledge } from '@/alerts/store'
import { useLive } from '@/live/store'
import { useSession } from '@/session'
import { isPlain, isTyping, singleKeys } from '@/singleKeys'
import { useDesk } from './desk'
import { useUndo } from './undo'

type Handler = (key: string) => boolean
const handlers = new Set<Handler>()

/** Letters that belong to what is open, as upper case; `true` when it was one of them. */
export function onDeskKey(handler: Handler): void {
  onMounted(() => handlers.add(handler))
  onUnmounted(() => handlers.delete(handler))
}

export function useKeys(): void {
  const desk = useDesk()
  const live = useLive()
  const session = useSession()
  const { acknowledgeAll } = useAcknowledge()
  const { undoLast } = useUndo()

  function escape(): void {
    if (desk.sheet) desk.sheet = false
    else if (desk.panel) desk.panel = null
    else desk.select(null)
  }

  function letter(event: KeyboardEvent): boolean {
    switch (event.key) {
      case 'j':
        desk.move(1)
        return true
      case 'k':
        desk.move(-1)
        return true
      case 'n':
        if (session.has('dispatcher') && live.usable) desk.form = true
        return true
      case 'Y':
        if (live.usable) void acknowledgeAll()
        return true
      case 'z':
        if (live.usable) void undoLast()
        return true
      case '[':
        desk.turnFilter(-1)
        return true
      case ']':
        desk.turnFilter(1)
        return true
      case '.':
        desk.nextDensity()
        return true
      case '?':
        desk.sheet = true
        return true
      default:
        return [...handlers].some((handler) => handler(event.key.toUpperCase()))
    }
  }

  function pressed(event: KeyboardEvent): void {
    if (!isPlain(event) || desk.form) return
    if (event.key === 'Escape') return escape()
    if (isTyping(event.target) || !singleKeys.value) return
    if (event.key === 'Enter' && event.target === document.body && !desk.selected) desk.move(1)
    else if (event.key.length === 1 && letter(event)) event.preventDefault()
  }

  onMounted(() => window.addEventListener('keydown', pressed))
  onUnmounted(() => window.removeEventListener('keydown', pressed))
}
