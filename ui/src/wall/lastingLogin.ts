// The login of a wall screen, which nobody renews by hand: the page says every few minutes that it is there,
// and asks, when the connection is lost, whether it is still wanted. One that was withdrawn is told so.
import { onMounted, onUnmounted, watch } from 'vue'
import { renewScreen } from '@/api/screens'
import { ApiProblem } from '@/api/http'
import { useLive } from '@/live/store'
import { useSession } from '@/session'

const RENEW_MS = 5 * 60_000
/** The server takes this page for another program: a reload fetches the one that fits. */
const RELOAD_MS = 60_000

export function useLastingLogin(ended: () => void): void {
  const live = useLive()
  const session = useSession()
  let beat: ReturnType<typeof setInterval> | undefined
  let reload: ReturnType<typeof setTimeout> | undefined
  const isScreen = () => session.me?.roles.length === 1 && session.has('screen')

  async function renew(): Promise<void> {
    if (!isScreen()) return
    try {
      await renewScreen()
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.status === 401) ended()
    }
  }

  watch(
    () => live.socketState,
    (state, before) => {
      if (!isScreen()) return
      if (state.kind === 'ended' && state.reason === 'login_ended') ended()
      else if (state.kind === 'ended') reload ??= setTimeout(() => location.reload(), RELOAD_MS)
      else if (state.kind === 'waiting' && before.kind !== 'waiting') void renew()
    },
  )
  watch(
    () => session.me,
    () => void renew(),
  )

  onMounted(() => {
    beat = setInterval(() => void renew(), RENEW_MS)
    void renew()
  })
  onUnmounted(() => {
    clearInterval(beat)
    clearTimeout(reload)
  })
}
