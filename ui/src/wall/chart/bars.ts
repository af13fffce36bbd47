// Panels of bars: software systems with the week's mark, departments as columns, engineers with what they
// have in hand. The wall has no axis of values: they are written at the marks.
import type { CustomSeriesRenderItem, EChartsOption } from 'echarts'
import type { EngineerShare } from '@/api/wire'
import type { Look } from './echarts'
import { perCent, type Part } from './figures'

const PX = 24

const base = (look: Look): EChartsOption => ({
  animation: false,
  textStyle: { fontFamily: look.font, fontSize: PX, color: look.text2 },
})

const names = (look: Look, data: string[], width: number) => ({
  type: 'category' as const,
  inverse: true,
  data,
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: {
    color: look.text,
    fontSize: PX,
    interval: 0,
    width,
    overflow: 'truncate' as const,
    margin: 14,
  },
})

/** The column of figures at the right. */
const figuresColumn = (look: Look, data: string[]) => ({
  ...names(look, data, 90),
  position: 'right' as const,
  axisLabel: {
    color: look.text,
    fontSize: PX,
    fontWeight: 600,
    interval: 0,
    align: 'right' as const,
    margin: 82,
  },
})

const hidden = (max: number) => ({ type: 'value' as const, show: false, min: 0, max: Math.max(1, max) })

/** A white line where the week's share is. */
const weekMark =
  (look: Look): CustomSeriesRenderItem =>
  (_, api) => {
    const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)])
    return {
      type: 'rect',
      shape: { x: x - 2, y: y - 14, width: 4, height: 28 },
      style: { fill: look.text },
    }
  }

/** As much of each name as tells them apart: `EMR` of `EMR 电子病历` while no other begins so. */
export function shortNames(names: readonly string[]): string[] {
  const first = names.map((name) => name.split(' ')[0] ?? name)
  return names.map((name, at) => {
    const short = first[at] ?? name
    return first.filter((one) => one === short).length === 1 ? short : name
  })
}

/** Today's shares, the week's as a mark. The rest, of many systems and of none, is a figure without a bar. */
export function systems(parts: readonly Part[], rest: string, look: Look): EChartsOption {
  const today = perCent(parts.map((part) => part.today))
  const week = perCent(parts.map((part) => part.week))
  const labels = shortNames(parts.map((part) => part.name))
  const bars = (shares: readonly number[]) =>
    shares.map((share, at) => (parts[at]?.name === rest ? 0 : share))
  const marks = week
    .map((share, at): [number, number] => [share, at])
    .filter(([, at]) => parts[at]?.name !== rest)
  return {
    ...base(look),
    grid: { left: 132, right: 88, top: 4, bottom: 4 },
    xAxis: hidden(Math.max(...bars(today), ...bars(week))),
    yAxis: [
      names(look, labels, 116),
      figuresColumn(
        look,
        today.map((share) => `${share}%`),
      ),
    ],
    series: [
      {
        type: 'bar',
        data: bars(today),
        barWidth: 20,
        itemStyle: { color: look.colours[0], borderRadius: [0, 3, 3, 0] },
      },
      { type: 'custom', renderItem: weekMark(look), data: marks, z: 3 },
    ],
  }
}

export function departments(parts: readonly Part[], look: Look): EChartsOption {
  return {
    ...base(look),
    grid: { left: 4, right: 4, top: 36, bottom: 62 },
    xAxis: {
      type: 'category',
      data: parts.map((part) => part.name),
      axisLine: { lineStyle: { color: look.axis, width: 2 } },
      axisTick: { show: false },
      axisLabel: {
        color: look.text,
        fontSize: PX,
        lineHeight: 28,
        interval: 0,
        width: 76,
        overflow: 'break',
        formatter: (name: string) => twoLines(name),
      },
    },
    yAxis: hidden(Math.max(...parts.map((part) => part.today))),
    series: [
      {
        type: 'bar',
        data: parts.map((part) => part.today),
        barWidth: 36,
        itemStyle: { color: look.colours[0], borderRadius: [3, 3, 0, 0] },
        label: { show: true, position: 'top', color: look.text, fontSize: PX, fontWeight: 600 },
      },
    ],
  }
}

/** A column has room for two lines of three characters; a longer name is cut in its middle. */
export function twoLines(name: string): string {
  const letters = [...name]
  if (letters.length <= 3) return name
  if (letters.length <= 6) return `${letters.slice(0, 3).join('')}\n${letters.slice(3).join('')}`
  return `${letters.slice(0, 3).join('')}\n…${letters.slice(-2).join('')}`
}

/** Completed today filled, in hand as an outline beside it. */
export function engineers(rows: readonly EngineerShare[], look: Look): EChartsOption {
  const colour = look.colours[0]
  return {
    ...base(look),
    grid: { left: 100, right: 104, top: 4, bottom: 4 },
    xAxis: hidden(Math.max(...rows.map((row) => row.completed + row.in_hand))),
    yAxis: [
      names(
        look,
        rows.map((row) => row.engineer.name),
        84,
      ),
      figuresColumn(
        look,
        rows.map((row) => `${row.completed} · ${row.in_hand}`),
      ),
    ],
    series: [
      {
        type: 'bar',
        stack: 'all',
        barWidth: 20,
        data: rows.map((row) => row.completed),
        itemStyle: { color: colour },
      },
      {
        type: 'bar',
        stack: 'all',
        data: rows.map((row) => row.in_hand),
        itemStyle: {
          color: 'transparent',
          borderColor: colour,
          borderWidth: 2,
          borderRadius: [0, 3, 3, 0],
        },
      },
    ],
  }
}
