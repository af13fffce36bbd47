// What a dispatcher narrows the board to, what he has read, and what one search finds.
import { expect, test } from 'vitest'
import type { TicketRow } from '@/api/wire'
import { BoardIndex } from '@/console/boardIndex'
import { counts, fitting, parsed, turned, type SavedFilter } from '@/console/filters'
import { findTickets, hits, numberRank, withOlder } from '@/console/search'
import { isUnread, ownChange, parsed as parsedMarks, pruned, read } from '@/console/unread'
import { directory, id, NOW, people, tickets } from '../hospital'

const trees = {
  categories: new Map(directory.categories.map((one) => [one.id, one])),
  zones: new Map(directory.zones.map((one) => [one.id, one])),
}
const saved: SavedFilter[] = [
  { id: 'own:a', name: '特急', criteria: { priorities: ['critical'] } },
  { id: 'own:b', name: '陈屿', criteria: { engineer: people[0]?.id } },
  { id: 'own:c', name: '做完', criteria: { stages: ['completed'] } },
  { id: 'own:d', name: '打印', criteria: { text: '打印机' } },
]

test('saved filters narrow together, and without stages to what is open', () => {
  const index = new BoardIndex(fitting(saved, trees))
  index.sync(new Map(tickets.map((one) => [one.id, one])))
  const found = counts(index.entries.values(), { now: NOW, me: undefined, saved, unread: () => false })
  expect(saved.map(({ id: key }) => found.get(key))).toEqual([2, 1, 1, 1])
})

test('a category or zone takes what is below it', () => {
  const leaf = directory.categories.find((one) => one.parent)
  if (!leaf?.parent) throw new Error('no tree')
  const ticket = { ...(tickets[3] as TicketRow), category: { id: leaf.id, name: leaf.name } }
  const below = (category: string) => fitting([{ id: 'x', name: 'x', criteria: { category } }], trees)(ticket)
  expect([below(leaf.parent), below(leaf.id), below(id('c', 999))]).toEqual([1, 1, 0])
})

test('the tabs turn round, over the saved ones too', () => {
  expect(turned('ended', saved, 1)).toBe('own:a')
  expect(turned('open', saved, -1)).toBe('own:d')
  expect(turned('own:gone', saved, 1)).toBe('mine')
})

test('what the browser kept is taken only where it makes sense', () => {
  expect(parsed(JSON.stringify(saved))).toEqual(saved)
  expect(parsed('{')).toEqual([])
  expect(parsed('[{"id":"own:x","name":"x","criteria":{"stages":["nowhere"]}}, 3, null]')).toEqual([])
})

const one = (change: Partial<TicketRow> = {}): TicketRow => ({ ...(tickets[5] as TicketRow), ...change })

test('unread: new ones of others, and what others changed since it was opened', () => {
  const marks = { since: NOW, seen: {} }
  const old = NOW - 1
  const fresh = NOW + 1
  expect(isUnread(marks, one(), old, 'me')).toBe(false)
  expect(isUnread(marks, one(), fresh, 'me')).toBe(true)
  expect(isUnread(marks, one({ opened_by: { id: 'me', name: '' } }), fresh, 'me')).toBe(false)
  const opened = read(marks, one({ version: 4 }))
  expect(isUnread(opened, one({ version: 4 }), old, 'me')).toBe(false)
  expect(isUnread(opened, one({ version: 5 }), old, 'me')).toBe(true)
  expect(isUnread(ownChange(opened, one({ version: 5 })), one({ version: 5 }), old, 'me')).toBe(false)
})

test('an own change does not read what others did before it', () => {
  const marks = { since: NOW, seen: { [one().id]: 4 } }
  expect(ownChange(marks, one({ version: 12 }))).toBe(marks)
})

test('marks are kept no longer than their tickets', () => {
  const marks = { since: NOW, seen: { a: 1, b: 2 } }
  expect(pruned(marks, (key) => key === 'b').seen).toEqual({ b: 2 })
  expect(parsedMarks(JSON.stringify(marks))).toEqual(marks)
  expect(parsedMarks('oh')).toBeNull()
})

const index = new BoardIndex()
index.sync(new Map(tickets.map((row) => [row.id, row])))
const found = (query: string) => findTickets(index.entries.values(), query).map((row) => row.number.slice(9))

test('a number in any of its forms comes first', () => {
  expect(['079', '79', '1124-079', '20261124-079'].map((query) => found(query)[0])).toEqual([
    '079',
    '079',
    '079',
    '079',
  ])
  expect(numberRank('20261124-079', 'x')).toBe(0)
})

test('people, wards and words, by hanzi and by initials', () => {
  expect(found('陈屿')).toEqual(['079'])
  expect(found('xnk')).toEqual(['079'])
  expect(found('蓝屏')).toEqual(['073'])
  expect(found('zzzz')).toEqual([])
})

test('commands stand alone until something is typed; older tickets come below, nothing twice', () => {
  const command = { id: 'command:new', label: '新建', keys: ['N'], run: () => undefined }
  const known = { entries: index.entries.values(), people, commands: [command] }
  expect(hits('', known).map((hit) => hit.kind)).toEqual(['command'])
  expect(hits('xj', { ...known, entries: index.entries.values() }).map((hit) => hit.kind)).toContain(
    'command',
  )
  const here = hits('079', { ...known, entries: index.entries.values() })
  const all = withOlder(here, [tickets[9] as TicketRow, one({ id: id('o', 1) })])
  expect(all.filter((hit) => hit.kind === 'ticket').map((hit) => hit.kind === 'ticket' && hit.older)).toEqual(
    [false, true],
  )
})
