// What a reporter's pages make of rows and of a report that could not be sent.
import { beforeEach, describe, expect, test } from 'vitest'
import type { CategoryView, TicketRow } from '@/api/wire'
import { stored, useDraft } from '@/reporter/draft'
import { inOrder, leaves, saying, tiles } from '@/reporter/reading'

const node = (id: string, parent: string | null, name: string, leaf: boolean) =>
  ({ id, parent, name, leaf }) as CategoryView
const view = {
  categories: [
    node('h', null, '硬件', false),
    node('h1', 'h', '不清楚', true),
    node('p', 'h', '打印机', false),
    node('p1', 'p', '标签打印机', true),
    node('p2', 'p', '激光打印机', true),
    node('s', null, '软件', false),
    node('s1', 's', '不清楚', true),
  ],
}
const ticket = (part: Partial<TicketRow>) => part as TicketRow

describe('tiles', () => {
  test('branches come first, leaves beside them last, and two of one name say whose they are', () => {
    expect(tiles(view).map((one) => one.name)).toEqual(['打印机', '硬件 不清楚', '软件 不清楚'])
  })

  test('a tree of leaves alone is chosen from itself', () => {
    expect(tiles({ categories: [node('a', null, '其他', true)] })).toEqual([{ id: 'a', name: '其他' }])
    expect(tiles(null)).toEqual([])
  })

  test('the leaves of a tile are those below it, a leaf is its own', () => {
    expect(leaves(view, 'p').map((one) => one.id)).toEqual(['p1', 'p2'])
    expect(leaves(view, 's1').map((one) => one.id)).toEqual(['s1'])
  })
})

test('open reports come before ended ones, the newest on top', () => {
  const rows = [
    ticket({ id: 'a', opened_at: '2026-11-24T01:00:00Z', ended_at: null }),
    ticket({ id: 'b', opened_at: '2026-11-24T03:00:00Z', ended_at: '2026-11-24T04:00:00Z' }),
    ticket({ id: 'c', opened_at: '2026-11-24T02:00:00Z', ended_at: null }),
  ]
  const { open, ended } = inOrder(rows)
  expect([open.map((one) => one.id), ended.map((one) => one.id)]).toEqual([['c', 'a'], ['b']])
})

test('the big line names who comes and why it stands still', () => {
  const owner = { engineer: { id: 'e', name: '陈屿' } } as TicketRow['owner']
  expect(saying(ticket({ stage: 'accepted', owner }))).toEqual({ key: 'coming', name: '陈屿' })
  const held = { ...owner, on_hold: { reason: 'parts', until: '2026-11-24T04:00:00Z' } } as TicketRow['owner']
  expect(saying(ticket({ stage: 'on_hold', owner: held }))).toMatchObject({ key: 'paused', reason: 'parts' })
  expect(saying(ticket({ stage: 'merged' }))).toEqual({ key: 'merged' })
})

describe('a report that could not be sent', () => {
  beforeEach(() => localStorage.clear())
  const body = { summary: '打印机不出纸', category: 'p1' }

  test('is kept with one key until it is dropped, for the person who wrote it', () => {
    const { keep, drop } = useDraft('nurse')
    const { key } = keep(body, '打印机', 1)
    expect(useDraft('nurse').kept.value).toMatchObject({ key, body })
    expect(stored('doctor')).toBe(null)
    drop()
    expect(stored('nurse')).toBe(null)
  })

  test('what cannot be read is nothing', () => {
    localStorage.setItem('lamplight.report.nurse', '{"key":1')
    expect(stored('nurse')).toBe(null)
  })
})
