// The parts of ECharts that the product draws with, and their look, read from the tokens. Every chart is SVG:
// it stays sharp however the wall is scaled.
import { BarChart, CustomChart, HeatmapChart, LineChart, PieChart } from 'echarts/charts'
import { GridComponent, TooltipComponent, VisualMapComponent } from 'echarts/components'
import { use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([
  BarChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  PieChart,
  GridComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
])

export interface Look {
  font: string
  text: string
  text2: string
  surface: string
  line: string
  axis: string
  colours: string[]
  heat: string[]
}

/** The colours and the font of the theme that stands now. */
export function lookNow(): Look {
  const style = getComputedStyle(document.documentElement)
  const of = (name: string) => style.getPropertyValue(name).trim()
  return {
    font: of('--lm-font'),
    text: of('--lm-text'),
    text2: of('--lm-text-2'),
    surface: of('--lm-surface'),
    line: of('--lm-line'),
    axis: of('--lm-line-strong'),
    colours: ['--lm-c1', '--lm-c4', '--lm-c2', '--lm-c3', '--lm-c5', '--lm-c7', '--lm-c6'].map(of),
    heat: ['--lm-h0', '--lm-h1', '--lm-h2', '--lm-h3', '--lm-h4'].map(of),
  }
}
