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
  /** Room for the names at the ends. */
  right: number
}

export function lines({ days, lines, running, extremes: marked, right }: Drawing, look: Look): EChartsOption {
  const all = lines.flatMap((line) => line.values)
  const [low, high] = [Math.min(0, ...all), Math.max(1, ...all)]
  return {
    animation: false,
    textStyle: { fontFamily: look.font, fontSize: PX, color: look.text2 },
    grid: { left: 16, right, top: 36, bottom: 44 },
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
        alignMinLabel: 'left',
      },
    },
    yAxis: { type: 'value', show: false, min: low, max: high * 1.05 },
    series: lines.flatMap((line) => seriesOf(line, running, marked ?? false, look)),
  }
}

function seriesOf(line: Line, running: boolean, marked: boolean, look: Look): LineSeriesOption[] {
  const at = marked ? extremes(line.values) : new Set<number>()
  const last = line.values.length - 1
  const end = (hollow: boolean) => ({
    show: true,
    color: marked ? look.text : line.colour,
    fontSize: PX,
    fontWeight: 600 as const,
    distance: hollow ? 14 : 8,
    formatter: () => (marked ? `${line.values[last]}` : `${line.name} ${line.values[last]}`),
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
    label: { show: at.has(place), color: look.text, fontSize: PX, fontWeight: 600 as const },
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

/** Ends that would lie on one another are moved apart: the lower first. */
export function apart(values: readonly [number, number]): boolean {
  const most = Math.max(...values, 1)
  return Math.abs(values[0] - values[1]) / most > 0.12
}
