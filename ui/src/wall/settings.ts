// What this one screen shows, kept in this browser: which panels, how high the screen is and from how far it
// is read. Nothing of it is known to the server.
import { reactive, watch } from 'vue'

export const PANELS = [
  'categories',
  'systems',
  'departments',
  'engineers',
  'days',
  'kinds',
  'channels',
  'lights',
] as const
export type Panel = (typeof PANELS)[number]

export interface Settings {
  panels: Panel[]
  /** Of the picture, in millimetres: 685 is a screen of 55 inches. */
  height: number
  /** From where it is read, in metres. */
  distance: number
}

const KEY = 'lamplight.wall'
export const USUAL: Settings = { panels: [...PANELS], height: 685, distance: 3 }

/** What is not there, or makes no sense, is as usual. */
export function readSettings(text: string | null): Settings {
  try {
    const stored = JSON.parse(text ?? '{}') as Partial<Settings>
    const within = (value: unknown, least: number, most: number, usual: number) =>
      typeof value === 'number' && value >= least && value <= most ? value : usual
    const chosen = PANELS.filter((panel) => stored.panels?.includes(panel))
    return {
      panels: chosen.length > 0 ? chosen : [...PANELS],
      height: within(stored.height, 200, 6_000, USUAL.height),
      distance: within(stored.distance, 1, 40, USUAL.distance),
    }
  } catch {
    return { ...USUAL, panels: [...PANELS] }
  }
}

export function useSettings(): Settings {
  const settings = reactive(readSettings(localStorage.getItem(KEY)))
  watch(settings, () => localStorage.setItem(KEY, JSON.stringify(settings)))
  return settings
}
