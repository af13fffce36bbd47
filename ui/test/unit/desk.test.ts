// The pure parts of the ticket pane and the form: what may still be taken back, who was faster, what a key
// means in a list, where to merge, when to ask for alike tickets, how long a clock stood still.
import { describe, expect, test } from 'vitest'
import { ref } from 'vue'
import type { SimilarTicket } from '@/api/wire'
import type { ClockView, TicketRow, TimelineItem } from '@/api/wire'
import { question } from '@/console/alike'
import { deskActions } from '@/console/deskActions'
import { useListKeys } from '@/console/listKeys'
import { targets } from '@/console/mergeTargets'
import { began, pausedMs } from '@/console/paused'
import { lastByOthers } from '@/console/refusal'
import { newest } from '@/console/undo'

const item = (event: string, at: string, person?: string) =>
  ({ event, at, ...(person ? { person: { id: person, name: person } } : {}) }) as unknown as TimelineItem

describe('undo', () => {
  test('takes the newest that still stands, and leaves the others for the next', () => {
    const all = [{ until: 5 }, { until: 20 }, { until: 30 }]
    expect(newest(all, 10)).toEqual({ last: { until: 30 }, rest: [{ until: 20 }] })
    expect(newest(all, 40)).toEqual({ last: null, rest: [] })
  })

  test('who was faster is the last person who is not me; clocks and the dispatcher are nobody', () => {
    const items = [
      item('opened', '2026-11-24T01:00:00Z', 'nurse'),
      item('held', '2026-11-24T01:01:00Z', 'he'),
      item('commented', '2026-11-24T01:02:00Z', 'me'),
      item('deadline_warned', '2026-11-24T01:03:00Z'),
    ]
    expect(lastByOthers(items, 'me')?.event).toBe('held')
    expect(lastByOthers([], 'me')).toBeNull()
  })
})

describe('the keys of a list', () => {
  const key = (name: string) => ({ key: name, target: null }) as unknown as KeyboardEvent
  const named: number[] = []
  const search = ref('')
  const list = useListKeys(
    () => 3,
    search,
    (at) => named.push(at),
  )

  test('arrows move the choice and stop at its ends', () => {
    for (const name of ['ArrowDown', 'ArrowDown', 'ArrowDown']) expect(list.keys(key(name))).toBe(true)
    expect(list.chosen.value).toBe(2)
    for (const name of ['ArrowUp', 'ArrowUp', 'ArrowUp']) list.keys(key(name))
    expect(list.chosen.value).toBe(0)
  })

  test('a figure names what bears it, and nobody where nothing does or something is searched for', () => {
    list.keys(key('3'))
    list.keys(key('4'))
    search.value = '1124'
    expect(list.keys(key('2'))).toBe(false)
    expect(named).toEqual([2])
  })

  test('of an empty list nothing is chosen, and figures can be searched for', () => {
    const empty = useListKeys(() => 0, ref(''))
    empty.keys(key('ArrowDown'))
    expect(empty.chosen.value).toBe(0)
    expect(empty.keys(key('1'))).toBe(false)
  })
})

describe('merge', () => {
  const row = (id: string, summary: string, zone = 'z1') =>
    ({
      id,
      number: `20261124-00${id}`,
      summary,
      place: '心内科',
      stage: 'accepted',
      zone: { id: zone },
    }) as TicketRow
  const alike = [
    { id: '3', number: '20261124-003', summary: '打印机', place: '', stage: 'ringing' },
  ] as SimilarTicket[]

  test('offers what the server finds alike, then the same zone, never itself', () => {
    const found = targets(
      row('1', '不出纸'),
      alike,
      [row('1', '不出纸'), row('2', '卡纸'), row('4', '断网', 'z2')],
      '',
    )
    expect(found.map((one) => one.id)).toEqual(['3', '2'])
  })

  test('finds any live ticket by its number or the initials of its words', () => {
    const live = [row('2', '卡纸'), row('4', '网络断', 'z2')]
    expect(targets(row('1', ''), [], live, '004').map((one) => one.id)).toEqual(['4'])
    expect(targets(row('1', ''), alike, live, 'wld').map((one) => one.id)).toEqual(['4'])
  })
})

describe('alike tickets are asked for', () => {
  const empty = { category: null, zone: 'z', department: null, system: null, summary: '' }
  test('when there is a category, a system or some words', () => {
    expect(question(empty)).toBeNull()
    expect(question({ ...empty, summary: '打' })).toBeNull()
    expect(question({ ...empty, summary: '打印' })).toEqual({ zone: 'z', summary: '打印' })
    expect(question({ ...empty, category: 'c' })).toEqual({ category: 'c', zone: 'z' })
  })
})

describe('a clock', () => {
  const clock = (used_s: number, running_since: string | null) =>
    ({ used_s, running_since, target: 'resolve', target_s: 3_600, missed: false }) as ClockView
  const from = Date.parse('2026-11-24T01:00:00Z')

  test('stood still for what is neither used nor running', () => {
    expect(pausedMs(clock(600, '2026-11-24T01:22:00Z'), from, 0)).toBe(12 * 60_000)
    expect(pausedMs(clock(600, null), from, from + 15 * 60_000)).toBe(5 * 60_000)
    expect(pausedMs(clock(0, '2026-11-24T01:00:00Z'), from, 0)).toBe(0)
  })

  test('began at the opening, or at the last reopening', () => {
    const items = [item('opened', '2026-11-24T01:00:00Z'), item('reopened', '2026-11-24T02:00:00Z')]
    expect(began(items)).toBe(Date.parse('2026-11-24T02:00:00Z'))
    expect(began([])).toBeNull()
  })
})

test('no two actions of a ticket share a key, and none takes one of the desk', () => {
  const taken = ['J', 'K', 'N', 'Z', 'X', 'G', 'B', 'R']
  for (const stage of ['unassigned', 'ringing', 'accepted', 'arrived', 'on_hold'] as const) {
    const { first, more } = deskActions({ stage, escalated: 1, waits: 'later', ended_at: null } as TicketRow)
    const keys = [...first, ...more].map((action) => action.key)
    expect(new Set(keys).size, stage).toBe(keys.length)
    for (const key of taken) expect(keys).not.toContain(key)
  }
})
