// The board's kept order: whatever comes in whatever order, it stands as if sorted anew; and it stands still
// while a hand is on it.
import { expect, test } from 'vitest'
import type { TicketRow } from '@/api/wire'
import { BoardIndex } from '@/console/boardIndex'
import { boardLines, columns, heldStill } from '@/console/lines'
import { byNeed, entryOf, GROUPS } from '@/entities/order'
import { at, id, NOW, tickets } from '../hospital'

const row = (n: number, change: Partial<TicketRow> = {}): TicketRow => ({
  ...(tickets[n % tickets.length] as TicketRow),
  id: id('m', n),
  version: 1,
  ...change,
})
const map = (rows: TicketRow[]) => new Map(rows.map((one) => [one.id, one]))

/** A small generator of its own: the same sequence in every run. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

test('after any changes it stands as if sorted anew', () => {
  const pick = chance(7)
  const index = new BoardIndex()
  const now = map(Array.from({ length: 60 }, (_, n) => row(n)))
  index.sync(now)
  for (let step = 0; step < 200; step += 1) {
    const n = pick(80)
    if (pick(4) === 0) now.delete(id('m', n))
    else now.set(id('m', n), row(pick(15), { id: id('m', n), version: step, opened_at: at(-pick(90)) }))
    index.sync(now)
    const sorted = [...now.values()].map(entryOf).sort(byNeed)
    for (const group of GROUPS)
      expect(index.groups[group].map((one) => one.ticket.id)).toEqual(
        sorted.filter((one) => one.group === group).map((one) => one.ticket.id),
      )
    expect(index.entries.size).toBe(now.size)
  }
})

test('many changes at once come to the same', () => {
  const index = new BoardIndex()
  const many = map(Array.from({ length: 900 }, (_, n) => row(n, { opened_at: at(-((n * 37) % 500)) })))
  index.sync(many)
  const sorted = [...many.values()].map(entryOf).sort(byNeed)
  for (const group of GROUPS)
    expect(index.groups[group].map((one) => one.ticket.id)).toEqual(
      sorted.filter((one) => one.group === group).map((one) => one.ticket.id),
    )
})

const linesOf = (index: BoardIndex) => boardLines(index, (entry) => entry.live, new Set(), NOW)

test('held still: rows change in place, new ones wait, one that left stays as it was', () => {
  const index = new BoardIndex()
  index.sync(map([row(0), row(1), row(2)]))
  const frozen = linesOf(index)
  index.sync(map([row(0, { version: 2, stage: 'ringing', summary: '改了' }), row(2), row(3)]))
  const { lines, fresh } = heldStill(frozen, linesOf(index), index.entries)
  expect(lines.map((line) => line.key)).toEqual(frozen.map((line) => line.key))
  expect(fresh).toBe(1)
  const changed = lines.find((line) => line.key === id('m', 0))
  expect(changed?.kind === 'ticket' && changed.ticket.summary).toBe('改了')
  expect(lines.some((line) => line.key === id('m', 1))).toBe(true)
})

test('the kanban has the list in columns, with one of what has ended only when asked for', () => {
  const index = new BoardIndex()
  index.sync(map(tickets))
  const all = columns(boardLines(index, () => true, new Set(), NOW))
  expect(all.map(({ group }) => group)).toEqual(['unassigned', 'ringing', 'accepted', 'on_hold', 'ended'])
  expect(all[0]?.tickets).toHaveLength(2)
  expect(all.map(({ tickets: of, sum }) => of.length === (sum?.n ?? 0))).not.toContain(false)
  const open = columns(boardLines(index, (entry) => entry.live, new Set(), NOW))
  expect(open.map(({ group }) => group)).not.toContain('ended')
})
