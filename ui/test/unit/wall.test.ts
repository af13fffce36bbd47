// The wall's pure parts: how the canvas lies on a screen, what the strip shows, what a panel draws and when
// it is another drawing, how the picture cares for the screen.
import { describe, expect, test } from 'vitest'
import type { Charts, DayFigures, TicketRow } from '@/api/wire'
import { canvasOf, isFar, leastText, seen } from '@/wall/canvas'
import { isNight, shiftAt, swappedAt } from '@/wall/care'
import { shortNames, twoLines } from '@/wall/chart/bars'
import type { Look } from '@/wall/chart/echarts'
import { extremes, largest, perCent, splitToday } from '@/wall/chart/figures'
import { labels, windows } from '@/wall/chart/lights'
import { offsets, widthOf } from '@/wall/chart/lines'
import { drawn, shownBy, type Words } from '@/wall/chart/panel'
import { PANELS, readSettings, USUAL } from '@/wall/settings'
import { latest } from '@/wall/strip'

const day = (name: string, opened: number): DayFigures => ({
  day: name,
  opened,
  hardware: opened - 4,
  software: 4,
  telephone: 3,
  mobile: opened - 3,
  machine: 0,
  completed_same_day: 0,
  overdue_same_day: 0,
})
const share = (name: string | null, today: number, week: number) => ({ id: name && 'x', name, today, week })
const charts: Charts = {
  day: '2026-11-24',
  categories: [share('软件', 6, 20), share('打印机', 3, 10)],
  systems: [share(null, 9, 30), share('HIS', 3, 8), share('EMR 电子病历', 1, 2)],
  departments: [share('急诊', 2, 9), share('检验', 4, 5)],
  engineers: [{ engineer: { id: 'a', name: '陈屿' }, completed: 5, in_hand: 2 }],
  days: [day('2026-10-31', 9), day('2026-11-22', 7), day('2026-11-23', 12), day('2026-11-24', 5)],
  today: {},
  buildings: [{ name: '门诊楼', floors: [[1, 0], [9]] }],
} as Charts
const words: Words = { t: (key) => key, weekday: (name) => name, dayOfMonth: (name) => name.slice(8) }
const look: Look = {
  font: 'x',
  text: '#fff',
  text2: '#ccc',
  surface: '#000',
  line: '#111',
  axis: '#222',
  colours: ['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6'],
  heat: ['h0', 'h1', 'h2', 'h3', 'h4'],
}

describe('the canvas', () => {
  test.each([
    [1920, 1080, 4, 1],
    [3840, 2160, 4, 2],
    [6720, 2160, 4, 2],
    [1366, 768, 4, 0.7],
    [1080, 1920, 2, 1],
  ])('fills %i x %i', (width, height, columns, scale) => {
    const canvas = canvasOf(width, height, false)
    expect(canvas.columns).toBe(columns)
    expect(canvas.scale).toBeCloseTo(scale, 1)
    expect(canvas.width * canvas.scale).toBeCloseTo(width)
    expect(canvas.height * canvas.scale).toBeCloseTo(height)
  })

  test('text is as large as ISO 9241 asks from six metres', () => {
    expect(leastText(1_370, 6)).toBe(24)
    expect(leastText(1_220, 6)).toBe(27)
    expect(isFar({ ...USUAL, height: 935, distance: 6 })).toBe(true)
    expect(isFar(USUAL)).toBe(false)
  })

  test('far, every panel has its turn', () => {
    const canvas = canvasOf(1920, 1080, true)
    const turns = [0, 1, 2, 3].flatMap((turn) => seen(PANELS, canvas, turn))
    expect(turns).toEqual([...PANELS])
    expect(seen(PANELS, canvas, 4)).toEqual(seen(PANELS, canvas, 0))
  })
})

test('settings that make no sense are as usual', () => {
  expect(readSettings(null)).toEqual(USUAL)
  expect(readSettings('not json')).toEqual(USUAL)
  expect(readSettings('{"panels":["lights","x"],"distance":900}')).toEqual({ ...USUAL, panels: ['lights'] })
})

test('the strip: what changed last, the latest first', () => {
  const ticket = (id: string, at: number) => ({ id, last_at: `2026-11-24T00:00:0${at}Z` }) as TicketRow
  const rows = [ticket('a', 3), ticket('b', 9), ticket('c', 1), ticket('d', 9), ticket('e', 5)]
  expect(latest(rows, 3).map((row) => row.id)).toEqual(['d', 'b', 'e'])
  expect(latest([], 3)).toEqual([])
})

