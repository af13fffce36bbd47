// From the charts' row to one panel's drawing, in two steps: what it shows, as plain values that are equal
// while nothing it shows has changed, and how that is drawn. Pure.
import type { EChartsOption } from 'echarts'
import type { Charts, EngineerShare, Lights } from '@/api/wire'
import type { Panel } from '../settings'
import { departments, engineers, systems } from './bars'
import type { Look } from './echarts'
import { largest, monthSoFar, perCent, week, type Part } from './figures'
import { lights } from './lights'
import { lines, type Line } from './lines'
import { rings } from './rings'

const CATEGORIES = 5
const SYSTEMS = 6
const DEPARTMENTS = 5
const ENGINEERS = 6

interface Row {
  name: string
  values: number[]
}

export type Shown =
  | { panel: 'categories'; parts: Part[]; today: number[]; week: number[] }
  | { panel: 'systems' | 'departments'; parts: Part[] }
  | { panel: 'engineers'; rows: EngineerShare[] }
  | { panel: 'days' | 'kinds' | 'channels'; days: string[]; rows: Row[] }
  | { panel: 'lights'; buildings: Lights[] }

/** Words of the language that stands. */
export interface Words {
  t: (key: string) => string
  weekday: (day: string) => string
  dayOfMonth: (day: string) => string
}

/** What a panel shows; null: nothing yet. */
export function shownBy(panel: Panel, charts: Charts, words: Words): Shown | null {
  switch (panel) {
    case 'categories': {
      const parts = largest(charts.categories, CATEGORIES, words.t('wall.other'))
      const [today, week] = [
        perCent(parts.map((part) => part.today)),
        perCent(parts.map((part) => part.week)),
      ]
      return parts.length > 0 ? { panel, parts, today, week } : null
    }
    case 'systems': {
      const parts = largest(charts.systems, SYSTEMS, words.t('wall.other'))
      return parts.length > 0 ? { panel, parts } : null
    }
    case 'departments': {
      const most = charts.departments.filter((share) => share.name !== null && share.today > 0)
      const sorted = [...most].sort((left, right) => right.today - left.today).slice(0, DEPARTMENTS)
      const parts = sorted.map(({ name, today, week }) => ({ name: name ?? '', today, week }))
      return parts.length > 0 ? { panel, parts } : null
    }
    case 'engineers': {
      const rows = charts.engineers.slice(0, ENGINEERS)
      return rows.length > 0 ? { panel, rows } : null
    }
    case 'lights':
      return charts.buildings.length > 0 ? { panel, buildings: charts.buildings } : null
    default:
      return daysOf(panel, charts, words)
  }
}

function daysOf(panel: 'days' | 'kinds' | 'channels', charts: Charts, words: Words): Shown | null {
  const days = panel === 'kinds' ? monthSoFar(charts) : week(charts)
  if (days.length < 2) return null
  const of = (word: string, figure: 'opened' | 'hardware' | 'software' | 'mobile' | 'telephone'): Row => ({
    name: words.t(word),
    values: days.map((day) => day[figure]),
  })
  const rows = {
    days: () => [of('wall.opened', 'opened')],
    kinds: () => [of('wall.hardware', 'hardware'), of('wall.software', 'software')],
    channels: () => [of('wall.mobile', 'mobile'), of('wall.telephone', 'telephone')],
  }[panel]()
  const name = panel === 'kinds' ? words.dayOfMonth : words.weekday
  return { panel, days: days.map((day) => name(day.day)), rows }
}

/** Where the colours of a panel's lines stand among the look's. */
const COLOURS = { days: [0], kinds: [1, 0], channels: [2, 3] }

export function drawn(shown: Shown, t: (key: string) => string, look: Look): EChartsOption {
  switch (shown.panel) {
    case 'categories':
      return rings(shown.parts, `${t('wall.outside')}\n${t('wall.inside')}`, look)
    case 'systems':
      return systems(shown.parts, t('wall.other'), look)
    case 'departments':
      return departments(shown.parts, look)
    case 'engineers':
      return engineers(shown.rows, look)
    case 'lights':
      return lights(shown.buildings, look)
    default: {
      const { panel, days, rows } = shown
      const drawing = rows.map(({ name, values }, at): Line => ({
        name,
        values,
        colour: look.colours[COLOURS[panel][at] ?? 0],
        symbol: panel === 'channels' && at === 1 ? 'rect' : 'circle',
        dashed: at === 1,
      }))
      return lines({ days, lines: drawing, running: panel !== 'kinds', extremes: panel === 'days' }, look)
    }
  }
}
