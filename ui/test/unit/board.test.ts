// What the board, the strip and the reasons show of given rows.
import { expect, test } from 'vitest'
import type { TicketRow } from '@/api/wire'
import { choices } from '@/entities/candidates'
import { boardLines, lamps, matches } from '@/entities/order'
import { matchesText } from '@/entities/pinyin'
import { late, ofAlert, reading } from '@/entities/reading'
import { untilOf } from '@/entities/until'
import { bars, leftOut, winningRung } from '@/entities/why'
import { minutesSeconds, shortNumber } from '@/entities/words'
import { alerts, at, explanation, NOW, tickets } from '../hospital'

const named = (text: string) => tickets.find((one) => one.summary.startsWith(text)) as TicketRow

test('groups stand in the order of need, the most urgent first', () => {
  const lines = boardLines(tickets, 'open', new Set(), NOW)
  const heads = lines.flatMap((line) => (line.kind === 'group' ? [line.group] : []))
  expect(heads).toEqual(['unassigned', 'ringing', 'accepted', 'on_hold'])
  const first = lines.find((line) => line.kind === 'ticket')
  expect(first?.kind === 'ticket' && first.ticket.summary).toContain('手麻采集中断')
})

test('a folded group is its head alone', () => {
  const folded = boardLines(tickets, 'open', new Set(['accepted'] as const), NOW)
  expect(folded.some((line) => line.kind === 'ticket' && line.ticket.stage === 'accepted')).toBe(false)
})

test('every lamp is lit once: overdue, then unassigned, then ringing', () => {
  const lit = lamps(tickets, NOW)
  expect(lit.map((lamp) => lamp.kind)).toEqual([
    'late',
    'late',
    'late',
    'unassigned',
    'ringing',
    'ringing',
    'ringing',
  ])
  expect(lit[0]?.ticket.summary).toContain('输血系统')
})

test('clocks say left, soon, late, paused and ring', () => {
  expect(reading(named('标签打印机'), NOW)).toMatchObject({ kind: 'left', ms: 21 * 60_000 })
  expect(reading(named('PACS'), NOW)).toMatchObject({ kind: 'soon' })
  expect(reading(named('输血系统'), NOW)).toMatchObject({ kind: 'late', ms: 12 * 60_000 })
  expect(reading(named('主机电源坏'), NOW)).toMatchObject({ kind: 'paused' })
  expect(reading(named('HIS'), NOW)).toMatchObject({ kind: 'ring', attempt: 2 })
  expect(reading(named('打印机卡纸'), NOW)).toMatchObject({ kind: 'took', ms: 30 * 60_000 })
  expect(late(named('打印机卡纸'), NOW)).toBeNull()
})

test('how late: the strip, the list and the alerts say the same figure', () => {
  const hour = 60 * 60_000
  const ring = named('HIS')
  expect(ring.stage).toBe('ringing')
  expect(reading(ring, NOW + hour)).toMatchObject({ kind: 'late', ms: 59 * 60_000, target: 'accept' })
  expect(late(ring, NOW + hour)?.ms).toBe(59 * 60_000)
  const [alert] = alerts
  if (!alert) throw new Error('no alert')
  const misled = { ...alert, ticket: ring.id, kind: 'resolve_overdue' as const, since: at(50) }
  expect(ofAlert(misled, ring, NOW + hour)).toEqual(reading(ring, NOW + hour))
  expect(ofAlert(misled, undefined, NOW + hour)).toMatchObject({ kind: 'late', ms: 10 * 60_000 })
  const stranded = { ...alert, kind: 'stranded' as const, since: at(-2) }
  expect(ofAlert(stranded, named('扫描仪'), NOW)).toEqual(reading(named('扫描仪'), NOW))
  expect(ofAlert(stranded, undefined, NOW)).toMatchObject({ kind: 'wait', ms: 2 * 60_000 })
})

test('filters count what they show', () => {
  const count = (filter: Parameters<typeof matches>[1]) =>
    tickets.filter((one) => matches(one, filter, NOW)).length
  expect([count('open'), count('late'), count('ended')]).toEqual([14, 3, 1])
})

test('why him: cheapest first, left out once each', () => {
  expect(bars(explanation).map((bar) => [bar.candidate.cost, bar.won])).toEqual([
    [105, true],
    [198, false],
    [324, false],
  ])
  expect(leftOut(explanation).map((one) => one.why)).toEqual(['fully_loaded', 'excluded', 'off_duty'])
  expect(winningRung(explanation)).toBe('a')
  expect(choices(explanation).map((one) => one.note)).toEqual([
    null,
    null,
    null,
    'fully_loaded',
    'excluded',
    'off_duty',
  ])
})

test('names are found by hanzi, pinyin and initials', () => {
  expect(matchesText('心内科一病区', 'xnk')).toBe(true)
  expect(matchesText('心内科一病区', '病区')).toBe(true)
  expect(matchesText('何静', 'hejing')).toBe(true)
  expect(matchesText('何静', 'hx')).toBe(false)
  expect(matchesText('护理排班系统', 'hlxt')).toBe(false)
  expect(matchesText('护理排班系统', 'hlxt', 'loose')).toBe(true)
})

test('numbers and times as people say them', () => {
  expect(shortNumber('20261124-087')).toBe('1124-087')
  expect(minutesSeconds(37_200)).toBe('0:38')
  expect(untilOf('tomorrow', NOW, 'Asia/Shanghai')).toBe('2026-11-25T01:00:00.000Z')
})
