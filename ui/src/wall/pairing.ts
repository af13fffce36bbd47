// How a screen that nobody knows comes in: it shows a code, asks every few seconds what became of it, takes a
// new one when it has run out. Cut off it goes on by itself; nobody stands before it who could.
import { computed, onMounted, onUnmounted, ref, shallowRef } from 'vue'
import { claimPairing, openPairing } from '@/api/screens'
import { ApiProblem } from '@/api/http'
import type { Me } from '@/api/wire'

/** Survives a reload of the page: the code that somebody is typing stays. */
const KEPT = 'lamplight.pairing'
export const ASK_MS = 2_000
/** After a refusal: the server counts how often a network asks for codes. */
const REFUSED_MS = 20_000

interface Kept {
  code: string
  secret: string
}

export interface Shown extends Kept {
  /** By this machine's ticks. */
  until: number
  life: number
}

function kept(): Kept | null {
  try {
    const value = JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Partial<Kept> | null
    return value?.code && value.secret ? { code: value.code, secret: value.secret } : null
  } catch {
    return null
  }
}

/** `428913` as people read it. */
export function inTwo(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`
}

export function usePairing(comeIn: (screen: Me) => void) {
  const shown = shallowRef<Shown | null>(null)
  /** Why there is no code now, or why nobody knows what became of it. */
  const failure = shallowRef<unknown>(null)
  const tick = ref(performance.now())
  const leftMs = computed(() => (shown.value ? Math.max(0, shown.value.until - tick.value) : 0))
  let next: ReturnType<typeof setTimeout> | undefined
  let clock: ReturnType<typeof setInterval> | undefined
  let over = false

  function show(pairing: Kept, leftS: number, life: number): void {
    shown.value = { ...pairing, until: performance.now() + leftS * 1_000, life }
    localStorage.setItem(KEPT, JSON.stringify({ code: pairing.code, secret: pairing.secret }))
  }

  async function anew(): Promise<void> {
    const { left_s, ...pairing } = await openPairing()
    if (!over) show(pairing, left_s, left_s * 1_000)
  }

  /** What became of the code; `false` when another is needed. */
  async function claim(pairing: Kept): Promise<boolean> {
    const answer = await claimPairing(pairing.secret)
    if (over) return true
    if (answer.state === 'confirmed') {
      localStorage.removeItem(KEPT)
      stop()
      comeIn(answer.me)
      return true
    }
    if (answer.state === 'gone') return false
    if (!shown.value) show(pairing, answer.left_s, 600_000)
    return true
  }

  async function step(): Promise<void> {
    let pause = ASK_MS
    try {
      const known = shown.value ?? kept()
      if (!known || !(await claim(known))) await anew()
      failure.value = null
    } catch (error) {
      failure.value = error
      if (error instanceof ApiProblem && error.problem.status === 429) pause = REFUSED_MS
    }
    if (!over) next = setTimeout(() => void step(), pause)
  }

  function stop(): void {
    over = true
    clearTimeout(next)
    clearInterval(clock)
  }

  onMounted(() => {
    clock = setInterval(() => (tick.value = performance.now()), 1_000)
    void step()
  })
  onUnmounted(stop)
  return { shown, failure, leftMs }
}
