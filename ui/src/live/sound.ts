// Five sounds, told apart by rhythm, made here: no files. Browsers let a page sound only after somebody has
// touched it; until then that is a visible state, not a silent failure.
import { ref } from 'vue'

export type Sound = 'ring' | 'unassigned' | 'overdue' | 'offline'

/** Hertz and milliseconds of each note. */
const NOTES: Record<Sound, readonly (readonly [number, number])[]> = {
  ring: [
    [880, 90],
    [1175, 90],
    [880, 90],
    [1175, 90],
    [880, 90],
    [1175, 90],
    [880, 90],
    [1175, 90],
  ],
  unassigned: [[523, 120]],
  overdue: [
    [784, 150],
    [659, 150],
    [523, 240],
  ],
  offline: [[330, 400]],
}
/** From the end of a ring to its next turn. */
export const RING_PAUSE_MS = 1_400
export const RING_MS = 720

const KEY = 'lamplight.sound'
let context: AudioContext | null = null

export const sound = ref<'on' | 'off' | 'blocked'>(localStorage.getItem(KEY) === 'off' ? 'off' : 'blocked')

function ready(): AudioContext | null {
  if (typeof AudioContext === 'undefined' || sound.value === 'off') return null
  context ??= new AudioContext()
  if (context.state === 'suspended') {
    void context.resume().then(() => {
      if (context?.state === 'running' && sound.value !== 'off') sound.value = 'on'
    })
    return null
  }
  sound.value = 'on'
  return context
}

export function play(name: Sound): void {
  const audio = ready()
  if (!audio) return
  let at = audio.currentTime
  for (const [hertz, ms] of NOTES[name]) {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0.0001, at)
    volume.gain.exponentialRampToValueAtTime(0.25, at + 0.01)
    volume.gain.exponentialRampToValueAtTime(0.0001, at + ms / 1_000)
    tone.connect(volume).connect(audio.destination)
    tone.start(at)
    tone.stop(at + ms / 1_000)
    at += ms / 1_000
  }
}

/** The bar's button: unblocks, mutes, unmutes. */
export function toggleSound(): void {
  sound.value = sound.value === 'on' ? 'off' : 'blocked'
  localStorage.setItem(KEY, sound.value === 'off' ? 'off' : 'on')
  if (sound.value !== 'off') ready()
}

/** Any touch of the page unblocks what the person has not switched off; but the button's own (`data-sound`), whose
 * click would find sound on and switch it off. */
export function unblockOnTouch(): () => void {
  const touched = ({ target }: Event) => {
    if (target instanceof Element && target.closest('[data-sound]')) return
    if (sound.value === 'blocked') ready()
  }
  window.addEventListener('pointerdown', touched)
  window.addEventListener('keydown', touched)
  return () => {
    window.removeEventListener('pointerdown', touched)
    window.removeEventListener('keydown', touched)
  }
}
