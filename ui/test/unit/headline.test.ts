// The figures of the overview's sentence.
import { expect, test } from 'vitest'
import { byUrgency, type Alert } from '@/alerts/store'
import { headline } from '@/supervisor/headline'
import { alerts, at, NOW, tickets } from '../hospital'
import { ofAlert } from '@/entities/reading'

const all: Alert[] = [
  ...alerts,
  { ...alerts[0]!, ticket: 'soon-1', kind: 'resolve_soon' as const, due_at: at(11), level: 0 },
  { ...alerts[0]!, ticket: 'soon-2', kind: 'respond_soon' as const, due_at: at(6), level: 0 },
].map((alert) => {
  const seen = tickets.find((ticket) => ticket.id === alert.ticket)
  return { ...alert, seen, read: ofAlert(alert, seen, NOW) }
})

test('overdue, of these without anybody, and how soon there will be more', () => {
  expect(headline(all)).toEqual({
    late: 2,
    nobody: 1,
    soon: 2,
    soonWithinMs: 11 * 60_000,
    soonFirstMs: 6 * 60_000,
  })
  expect(headline([])).toMatchObject({ late: 0, soon: 0, soonWithinMs: 0 })
})

test('the worst stand on top, what is due first before what is due later, seen ones last', () => {
  const first = all[0]!
  const order = [...all, { ...first, ticket: 'seen', acknowledged: true }].sort(byUrgency)
  expect(order.at(-1)?.ticket).toBe('seen')
  expect(order.map((alert) => alert.ticket).slice(-3)).toEqual(['soon-2', 'soon-1', 'seen'])
  expect(order[0]?.read.kind).toBe('late')
})
