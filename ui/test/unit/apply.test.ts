// What frames do to what a screen knows: replaced wholes, folded rows, holes, coming back.
import { expect, test } from 'vitest'
import type { Row, ServerFrame } from '@/api/wire'
import { apply, nothing, resumeFrom, type Live } from '@/live/apply'
import { at, id, tickets } from '../hospital'

const now = at(0)
const ticket = (n: number, version = 1): Row => ({ row: 'ticket', ...tickets[0]!, id: id('t', n), version })
const welcome = (log = 'one'): ServerFrame => ({
  type: 'welcome',
  log,
  position: 5,
  now,
  rate: 1,
  build: 'x',
  audiences: ['board', 'wall'],
})
const whole = (
  position: number,
  rows: Row[],
  part = 0,
  last = true,
  audience: 'board' | 'wall' = 'board',
): ServerFrame => ({
  type: 'whole',
  audience,
  position,
  part,
  last,
  now,
  rows,
})
const rows = (prev: number, position: number, changed: Row[]): ServerFrame => ({
  type: 'rows',
  audience: 'board',
  prev,
  position,
  now,
  rows: changed,
})
const after = (...frames: ServerFrame[]): Live => frames.reduce(apply, nothing)
const ids = (live: Live) => [...(live.feeds.board?.tickets.keys() ?? [])]

test('a whole replaces only when its last part has come', () => {
  const before = after(welcome(), whole(5, [ticket(1)]))
  const half = apply(before, whole(7, [ticket(2)], 0, false))
  expect(ids(half)).toEqual([id('t', 1)])
  const full = apply(half, whole(7, [ticket(3)], 1, true))
  expect(ids(full)).toEqual([id('t', 2), id('t', 3)])
  expect(full.feeds.board?.position).toBe(7)
})

test('rows change in place, and what has gone is gone', () => {
  const live = after(
    welcome(),
    whole(5, [ticket(1), ticket(2)]),
    rows(5, 6, [ticket(1, 2), { row: 'gone', kind: 'ticket', id: id('t', 2) }]),
  )
  expect(ids(live)).toEqual([id('t', 1)])
  expect(live.feeds.board?.tickets.get(id('t', 1))?.version).toBe(2)
})

test('a frame before which one is missing is a hole and changes nothing', () => {
  const live = after(welcome(), whole(5, [ticket(1)]), rows(8, 9, [ticket(2)]))
  expect(live.hole).toBe(true)
  expect(ids(live)).toEqual([id('t', 1)])
  expect(resumeFrom(apply(live, whole(9, [ticket(2)]))) /* wall is missing */).toBeNull()
})

test('a frame that was seen before changes nothing', () => {
  const live = after(welcome(), whole(5, [ticket(1, 3)]), rows(4, 5, [ticket(1, 2)]))
  expect(live.feeds.board?.tickets.get(id('t', 1))?.version).toBe(3)
  expect(live.hole).toBe(false)
})

test('a frame that follows none counts at the present position too', () => {
  const live = after(welcome(), whole(5, [ticket(1, 3)]), rows(0, 5, [ticket(1, 4)]))
  expect(live.feeds.board?.tickets.get(id('t', 1))?.version).toBe(4)
  expect(live.feeds.board?.position).toBe(5)
  expect(live.hole).toBe(false)
})

test('coming back names the least of what is known of all audiences', () => {
  const live = after(welcome(), whole(5, []), whole(4, [], 0, true, 'wall'))
  expect(resumeFrom(live)).toEqual({ log: 'one', position: 4 })
  const later = apply(live, rows(5, 9, []))
  expect(resumeFrom(later)).toEqual({ log: 'one', position: 8 })
})

test('another log forgets everything, the same log keeps it', () => {
  const live = after(welcome(), whole(5, [ticket(1)]))
  expect(ids(apply(live, welcome()))).toHaveLength(1)
  expect(ids(apply(live, welcome('two')))).toHaveLength(0)
  expect(resumeFrom(apply(live, { type: 'bye', reason: 'rights_changed' }))).toBeNull()
})

test('a ring stands until it is hushed', () => {
  const ring = { offer: id('f', 1) } as Extract<ServerFrame, { type: 'ring' }>['ring']
  const live = after({ type: 'ring', ring })
  expect(live.rings.size).toBe(1)
  expect(apply(live, { type: 'hush', offer: id('f', 1), why: 'accepted' }).rings.size).toBe(0)
})

test('the documented examples of the server are taken without a hole', async () => {
  const { readFileSync } = await import('node:fs')
  const { join } = await import('node:path')
  const text = readFileSync(join(import.meta.dirname, '../../../docs/live-protocol.md'), 'utf8')
  const frames = [...text.matchAll(/```json server\n([\s\S]*?)```/g)].map(
    ([, json]) => JSON.parse(json ?? '') as ServerFrame,
  )
  expect(frames.length).toBeGreaterThan(5)
  const live = frames.reduce(apply, nothing)
  expect(live.hole).toBe(false)
  expect(live.feeds.board?.figures?.unassigned).toBe(3)
})

test('a ring that ended while the screen was away does not ring on when it is back', () => {
  const ring = {
    offer: id('o', 1),
    ticket: id('t', 1),
    number: '20261124-001',
    transfer: false,
    attempt: 1,
    priority: 'normal',
    summary: 'x',
    place: 'y',
    category: 'z',
    offered_at: now,
    accept_by: now,
  }
  const rung = apply(apply(nothing, welcome()), { type: 'ring', ring })
  expect(rung.rings.size).toBe(1)
  expect(apply(rung, welcome()).rings.size).toBe(0)
})
