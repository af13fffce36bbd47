// How the wall lies on a screen: one canvas of fixed text sizes, scaled as one. Pure: from the screen's size
// and the settings to the canvas, its columns and which panels stand on it.
import type { Panel, Settings } from './settings'

/** Narrower than this (width to height), tiles stand two in a row. */
const PORTRAIT = 1
/** A tenth of an arc: 16 minutes, the least height of a character that is read (ISO 9241-303). */
const ARC = Math.tan((16 / 60) * (Math.PI / 180))
/** A hanzi fills this share of its font size. */
const HANZI = 0.92
/** What the near page's smallest text measures on its canvas of 1080 lines, and the far page's of 720. */
export const NEAR_PX = 24
export const FAR_PX = 36
/** Panels of the far page follow one another after this. */
export const TURN_MS = 20_000

export interface Canvas {
  width: number
  height: number
  scale: number
  columns: 2 | 4
  far: boolean
}

/** The least text in lines of a screen of 1080, for its height in millimetres and a distance in metres. */
export function leastText(height: number, distance: number): number {
  return Math.ceil((distance * 1_000 * ARC * 1_080) / (HANZI * height) - 0.5)
}

export function isFar(settings: Settings): boolean {
  return leastText(settings.height, settings.distance) > NEAR_PX
}

/** The canvas fills the screen: it is at least as wide and as high as drawn, and longer where the screen is. */
export function canvasOf(width: number, height: number, far: boolean): Canvas {
  const part = far ? 1.5 : 1
  const [least, most] = [1_080 / part, 1_920 / part]
  const portrait = width / height < PORTRAIT
  const scale = portrait ? Math.min(width / least, height / most) : Math.min(width / most, height / least)
  return { width: width / scale, height: height / scale, scale, columns: portrait || far ? 2 : 4, far }
}

/** Which panels are seen now: all of them near, as many as fit at a time on the far page. */
export function seen(panels: readonly Panel[], canvas: Canvas, turn: number): Panel[] {
  if (!canvas.far) return [...panels]
  const room = canvas.height > canvas.width ? 4 : 2
  const pages = Math.max(1, Math.ceil(panels.length / room))
  const from = (turn % pages) * room
  return panels.slice(from, from + room)
}
