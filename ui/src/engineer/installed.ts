// The page on the home screen: its manifest, the worker that opens it without signal, and a new build that is taken
// without a question, but only when nothing is lost by it. Asks no right and keeps nothing itself.
import { onMounted, onUnmounted, watch, type Ref } from 'vue'
import { useLive } from '@/live/store'

const WORKER = '/sw.js'
const SCOPE = '/engineer'
/** A phone in a pocket looks for a new build so often. */
const LOOK_MS = 60 * 60_000

function named(): HTMLLinkElement {
  const link = document.createElement('link')
  link.rel = 'manifest'
  link.href = '/engineer.webmanifest'
  return link
}

/** `idle`: nothing rings, waits or is being filled in. */
export function useInstalled(idle: Ref<boolean>): void {
  const live = useLive()
  const link = named()
  let registration: ServiceWorkerRegistration | null = null
  let first: string | null = null
  let timer: ReturnType<typeof setInterval> | undefined
  let gone = false

  /** Only a page that came from the worker is older than the server's. */
  function take(): void {
    const next = registration?.waiting
    if (gone || !next || !idle.value || !navigator.serviceWorker.controller) return
    next.addEventListener('statechange', () => {
      if (next.state === 'activated' && !gone) location.reload()
    })
    next.postMessage({ type: 'SKIP_WAITING' })
  }

  function found(): void {
    const next = registration?.installing
    next?.addEventListener('statechange', () => next.state === 'installed' && take())
  }

  const look = () => void registration?.update().catch(() => undefined)

  async function install(): Promise<void> {
    // plain http has no workers: there the page works as long as it is open
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
    registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE }).catch(() => null)
    if (gone || !registration) return
    registration.addEventListener('updatefound', found)
    timer = setInterval(look, LOOK_MS)
    take()
  }

  watch(idle, (now) => now && take())
  watch(
    () => live.live.build,
    (build) => {
      if (first !== null && build !== null && build !== first) look()
      first ??= build
    },
  )
  onMounted(() => {
    document.head.append(link)
    void install()
  })
  onUnmounted(() => {
    gone = true
    link.remove()
    clearInterval(timer)
    registration?.removeEventListener('updatefound', found)
  })
}