test('the picture moves a little each minute and comes back; halves change hourly; nights are nights', () => {
  const places = Array.from({ length: 8 }, (_, minute) => shiftAt(minute * 60_000))
  expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(8)
  expect(shiftAt(8 * 60_000)).toEqual(places[0])
  expect([swappedAt(0), swappedAt(3_600_000)]).toEqual([false, true])
  expect([5, 6, 21, 22].map(isNight)).toEqual([true, false, false, true])
})

describe('shares', () => {
  test('whole per cent that add up to a hundred', () => {
    expect(perCent([1, 1, 1])).toEqual([34, 33, 33])
    expect(perCent([0, 0])).toEqual([0, 0])
  })
  test('the largest few, and all else as one', () => {
    const all = [share('a', 1, 9), share(null, 5, 8), share('b', 2, 7), share('c', 3, 6)]
    expect(largest(all, 2, 'rest')).toEqual([
      { name: 'a', today: 1, week: 9 },
      { name: 'rest', today: 10, week: 21 },
    ])
  })
})

describe('names and labels', () => {
  test('as short as tell apart', () => {
    expect(shortNames(['EMR 电子病历', 'HIS', 'RIS 一', 'RIS 二'])).toEqual([
      'EMR',
      'HIS',
      'RIS 一',
      'RIS 二',
    ])
    expect(labels(['门诊楼', '东院门诊楼', '东院住院楼'])).toEqual(['门诊', '东门', '东住'])
    expect(twoLines('神经外科二病区')).toBe('神经外\n…病区')
  })
  test('ends that would lie on one another part, the higher up', () => {
    expect(offsets([114, 101], 120)).toEqual([-7, 7])
    expect(offsets([10, 100], 100)).toEqual([0, 0])
    expect(widthOf('硬件 1')).toBeCloseTo(76.8)
  })
  test('today stands apart from the whole days, which alone are highest and lowest', () => {
    expect(splitToday([5, 7, 2])).toEqual({ past: [5, 7, null], today: [null, 7, 2] })
    expect(extremes([5, 9, 7, 1])).toEqual(new Set([1, 0]))
  })
})

test('windows: ground floor below, brightness capped, buildings apart', () => {
  const { columns, rows, cells, names } = windows(charts.buildings)
  expect([columns, rows]).toEqual([4, 2])
  expect(cells).toEqual([
    [1, 0, 1],
    [2, 0, 0],
    [1, 1, 4],
    [2, 1, 0],
  ])
  expect([...names.values()]).toEqual(['门诊'])
})

describe('panels', () => {
  const shown = (panel: (typeof PANELS)[number], of = charts) => shownBy(panel, of, words)

  test('each shows its part of the row and can be drawn', () => {
    for (const panel of PANELS) {
      const one = shown(panel)
      expect(one, panel).not.toBeNull()
      if (one) expect(drawn(one, words.t, look).series, panel).toBeTruthy()
    }
    expect(shown('kinds')).toMatchObject({ days: ['22', '23'] })
    expect(shown('departments')).toMatchObject({ parts: [{ name: '检验' }, { name: '急诊' }] })
  })

  test('a department that has reported nothing today is not there; nothing at all is no drawing', () => {
    const empty: Charts = {
      ...charts,
      departments: [share('急诊', 0, 9)],
      systems: [],
      buildings: [],
      days: [],
    }
    for (const panel of ['departments', 'systems', 'lights', 'days', 'kinds', 'channels'] as const) {
      expect(shown(panel, empty), panel).toBeNull()
    }
  })

  test('the month up to yesterday is the same drawing while today goes on', () => {
    const later = { ...charts, days: [...charts.days.slice(0, 3), day('2026-11-24', 6)] }
    expect(JSON.stringify(shown('kinds', later))).toBe(JSON.stringify(shown('kinds')))
    expect(JSON.stringify(shown('days', later))).not.toBe(JSON.stringify(shown('days')))
  })

  test('the rest of the systems is a figure without a bar', () => {
    const one = shown('systems')
    if (!one) throw new Error('no systems')
    const [bars] = drawn(one, words.t, look).series as [{ data: number[] }]
    expect(bars.data).toEqual([23, 8, 0])
  })
})
