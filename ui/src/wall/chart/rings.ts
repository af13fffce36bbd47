// Shares of the categories: outside today, inside the week. The names stand in a table beside it.
import type { EChartsOption } from 'echarts'
import type { Look } from './echarts'
import type { Part } from './figures'

export function rings(parts: readonly Part[], words: string, look: Look): EChartsOption {
  const ring = (of: 'today' | 'week', radius: [string, string], opacity: number) => ({
    type: 'pie' as const,
    radius,
    center: ['50%', '50%'],
    startAngle: 90,
    silent: true,
    label: {
      show: of === 'week',
      position: 'center' as const,
      formatter: words,
      color: look.text2,
      fontSize: 24,
      lineHeight: 32,
    },
    labelLine: { show: false },
    itemStyle: { borderColor: look.surface, borderWidth: 3, opacity },
    data: parts.map((part, at) => ({ value: part[of], itemStyle: { color: look.colours[at] } })),
  })
  return {
    animation: false,
    textStyle: { fontFamily: look.font },
    series: [ring('today', ['76%', '98%'], 1), ring('week', ['66%', '72%'], 0.6)],
  }
}
