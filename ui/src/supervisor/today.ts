// Today against like days, as a chart's option: one line for today, a band and a dashed median for what is
// usual. Pure; the figures are the server's, the colours the tokens'.
import type { EChartsOption } from 'echarts'
import type { TodayAgainstUsual } from '@/api/wire'

export interface Words {
  today: string
  median: string
  band: string
  now: string
  unit: string
}
export type Token = (name: string) => string

export const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** The half hours from the first that has anything to the last, but never less than a working day. */
function span(today: TodayAgainstUsual): { from: number; to: number } {
  const busy = today.half_hours.flatMap((one, at) =>
    (one.opened ?? 0) > 0 || (one.high ?? 0) > 0 ? [at] : [],
  )
  return { from: Math.min(14, ...busy), to: Math.max(40, ...busy) + 1 }
}

export function todayOption(
  today: TodayAgainstUsual,
  words: Words,
  token: Token,
  still: boolean,
): EChartsOption {
  const { from, to } = span(today)
  const shown = today.half_hours.slice(from, to)
  const running = today.half_hours.filter((one) => one.opened != null).length - 1 - from
  const grey = token('--lm-text-2')
  const quiet = { symbol: 'none', silent: true, animation: !still } as const
  return {
    animation: !still,
    textStyle: { fontFamily: 'inherit', color: grey },
    grid: { left: 30, right: 16, top: 24, bottom: 24 },
    tooltip: { trigger: 'axis' },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: shown.map((one) => clock(one.from_minute)),
      axisLabel: { color: grey, interval: (at: number) => (at + from) % 4 === 0 },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: token('--lm-line-strong') } },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: grey },
      splitLine: { lineStyle: { color: token('--lm-line') } },
    },
    series: [
      {
        ...quiet,
        name: 'low',
        type: 'line',
        stack: 'band',
        lineStyle: { opacity: 0 },
        tooltip: { show: false },
        data: shown.map((one) => one.low ?? 0),
      },
      {
        ...quiet,
        name: words.band,
        type: 'line',
        stack: 'band',
        lineStyle: { opacity: 0 },
        areaStyle: { color: token('--lm-line-2'), opacity: 0.6 },
        tooltip: { show: false },
        data: shown.map((one) => Math.max(0, (one.high ?? 0) - (one.low ?? 0))),
      },
      {
        ...quiet,
        name: words.median,
        type: 'line',
        lineStyle: { color: grey, type: 'dashed', width: 1 },
        itemStyle: { color: grey },
        data: shown.map((one) => one.median ?? null),
      },
      {
        name: words.today,
        type: 'line',
        symbol: 'none',
        lineStyle: { color: token('--lm-c1'), width: 2.5 },
        itemStyle: { color: token('--lm-c1') },
        data: shown.map((one) => one.opened ?? null),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: token('--lm-line-strong'), type: 'solid' },
          label: { formatter: words.now, color: grey },
          data: running >= 0 ? [{ xAxis: running }] : [],
        },
      },
    ],
  }
}
