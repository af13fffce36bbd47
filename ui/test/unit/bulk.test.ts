// One act on many: a few at once, each answers for itself; what is offered for all; the keys' one table.
import { expect, test } from 'vitest'
import type { TicketRow } from '@/api/wire'
import { AT_ONCE, common, eldest, settled } from '@/console/bulk'
import { KEY_OF } from '@/console/deskActions'
import { BOARD_KEYS, struck, TICKET_KEYS } from '@/console/keyTable'
import { tickets } from '../hospital'

test('at most four are under way, outcomes stand in order, refusals do not stop the rest', async () => {
  let running = 0
  let most = 0
  const told: number[] = []
  const outcomes = await settled(
    Array.from({ length: 11 }, (_, n) => n),
    async (n) => {
      running += 1
      most = Math.max(most, running)
      await Promise.resolve()
      await Promise.resolve()
      running -= 1
      if (n === 5) throw new Error('no')
      return n
    },
    (done) => told.push(done),
  )
  expect(most).toBe(AT_ONCE)
  expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : 'no'))).toEqual([
    0,
    1,
    2,
    3,
    4,
    'no',
    6,
    7,
    8,
    9,
    10,
  ])
  expect(told.at(-1)).toBe(11)
})

const of = (stage: string) => tickets.filter((one) => one.stage === stage)

test('only what fits every one of them is offered', () => {
  expect(common(of('accepted'))).toContain('hold')
  expect(common([...of('accepted'), ...of('unassigned')])).not.toContain('hold')
  expect(common([...of('accepted'), ...of('completed')])).toEqual([])
  expect(common(of('arrived').slice(0, 1))).not.toContain('merge')
  expect(common([])).toEqual([])
})

test('the eldest is what the others go into', () => {
  expect(eldest([...tickets].reverse())?.id).toBe(tickets[0]?.id)
  expect(eldest([])).toBeNull()
})

test('no two keys are the same, and two letters belong together', () => {
  const typed = Object.values(BOARD_KEYS).map(({ typed: keys }) => keys.join(' '))
  expect(new Set(typed).size).toBe(typed.length)
  const letters = TICKET_KEYS.map(({ key }) => key.toLowerCase())
  const single = typed.filter((keys) => keys.length === 1)
  for (const letter of letters) expect(single, letter).not.toContain(letter)
  expect(struck('g', null)).toBe('begun')
  expect(struck('d', 'g')).toBe('go_desk')
  expect(struck('d', null)).toBeNull()
  expect(struck('J', null)).toBe('extend_down')
})

test('every key of a ticket is on the sheet', () => {
  const letters = TICKET_KEYS.map(({ key }) => key)
  for (const [name, letter] of KEY_OF) expect(letters, name).toContain(letter)
})

test('a row of the feed is what the actions are asked about', () => {
  const row = of('arrived')[0] as TicketRow
  expect(common([row, { ...row }])).toContain('release')
})
