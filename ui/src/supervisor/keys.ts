// The keys of the overview: `Y` acknowledges the alert that has the focus, else the topmost open one;
// `Shift Y` all. Off while a field has focus, and where single letters are switched off (WCAG 2.1.4).
import { onMounted, onUnmounted } from 'vue'
import { useAcknowledge, useAlerts } from '@/alerts/store'
import { useLive } from '@/live/store'

const SINGLE_KEY = 'lamplight.single_keys'

export function useOverviewKeys(): void {
  const alerts = useAlerts()
  const live = useLive()
  const { acknowledge, acknowledgeAll } = useAcknowledge()

  function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
    const target = event.target instanceof HTMLElement ? event.target : null
    if (target && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)))
      return
    if (localStorage.getItem(SINGLE_KEY) === 'off' || !live.usable) return
    if (event.key === 'Y') void acknowledgeAll()
    if (event.key !== 'y') return
    const number = target?.closest<HTMLElement>('[data-alert]')?.dataset.alert
    const focused = number ? alerts.open.find((alert) => alert.number === number) : alerts.open[0]
    if (focused) void acknowledge(focused)
  }

  onMounted(() => window.addEventListener('keydown', pressed))
  onUnmounted(() => window.removeEventListener('keydown', pressed))
}
