// 院区灯火: buildings side by side, a window an area; it is lit while a report of that area is open.
import type { EChartsOption } from 'echarts'
import type { Lights } from '@/api/wire'
import type { Look } from './echarts'

/** A building takes at least this many columns: its name needs room. */
const LEAST_WIDE = 4
/** A name as a label has room for, in halves of a hanzi. */
const NAME = 5
/** Brighter than this no window gets. */
const MOST = 4

interface Windows {
  columns: number
  rows: number
  cells: [number, number, number][]
  /** Column under the middle of a building, and its name. */
  names: Map<number, string>
}

/** Where the windows stand: a free column between two buildings, the ground floor below. */
export function windows(buildings: readonly Lights[]): Windows {
  const rows = Math.max(1, ...buildings.map((building) => building.floors.length))
  const cells: [number, number, number][] = []
  const names = new Map<number, string>()
  const shown = labels(buildings.map((building) => building.name))
  let left = 0
  for (const [place, { floors }] of buildings.entries()) {
    const wide = Math.max(1, ...floors.map((floor) => floor.length))
    const slot = Math.max(wide, LEAST_WIDE)
    const before = Math.floor((slot - wide) / 2)
    floors.forEach((floor, row) => {
      for (let column = 0; column < wide; column += 1) {
        cells.push([left + before + column, row, Math.min(MOST, floor[column] ?? 0)])
      }
    })
    names.set(left + before + Math.floor((wide - 1) / 2), shown[place] ?? '')
    left += slot + 1
  }
  return { columns: Math.max(1, left - 1), rows, cells, names }
}

export function lights(buildings: readonly Lights[], look: Look): EChartsOption {
  const { columns, rows, cells, names } = windows(buildings)
  const count = (length: number) => Array.from({ length }, (_, at) => String(at))
  return {
    animation: false,
    textStyle: { fontFamily: look.font },
    grid: { left: 0, right: 0, top: 4, bottom: 42 },
    xAxis: {
      type: 'category',
      data: count(columns),
      axisLine: { lineStyle: { color: look.axis, width: 2 } },
      axisTick: { show: false },
      z: 3,
      axisLabel: {
        interval: (at: number) => names.has(at),
        formatter: (at: string) => names.get(Number(at)) ?? '',
        color: look.text2,
        fontSize: 24,
        hideOverlap: true,
      },
    },
    yAxis: { type: 'category', data: count(rows), show: false },
    visualMap: { show: false, min: 0, max: MOST, inRange: { color: look.heat } },
    series: [
      {
        type: 'heatmap',
        data: cells,
        silent: true,
        itemStyle: { borderColor: look.surface, borderWidth: 4, borderRadius: 5 },
      },
    ],
  }
}

/** Names as short as tell the buildings apart: `门诊`, and of two that begin alike `东门` and `东住`. */
export function labels(names: readonly string[]): string[] {
  const bare = names.map((name) => [...name.replace(/[楼栋大厦]+$/u, '')])
  const short = bare.map((letters) => begin(letters))
  return bare.map((letters, at) => {
    const alike = short.filter((one) => one === short[at]).length > 1
    return alike && letters.length > 2 ? begin([letters[0] ?? '', ...letters.slice(2)]) : (short[at] ?? '')
  })
}

function begin(letters: readonly string[]): string {
  let [room, text] = [NAME, '']
  for (const letter of letters) {
    room -= letter > '\u2e80' ? 2 : 1
    if (room < 0) break
    text += letter
  }
  return text.trim()
}
