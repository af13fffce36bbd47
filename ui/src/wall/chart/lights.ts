// 院区灯火: buildings side by side, a window an area; it is lit while a report of that area is open.
import type { EChartsOption } from 'echarts'
import type { Lights } from '@/api/wire'
import type { Look } from './echarts'

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
  let left = 0
  for (const { name, floors } of buildings) {
    const wide = Math.max(1, ...floors.map((floor) => floor.length))
    floors.forEach((floor, row) => {
      for (let column = 0; column < wide; column += 1) {
        cells.push([left + column, row, Math.min(MOST, floor[column] ?? 0)])
      }
    })
    names.set(left + Math.floor((wide - 1) / 2), name)
    left += wide + 1
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
      axisLabel: {
        interval: (at: number) => names.has(at),
        formatter: (at: string) => short(names.get(Number(at)) ?? ''),
        color: look.text2,
        fontSize: 24,
        hideOverlap: false,
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

/** A building's name as a label has room for: two characters tell them apart. */
function short(name: string): string {
  const bare = name.replace(/[楼栋大厦]+$/u, '')
  return [...bare].length <= 3 ? bare : [...bare].slice(0, 3).join('')
}
