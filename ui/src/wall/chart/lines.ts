// Panels of lines over days. The day that is still running is dotted, with a hollow end; names and last
// figures stand at the lines' ends instead of a legend.
import type { EChartsOption, LineSeriesOption } from 'echarts'
import type { Look } from './echarts'
import { extremes, splitToday } from './figures'

const PX = 24

export interface Line {
  name: string
  values: readonly number[]
  colour: string | undefined
  symbol: 'circle' | 'rect'
  dashed?: boolean
}

interface Drawing {
  days: string[]
  lines: Line[]
  /** The last day is the running one. */
  running: boolean
  /** Highest and lowest are written at the line. */
  extremes?: boolean
}

/** Two ends closer than this part of the height would lie on one another. */
const APART = 0.2
/** What the lines have of a panel's height, about. */
const HEIGHT = 150

/** Width of a text on the canvas: a hanzi is as wide as high, anything else a little over half. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? PX : PX * 0.6), 0)
}

/** How far each end's label moves down so that no two lie on one another: the higher goes up. */
export function offsets(ends: readonly number[], range: number): number[] {
  const [first, second] = ends
  if (first === undefined || second === undefined || ends.length > 2) return ends.map(() => 0)
  const missing = APART - Math.abs(first - second) / Math.max(1, range)
  if (missing <= 0) return [0, 0]
  const move = Math.round((missing * HEIGHT) / 2)
  return first >= second ? [-move, move] : [move, -move]
}

export function lines(
  { days, lines, running, extremes: marked = false }: Drawing,
  look: Look,
): EChartsOption {
  const ends = lines.map((line) => line.values[line.values.length - 1] ?? 0)
  const texts = lines.map((line, at) => (marked ? `${ends[at]}` : `${line.name} ${ends[at]}`))
  const right = Math.max(...texts.map(widthOf)) + 20
  const all = lines.flatMap((line) => line.values)
  const [low, high] = [Math.min(0, ...all), Math.max(1, ...all)]
  const moved = offsets(ends, high - low)
  return {
    animation: false,
    textStyle: { fontFamily: look.font, fontSize: PX, color: look.text2 },
    grid: { left: 30, right, top: 36, bottom: 44 },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: days,
      axisLine: { lineStyle: { color: look.axis, width: 2 } },
      axisTick: { show: false },
      axisLabel: {
        color: look.text2,
        fontSize: PX,
        hideOverlap: true,
        interval: days.length > 7 ? 6 : 1,
        showMinLabel: true,
        showMaxLabel: true,
      },
    },
    yAxis: { type: 'value', show: false, min: low, max: high * 1.05 },
    series: lines.flatMap((line, at) =>
      seriesOf(line, { text: texts[at] ?? '', down: moved[at] ?? 0, running, marked }, look),
    ),
  }
}

interface End {
  text: string
  down: number
  running: boolean
  marked: boolean
}

function seriesOf(line: Line, { text, down, running, marked }: End, look: Look): LineSeriesOption[] {
  const at = marked ? extremes(line.values) : new Set<number>()
  const least = Math.min(...line.values.slice(0, -1))
  const last = line.values.length - 1
  const end = (hollow: boolean) => ({
    show: true,
    color: marked ? look.text : line.colour,
    fontSize: PX,
    fontWeight: 600 as const,
    distance: hollow ? 14 : 8,
    offset: [0, down] as [number, number],
    formatter: () => text,
  })
  const whole = {
    type: 'line' as const,
    name: line.name,
    symbol: line.symbol,
    symbolSize: line.values.length > 7 ? 0.1 : 12,
    lineStyle: {
      width: 4,
      color: line.colour,
      type: line.dashed ? ([12, 8] as [number, number]) : ('solid' as const),
    },
    itemStyle: { color: line.colour },
  }
  const { past, today } = splitToday(line.values)
  const data = (running ? past : [...line.values]).map((value, place) => ({
    value,
    label: {
      show: at.has(place),
      position: value === least ? ('bottom' as const) : ('top' as const),
      color: look.text,
      fontSize: PX,
      fontWeight: 600 as const,
    },
  }))
  if (!running) return [{ ...whole, data, endLabel: end(false) }]
  const dotted: LineSeriesOption = {
    ...whole,
    data: today.map((value, place) => ({ value, symbolSize: place === last ? 16 : 0.1 })),
    lineStyle: { ...whole.lineStyle, type: [4, 9] },
    itemStyle: { color: look.surface, borderColor: line.colour, borderWidth: 4 },
    endLabel: end(true),
  }
  return [{ ...whole, data }, dotted]
}
