// When alerts are heard: what stands at first is not, what is new or rises is, a seen one is silent, a
// standing warning repeats as the server says.
import { expect, test } from 'vitest'
import { turn, type Known } from '@/alerts/rhythm'
import type { AlertRow } from '@/api/wire'
import { at, id, NOW } from '../hospital'

const warning: AlertRow = {
  ticket: id('t', 1),
  number: '20261124-001',
  summary: '打印机不出纸',
  kind: 'accept_soon',
  level: 0,
  since: at(0),
  acknowledged: false,
  owner: null,
  due_at: at(3),
  repeat_s: 60,
  sounds: true,
  action: 'acknowledge',
  open: true,
}
const none: Known = new Map()
const heard = (before: Known | null, alert: AlertRow, minutes = 0) => {
  const said = turn(before, [alert], NOW + minutes * 60_000)
  return { sounds: said.sounds, risen: said.risen.length, known: said.known }
}

test('what stands already when a page opens is shown, not sounded', () => {
  expect(heard(null, warning)).toMatchObject({ sounds: false, risen: 0 })
})

test('a new one is told once, and again each time its pause has passed', () => {
  const first = heard(none, warning)
  expect(first).toMatchObject({ sounds: true, risen: 1 })
  const soon = heard(first.known, warning, 0.5)
  expect(soon).toMatchObject({ sounds: false, risen: 0 })
  expect(heard(soon.known, warning, 1)).toMatchObject({ sounds: true, risen: 0 })
})

test('a seen one is silent, on every device', () => {
  const first = heard(none, warning)
  const seen = { ...warning, acknowledged: true, open: false, sounds: false, repeat_s: null }
  expect(heard(first.known, seen, 5)).toMatchObject({ sounds: false, risen: 0 })
})

test('a miss after a seen warning is news, and each level after it', () => {
  const seen = heard(none, { ...warning, acknowledged: true, open: false, sounds: false })
  const miss: AlertRow = { ...warning, kind: 'accept_overdue', level: 1, repeat_s: null }
  const missed = heard(seen.known, miss)
  expect(missed).toMatchObject({ sounds: true, risen: 1 })
  expect(heard(missed.known, miss)).toMatchObject({ sounds: false, risen: 0 })
  expect(heard(missed.known, { ...miss, level: 2 })).toMatchObject({ sounds: true, risen: 1 })
})

test('what the policy silences is told without a sound', () => {
  expect(heard(none, { ...warning, sounds: false })).toMatchObject({ sounds: false, risen: 1 })
})
