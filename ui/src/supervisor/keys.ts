// The keys of the overview: `Y` acknowledges the alert that has the focus, else the topmost open one;
// `Shift Y` all. Off while a field has focus, and where single letters are switched off (WCAG 2.1.4).
import { onMounted, onUnmounted } from 'vue'
import { useAcknowledge, useAlerts } from '@/alerts/store'
import { useLive } from '@/live/store'
import { isPlain, isTyping, singleKeys } from '@/singleKeys'

export function useOverviewKeys(): void {
  const alerts = useAlerts()
  const live = useLive()
  const { acknowledge, acknowledgeAll } = useAcknowledge()

  function pressed(event: KeyboardEvent): void {
    if (!isPlain(event) || isTyping(event.target) || !singleKeys.value || !live.usable) return
    const target = event.target instanceof HTMLElement ? event.target : null
    if (event.key === 'Y') void acknowledgeAll()
    if (event.key !== 'y') return
    const number = target?.closest<HTMLElement>('[data-alert]')?.dataset.alert
    const focused = number ? alerts.open.find((alert) => alert.number === number) : alerts.open[0]
    if (focused) void acknowledge(focused)
  }

  onMounted(() => window.addEventListener('keydown', pressed))
  onUnmounted(() => window.removeEventListener('keydown', pressed))
}
