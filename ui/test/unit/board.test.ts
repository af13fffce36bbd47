// What the board, the strip and the reasons show of given rows.
import { expect, test } from 'vitest'
import type { TicketRow } from '@/api/wire'
import { choices } from '@/entities/candidates'
import { boardLines } from '@/console/lines'
import { BoardIndex } from '@/console/boardIndex'
import { counts, question } from '@/console/filters'
import { strip } from '@/entities/lamps'
import { matchesText } from '@/entities/pinyin'
import { late, ofAlert, reading } from '@/entities/reading'
import { untilOf } from '@/entities/until'
import { bars, leftOut, winningRung } from '@/entities/why'
import { minutesSeconds, shortNumber } from '@/entities/words'
import { alerts, at, explanation, NOW, tickets } from '../hospital'

const named = (text: string) => tickets.find((one) => one.summary.startsWith(text)) as TicketRow

const index = () => {
  const made = new BoardIndex()
  made.sync(new Map(tickets.map((one) => [one.id, one])))
  return made
}
const asking = { now: NOW, me: undefined, saved: [], unread: () => false }

test('groups stand in the order of need, the most urgent first', () => {
  const lines = boardLines(index(), question('open', asking), new Set(), NOW)
  const heads = lines.flatMap((line) => (line.kind === 'group' ? [line.group] : []))
  expect(heads).toEqual(['unassigned', 'ringing', 'accepted', 'on_hold'])
  const first = lines.find((line) => line.kind === 'ticket')
  expect(first?.kind === 'ticket' && first.ticket.summary).toContain('手麻采集中断')
})

test('a folded group is its head alone', () => {
  const folded = boardLines(index(), question('open', asking), new Set(['accepted'] as const), NOW)
  expect(folded.some((line) => line.kind === 'ticket' && line.ticket.stage === 'accepted')).toBe(false)
  const head = folded.find((line) => line.kind === 'group' && line.group === 'accepted')
  expect(head?.kind === 'group' && head.sum).toMatchObject({ n: 8, late: 2, soon: 2 })
})

test('every lamp is lit once: overdue, then unassigned, then ringing', () => {
  const entries = [...index().entries.values()]
  const { shown, rest } = strip(entries, NOW, 9)
  expect(shown.map((lamp) => lamp.kind)).toEqual([
    'late',
    'late',
    'late',
    'unassigned',
    'ringing',
    'ringing',
    'ringing',
  ])
  expect(shown[0]?.ticket.summary).toContain('输血系统')
  expect(rest).toEqual([])
  const few = strip(entries, NOW, 6)
  expect(few.shown).toHaveLength(5)
  expect(few.rest).toEqual([{ kind: 'ringing', n: 2 }])
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
  const found = counts(index().entries.values(), asking)
  expect(['open', 'late', 'ended'].map((key) => found.get(key))).toEqual([14, 3, 1])
  for (const entry of index().entries.values()) {
    const said = reading(entry.ticket, NOW).kind
    expect(question('late', asking)(entry), entry.ticket.summary).toBe(said === 'late')
    expect(question('soon', asking)(entry), entry.ticket.summary).toBe(said === 'soon')
  }
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
